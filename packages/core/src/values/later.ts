import type { Day } from '@perca/eventsourcing'

/** The later of two days. */
export const later = (a: Day, b: Day): Day => (a > b ? a : b)
