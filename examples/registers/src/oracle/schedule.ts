import { addDays, type Day, daysBetween, lastDayOf, monthOf, weekdayOf } from '../calendar.js'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

interface ByDay {
  readonly weekday: number
  /** Months only: the how-manieth of its weekday, counted from the month's end where negative; 0 is every one. */
  readonly ordinal: number
}

/** Whether the schedule names a day. */
export type Schedule = (day: Day) => boolean

/**
 * The schedule that a rule makes from `startedOn` on; no day before that is scheduled. Weeks start on Monday.
 * Source: RFC 5545, 3.3.10, of which FREQ (DAILY, WEEKLY, MONTHLY), INTERVAL and BYDAY are known; throws on any other part.
 */
export const scheduleFrom = (rule: string, startedOn: Day): Schedule => {
  const { frequency, interval, byDay } = readRule(rule)
  const firstMonday = addDays(startedOn, -weekdayOf(startedOn))

  const periodsTo = (day: Day): number => {
    if (frequency === 'DAILY') return daysBetween(startedOn, day)
    if (frequency === 'WEEKLY') return Math.floor(daysBetween(firstMonday, day) / 7)
    return monthsSinceYearZero(day) - monthsSinceYearZero(startedOn)
  }
  return (day) => {
    if (day < startedOn || periodsTo(day) % interval !== 0) return false
    if (byDay.length > 0) return byDay.some((by) => by.weekday === weekdayOf(day) && hasOrdinal(day, by.ordinal))
    if (frequency === 'WEEKLY') return weekdayOf(day) === weekdayOf(startedOn)
    return frequency === 'DAILY' || day.slice(8) === startedOn.slice(8)
  }
}

const monthsSinceYearZero = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

const hasOrdinal = (day: Day, ordinal: number): boolean => {
  const fromStart = Math.ceil(Number(day.slice(8)) / 7)
  const fromEnd = -Math.ceil((daysBetween(day, lastDayOf(monthOf(day))) + 1) / 7)
  return ordinal === 0 || ordinal === fromStart || ordinal === fromEnd
}

const readRule = (rule: string): { frequency: string; interval: number; byDay: ByDay[] } => {
  let frequency = ''
  let interval = 1
  let byDay: ByDay[] = []
  for (const part of rule
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name = '', value = ''] = part.split('=')
    if (name === 'FREQ' && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(value)) frequency = value
    else if (name === 'INTERVAL' && /^[1-9]\d*$/.test(value)) interval = Number(value)
    else if (name === 'BYDAY') byDay = value.split(',').map((text) => readByDay(text, rule))
    else if (!(name === 'WKST' && value === 'MO'))
      throw new Error(`The schedule's part ${part} is not known here: ${rule}`)
  }
  if (frequency === '') throw new Error(`The schedule names no frequency: ${rule}`)
  return { frequency, interval, byDay }
}

const readByDay = (text: string, rule: string): ByDay => {
  const form = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text)
  if (!form) throw new Error(`The schedule's day ${text} is not known here: ${rule}`)
  return { weekday: weekdays.indexOf(form[2] ?? ''), ordinal: Number(form[1] ?? 0) }
}
