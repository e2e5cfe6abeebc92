import type { AgencyRegisters } from '../agency-registers.js'
import type { Day, Month } from '../calendar.js'
import type { RefusalName } from '../expected.js'
import type { Books } from './books.js'
import { attend, type Status } from './enrolment.js'
import type { Participant } from './participant.js'
import { withoutTotals } from './register.js'
import { placeOf, readSheet } from './sheet.js'
import { keyOf, readCode, readDay, readMark } from './value.js'

const statuses = new Map<string, Status>([
  ['h', 'present'],
  ['t', 'late'],
  ['i', 'excused'],
  ['s', 'sick'],
  ['a', 'absent'],
])

const monthOfFile = (fileName: string): Month | undefined => /^daftar-hadir-(\d{4}-\d{2})\.csv$/.exec(fileName)?.[1]

/** The month of the last attendance register, if there is one. */
export const lastRegisterMonth = (registers: AgencyRegisters): Month | undefined =>
  Object.keys(registers)
    .flatMap((fileName) => monthOfFile(fileName) ?? [])
    .sort()
    .at(-1)

/** Notes every marked cell of the attendance registers. */
export const noteAttendance = (registers: AgencyRegisters, books: Books): void => {
  const { participants, agenda, refuse } = books
  for (const file of Object.keys(registers).sort()) {
    if (monthOfFile(file) === undefined) continue
    const sheet = readSheet(registers[file] ?? '', ['Kode'])
    const codePlace = placeOf(sheet, 'Kode')
    const days = sheet.headings.map(readDay)

    const markedCells = (cells: readonly string[]) =>
      cells.flatMap((text, place) => (place === codePlace || text.trim() === '' ? [] : [{ text, place }]))
    const read = (cells: readonly string[], text: string, place: number) => {
      const day = days[place]
      const status = readMark(text, statuses)
      const code = readCode(cells[codePlace] ?? '')
      if (day === undefined) return 'invalid-date'
      if (status === undefined) return 'invalid-mark'
      return code === undefined ? 'invalid-code' : { day, status, code }
    }
    const readable = (cells: readonly string[]): boolean =>
      markedCells(cells).some(({ text, place }) => typeof read(cells, text, place) !== 'string')

    for (const { row, cells } of withoutTotals(sheet, 'Kode', (total) => readable(total.cells))) {
      for (const { text, place } of markedCells(cells)) {
        const column = sheet.headings[place] ?? ''
        const said = read(cells, text, place)
        if (typeof said === 'string') {
          refuse({ file, row, rule: said, column })
          continue
        }
        const participant = participants.get(keyOf(said.code))
        if (participant === undefined) {
          refuse({ file, row, rule: 'unknown-participant', column })
          continue
        }
        agenda.note(said.day, 'attendance', () => {
          const rule = offCalendar(books, said.day) ?? attend(participant, said.status, said.day)
          if (rule !== undefined) refuse({ file, row, rule, column })
          else count(books, participant, said.status, said.day)
        })
      }
    }
  }
}

const offCalendar = ({ holidays, schedule }: Books, day: Day): RefusalName | undefined => {
  if (holidays.has(day)) return 'holiday'
  return schedule(day) ? undefined : 'not-scheduled'
}

const count = ({ flows }: Books, participant: Participant, status: Status, day: Day): void => {
  const month = flows(day)
  month.marks[status] += 1
  month.seen.add(participant.code)
  month.sessionDays.add(day)
}
