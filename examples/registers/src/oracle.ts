import type { AgencyRegisters } from './agency-registers.js'
import { lastDayOf, monthOf, monthsFrom } from './calendar.js'
import type { Expected, MonthlyFigures, Reject } from './expected.js'
import { lastRegisterMonth, noteAttendance } from './oracle/attendance.js'
import { openBooks } from './oracle/books.js'
import { figuresOf } from './oracle/figures.js'
import { noteOrders } from './oracle/orders.js'
import { checkMaterial, noteProduction } from './oracle/production.js'
import { noteDeliveries, notePayments, notePayouts } from './oracle/settlement.js'
import { noteAssessments, noteEnrolmentActs } from './oracle/training.js'

/**
 * What an agency's registers add up to: the figures of every month from that of `startedOn` to that of the last
 * attendance register, and every row or attendance cell that must be refused.
 *
 * A plain second calculation: it keeps maps and counters, follows the registers' own rules (the data's README), and
 * shares no code with the import that it is held against. Throws where `program.json` is missing or cannot be read.
 */
export const expectedOf = (folder: AgencyRegisters): Expected => {
  const books = openBooks(folder)
  noteAssessments(folder, books)
  noteEnrolmentActs(folder, books)
  noteAttendance(folder, books)
  noteProduction(folder, books)
  checkMaterial(folder, books)
  noteOrders(folder, books)
  noteDeliveries(folder, books)
  notePayments(folder, books)
  notePayouts(folder, books)
  books.agenda.putInOrder()

  const months: { [month: string]: MonthlyFigures } = {}
  const first = monthOf(books.programme.startedOn)
  for (const month of monthsFrom(first, lastRegisterMonth(folder) ?? '')) {
    books.agenda.doUntil(lastDayOf(month))
    months[month] = figuresOf(month, books)
  }
  books.agenda.doUntil(endOfDays)
  return { months, rejects: books.rejects.sort(byPlace) }
}

/** After every day that a register can name. */
const endOfDays = '9999-12-31'

const byPlace = (a: Reject, b: Reject): number => {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  if (a.row !== b.row) return a.row - b.row
  const [columnOfA, columnOfB] = [a.column ?? '', b.column ?? '']
  return columnOfA < columnOfB ? -1 : columnOfA > columnOfB ? 1 : 0
}
