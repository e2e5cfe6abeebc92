import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { BasisPoints, Capacity, Minutes } from '../values/amounts.js'
import { Slug } from '../values/ids.js'
import { Recurrence } from '../values/recurrence.js'
import { TimeOfDay, TimeZone } from '../values/times.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** The programme exists: its name, the agency that runs it, and the zone of its clock. */
export const ProgrammeEstablished = t.type({ name: t.string, agencyName: t.string, timezone: TimeZone })

/** When sessions are held, from effectiveOn on: an RRULE of days counted from there, minutes, a place, and how many fit in. */
export const ScheduleSet = t.type({
  rule: Recurrence,
  startsAt: TimeOfDay,
  duration: Minutes,
  venue: t.string,
  capacity: Capacity,
})

/** No session on `date`. `decree` names the decision, where there is one. */
export const HolidayDeclared = t.type({ date: Day, name: t.string, decree: t.union([t.string, t.null]) })

/** `date` is no holiday after all. */
const HolidayWithdrawn = t.type({ date: Day, reason: Slug })

/** A craft is taught from effectiveOn on. */
export const CraftIntroduced = t.type({ craftId: Slug, name: t.string, skills: t.readonlyArray(Slug) })

/** How a sale is shared from effectiveOn on, in basis points that sum to 10,000. */
export const ProceedsRuleSet = t.type({
  makersShare: BasisPoints,
  materialsFund: BasisPoints,
  programmeFund: BasisPoints,
})

/** Every event of a programme, by name: the stored contract. */
export const programmeEvents = {
  ProgrammeEstablished: eventType(ProgrammeEstablished),
  ScheduleSet: eventType(ScheduleSet),
  HolidayDeclared: eventType(HolidayDeclared),
  HolidayWithdrawn: eventType(HolidayWithdrawn),
  CraftIntroduced: eventType(CraftIntroduced),
  ProceedsRuleSet: eventType(ProceedsRuleSet),
}
/** Every event of a programme. */
export type ProgrammeEvent = EventOf<typeof programmeEvents>
