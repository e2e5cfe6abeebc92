import type { AgencyRegisters } from './agency-registers.js'
import { type Day, daysBetween, daysFrom, lastDayOf, type Month, monthOf, nextMonth } from './calendar.js'
import { buyersOf, listCatalogue, productsOf, programmeOf } from './generate/agency.js'
import { type MonthMarks, registerOf, takeAttendance } from './generate/attendance.js'
import { textCell } from './generate/cell.js'
import { columnsOf, registerFiles } from './generate/columns.js'
import { indonesianForm, type Register, type RegistersForm, writeDown } from './generate/form.js'
import { ledgerOf, scattered } from './generate/ledger.js'
import { livePerson, peopleOf, referPeople } from './generate/people.js'
import { workOn } from './generate/production.js'
import { randomOf } from './generate/random.js'
import { noTrade, tradeOn } from './generate/trade.js'
import type { World } from './generate/world.js'
import { scheduleFrom } from './oracle/schedule.js'

/** How large an agency is, how long it has kept registers, and how. */
export interface AgencySize {
  /** People in peserta.csv; at least 1. */
  readonly participants: number
  /** Attendance registers, the first of the month of `startedOn`; at least 1. */
  readonly months: number
  /** Buyers in instansi.csv; 12 unless told. */
  readonly agencies?: number
  /** Products in produk.csv; 6 unless told. */
  readonly products?: number
  /** 1 January 2020 unless told. */
  readonly startedOn?: Day
  /** How often a row is wrong, from 0 (nothing is refused) to 1; 0.02 unless told. */
  readonly faultRate?: number
  /** How it is written down; as an Indonesian office suite does unless told. What is said does not depend on it. */
  readonly form?: RegistersForm
}

/**
 * Registers of a made-up agency, the same for the same seed and size: people referred, assessed, enrolled, paused,
 * present and absent; what they made; orders delivered, paid and shared in parts; and, at the fault rate, every kind of
 * row that must be refused.
 */
export const generateRegisters = (seed: number, size: AgencySize): AgencyRegisters => {
  const { startedOn = '2020-01-01', faultRate = 0.02, form = indonesianForm } = size
  const lastDay = lastDayOf(monthsLater(monthOf(startedOn), size.months - 1))
  const span = daysBetween(startedOn, lastDay) + 1
  const random = randomOf(seed, 'agency')
  const programme = programmeOf(seed, random, startedOn, span)
  const holidays = new Set(programme.holidays.map(({ date }) => date))
  const isScheduled = scheduleFrom(programme.schedule.rule, startedOn)
  const ledger = ledgerOf(randomOf(seed, 'clerk'), faultRate)
  const world: World = {
    day: startedOn,
    random,
    rate: faultRate,
    programme,
    isSession: (day) => isScheduled(day) && !holidays.has(day),
    people: peopleOf(random, size.participants, startedOn, span),
    products: productsOf(random, size.products ?? 6),
    buyers: buyersOf(random, size.agencies ?? 12),
    write: ledger.write,
  }
  const attendance = liveThrough(world, startedOn, lastDay)

  const registers: { [fileName: string]: string } = { 'program.json': `${JSON.stringify(programme, null, 1)}\n` }
  const enter = (fileName: string, register: Register) => {
    registers[fileName] = writeDown(register, form, randomOf(seed, `form of ${fileName}`))
  }
  for (const file of registerFiles) {
    const headings = columnsOf[file].map(([heading]) => textCell(heading))
    enter(file, { kind: 'other', headings, rows: ledger.rowsOf(file) })
  }
  for (const [month, register] of attendance) {
    const rows = faultRate === 0 ? register.rows : scattered(register.rows, random)
    enter(`daftar-hadir-${month}.csv`, { ...register, rows })
  }
  return registers
}

/** Lives every day of the span and gives the attendance registers by month. */
const liveThrough = (world: World, first: Day, last: Day): Map<Month, Register> => {
  const registers = new Map<Month, Register>()
  const trade = noTrade()
  let marks: MonthMarks = { columns: [] }
  listCatalogue(world)
  referPeople(world)
  for (const day of daysFrom(first, last)) {
    world.day = day
    for (const person of world.people) livePerson(world, person)
    workOn(world, takeAttendance(world, marks))
    tradeOn(world, trade)
    if (day === lastDayOf(monthOf(day))) {
      registers.set(monthOf(day), registerOf(world, monthOf(day), marks))
      marks = { columns: [] }
    }
  }
  return registers
}

const monthsLater = (month: Month, months: number): Month => {
  let later = month
  for (let passed = 0; passed < months; passed += 1) later = nextMonth(later)
  return later
}
