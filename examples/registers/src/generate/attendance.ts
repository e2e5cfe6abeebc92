import { addDays, type Day, lastDayOf, type Month } from '../calendar.js'
import { blank, type Cell, dayCell, markCell, type Row, textCell } from './cell.js'
import { badAttendanceMarks, badHeadings } from './faults.js'
import type { Register } from './form.js'
import { isFit, type Person } from './person.js'
import type { Random } from './random.js'
import type { World } from './world.js'

type Marks = Map<Person, Cell>

/** The marks of one month's register as they come in, day by day. */
export interface MonthMarks {
  readonly columns: { readonly heading: Cell; readonly marks: Marks }[]
}

const usual = ['H', 'H', 'H', 'H', 'H', 'H', 'H', 'H', 'H', 'T', 'I', 'S', 'A'] as const
const away = ['I', 'S', 'A'] as const

/** Takes attendance where the world's day is a session's, or where a clerk thinks so, and tells who may have worked. */
export const takeAttendance = (world: World, month: MonthMarks): Person[] => {
  const { day, random, rate, people } = world
  if (world.isSession(day)) {
    const column = { heading: dayCell(day), marks: new Map<Person, Cell>() }
    const present: Person[] = []
    for (const person of people) {
      const mark = markOf(world, person)
      if (mark === undefined) continue
      column.marks.set(person, random.chance(rate * 0.3) ? random.pick(badAttendanceMarks) : markCell(mark))
      if ((mark === 'H' || mark === 'T') && isFit(person, day)) present.push(person)
    }
    month.columns.push(column)
    return present
  }
  const isHoliday = world.programme.holidays.some(({ date }) => date === day)
  if (random.chance(rate * (isHoliday ? 3 : 0.3))) month.columns.push(strayColumn(world, dayCell(day)))
  return []
}

const markOf = ({ day, random, rate }: World, person: Person): string | undefined => {
  if (person.phase === 'paused') return random.chance(rate * 2) ? random.pick(usual) : undefined
  if (person.phase !== 'running') return random.chance(rate * 0.3) ? random.pick(usual) : undefined
  if (isFit(person, day)) return random.chance(0.98) ? random.pick(usual) : undefined
  if (random.chance(rate * 2)) return random.pick(usual)
  return random.chance(0.5) ? random.pick(away) : undefined
}

/** A column with marks of a few people, present or not in truth. */
const strayColumn = ({ random, people }: World, heading: Cell): MonthMarks['columns'][number] => ({
  heading,
  marks: new Map(
    random
      .shuffled(people)
      .slice(0, random.whole(1, 3))
      .map((person) => [person, markCell(random.pick(usual))]),
  ),
})

/** The month's register: one row a person, and at the world's rate columns and rows that should not be there. */
export const registerOf = (world: World, month: Month, { columns }: MonthMarks): Register => {
  const { random, rate, people } = world
  const all = [...columns]
  const astray = (chance: number, heading: () => Cell) => {
    if (random.chance(rate * chance)) all.push(strayColumn(world, heading()))
  }
  astray(2, () => random.pick(badHeadings))
  astray(2, () => dayCell(dayNear(month, random)))
  const twice = columns.length === 0 ? undefined : random.pick(columns)
  if (twice !== undefined) astray(2, () => twice.heading)

  const rows: Row[] = people.map((person) => [
    textCell(random.chance(0.01) ? person.code.toLowerCase() : person.code),
    ...all.map(({ marks }) => marks.get(person) ?? blank),
  ])
  const strayRow = (code: string): Row => [
    textCell(code),
    ...all.map(() =>
      random.chance(0.2)
        ? random.chance(0.1)
          ? random.pick(badAttendanceMarks)
          : markCell(random.pick(usual))
        : blank,
    ),
  ]
  const codes = [random.pick(people).code, 'ZZZ-404', '', '9999990101900001']
  for (const code of codes) if (random.chance(rate * 1.5)) rows.push(strayRow(code))
  return { kind: 'attendance', headings: [textCell('Kode'), ...all.map(({ heading }) => heading)], rows }
}

/** A day of the month before or after. */
const dayNear = (month: Month, random: Random): Day =>
  random.chance(0.5) ? addDays(`${month}-01`, -random.whole(1, 20)) : addDays(lastDayOf(month), random.whole(1, 20))
