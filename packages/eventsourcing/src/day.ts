import * as t from 'io-ts'

/** What tells a `Day` from any other text. */
export interface DayBrand {
  readonly Day: unique symbol
}

const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(Number(text.slice(0, 4)), month)
}

/**
 * A calendar day, `2020-08-17`: no time and no zone. It must exist (`2021-02-29` is refused).
 * Two days compare as texts: `'2020-08-17' < '2020-09-01'`.
 */
export const Day = t.brand(t.string, (text): text is t.Branded<string, DayBrand> => isDay(text), 'Day')
export type Day = t.TypeOf<typeof Day>
