import { checkedText, type Day } from '@perca/eventsourcing'
import { Temporal } from 'temporal-polyfill'

/** A calendar month, `2020-08`. Two months compare as texts. */
export const Month = checkedText('month (YYYY-MM)', (value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value), {
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
})

/** The month of a day: `2020-08`. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** The last day of a month, `2020-08-31`. */
export const lastDayOf = (month: string): string => {
  const days = Temporal.PlainYearMonth.from(month).daysInMonth
  return `${month}-${days}`
}

/** The month after a month. */
export const nextMonth = (month: string): string => Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()

/** The day so many calendar months after a day: of a longer month's end, the shorter month's. */
export const monthsAfter = (day: string, months: number): Day =>
  // What the calendar gives is a day; it is written as one, as long as its year has four digits.
  Temporal.PlainDate.from(day).add({ months }).toString() as Day
