import fc from 'fast-check'
import type { Slot } from '../programme/calendar.js'

/** The calendar's slot on the day that is asked for. */
export const slotFor = ({ effectiveOn }: { readonly effectiveOn: string }): fc.Arbitrary<{ readonly slot: Slot }> =>
  fc.constantFrom(60, 180).map((duration) => ({
    slot: { day: effectiveOn, startsAt: '09:00', duration, venue: 'Aula', scheduleFrom: '2020-01-01' },
  }))
