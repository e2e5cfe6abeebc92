/** A calendar day, `YYYY-MM-DD`. Days compare as text. */
export type Day = string

/** A calendar month, `YYYY-MM`. Months compare as text. */
export type Month = string

const millisecondsOfDay = 86_400_000
const two = (value: number): string => String(value).padStart(2, '0')

/** The day of a year, a month (1-12) and a day of the month, or undefined where the calendar has none such. */
export const dayOf = (year: number, month: number, date: number): Day | undefined => {
  if (month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) return undefined
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1 January 1970. */
const numberOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / millisecondsOfDay

/** The day that many days later (earlier where negative). */
export const addDays = (day: Day, days: number): Day =>
  new Date((numberOf(day) + days) * millisecondsOfDay).toISOString().slice(0, 10)

/** How many days `to` is after `from`. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from)

/** The day of the week: 0 is Monday, 6 is Sunday. */
export const weekdayOf = (day: Day): number => (((numberOf(day) + 3) % 7) + 7) % 7

export const monthOf = (day: Day): Month => day.slice(0, 7)

export const nextMonth = (month: Month): Month => addDays(lastDayOf(month), 1).slice(0, 7)

export const lastDayOf = (month: Month): Day =>
  `${month}-${daysIn(Number(month.slice(0, 4)), Number(month.slice(5, 7)))}`

/** The months from the first to the last, both included; none where the last is earlier. */
export const monthsFrom = (first: Month, last: Month): Month[] => {
  const months: Month[] = []
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month)
  return months
}

/** Every day from the first to the last, both included. */
export const daysFrom = (first: Day, last: Day): Day[] => {
  const days: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
