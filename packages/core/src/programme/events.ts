import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { DataClass } from '../privacy/events.js'
import { BasisPoints, Capacity, Minutes, Months, Quantity, Years } from '../values/amounts.js'
import { Slug, Uuid } from '../values/ids.js'
import { Month } from '../values/month.js'
import { Recurrence } from '../values/recurrence.js'
import { TimeOfDay, TimeZone } from '../values/times.js'
import { MonthFigures } from './month-figures.js'

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

/**
 * From effectiveOn on an assessment may hold this many months, and is made by one of these professions, coded by the agency.
 * One that is not is recorded all the same, and is a finding.
 */
export const AssessmentRuleSet = t.type({ validityMonths: Months, professions: t.readonlyArray(Slug) })

/**
 * The programme uses an instrument in a version from effectiveOn on, until it adopts another version. `holder`: who grants
 * the licence, coded; `documentRef`: where it is filed, null where none is needed.
 */
export const InstrumentAdopted = t.type({
  id: Slug,
  version: Slug,
  licence: t.type({
    holder: Slug,
    terms: t.keyof(
      { 'public-domain': null, registered: null, permission: null, agreement: null },
      'terms of a licence',
    ),
    documentRef: t.union([Slug, t.null]),
  }),
})

/**
 * For how many years after the end of somebody's last enrolment data of a class are kept, from effectiveOn on. `basis`: the
 * decision it follows, coded (UU 27/2022 art. 44: the agency's records schedule).
 */
export const RetentionRuleSet = t.type({ class: DataClass, years: Years, basis: Slug })

/**
 * A month is closed, with the figures as they were known then: it takes nothing any more (rule 20). `checkpoint` says which
 * of the programme's events they follow from: the first so many, in the log's order, of those that the report is made of,
 * and the last of them. Both stay true in a copy of the log.
 */
const MonthClosed = t.type({
  month: Month,
  figures: MonthFigures,
  checkpoint: t.type({ events: Quantity, lastEventId: Uuid }),
})

/** effectiveOn was the programme's last day. What is owed then is still delivered, paid and put right; nothing begins. */
export const ProgrammeClosed = t.type({
  reason: t.keyof({ completed: null, merged: null, 'no-funds': null, unstated: null }, 'why a programme closes'),
})

/** Every event of a programme, by name: the stored contract. */
export const programmeEvents = {
  ProgrammeEstablished: eventType(ProgrammeEstablished),
  ScheduleSet: eventType(ScheduleSet),
  HolidayDeclared: eventType(HolidayDeclared),
  HolidayWithdrawn: eventType(HolidayWithdrawn),
  CraftIntroduced: eventType(CraftIntroduced),
  ProceedsRuleSet: eventType(ProceedsRuleSet),
  AssessmentRuleSet: eventType(AssessmentRuleSet),
  InstrumentAdopted: eventType(InstrumentAdopted),
  RetentionRuleSet: eventType(RetentionRuleSet),
  MonthClosed: eventType(MonthClosed),
  ProgrammeClosed: eventType(ProgrammeClosed),
}
/** Every event of a programme. */
export type ProgrammeEvent = EventOf<typeof programmeEvents>
/** One of them, by its type. */
export type ProgrammeEventOf<Type extends ProgrammeEvent['type']> = Extract<ProgrammeEvent, { type: Type }>
