import { Temporal } from 'temporal-polyfill'

/** How many days lie from one day to another: from 1 to 2 January one; negative where the second is the earlier. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
