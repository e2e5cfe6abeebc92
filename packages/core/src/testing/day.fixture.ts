import { Day } from '@perca/eventsourcing'

/** The day that a text names. */
export const day = (text: string): Day => {
  if (!Day.is(text)) throw new Error(`${text} is no day`)
  return text
}

/** A day of August 2020, in which sessions are held on Tuesdays and Thursdays: the 4th, 6th, 11th, 13th, 18th ... */
export const august = (date: number): Day => day(`2020-08-${String(date).padStart(2, '0')}`)
