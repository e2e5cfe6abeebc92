import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Person } from '../participant/person.js'
import { ProgrammeId, Slug } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { personal } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** What somebody helps as. */
export const HelperKind = t.keyof({ facilitator: null, volunteer: null, assessor: null }, 'kind of a helper')

/** What was looked into before somebody is trusted with participants: a police record is an SKCK. */
export const Check = t.keyof(
  { identity: null, 'police-record': null, references: null, health: null, training: null },
  'check of a helper',
)

/** Somebody helps in a programme from effectiveOn on. `staffId`: the number under which they act, where they are staff. */
const HelperEngaged = t.type({
  programmeId: ProgrammeId,
  kind: HelperKind,
  staffId: orNone(Slug),
  person: personal(Person),
})

/** A check was passed; it is in force from effectiveOn to `validUntil`, that day included. */
const HelperVetted = t.type({ programmeId: ProgrammeId, check: Check, validUntil: Day, documentRef: orNone(Slug) })

/** The helper is no longer engaged in the programme from effectiveOn on. */
export const HelperLeft = t.type({
  programmeId: ProgrammeId,
  reason: t.keyof(
    { resigned: null, 'contract-ended': null, moved: null, dismissed: null, deceased: null, unstated: null },
    'why a helper left',
  ),
})

/** Every event of a helper, by name: the stored contract. */
export const helperEvents = {
  HelperEngaged: eventType(HelperEngaged),
  HelperVetted: eventType(HelperVetted),
  HelperLeft: eventType(HelperLeft),
}
/** Every event of a helper. */
export type HelperEvent = EventOf<typeof helperEvents>
/** One of them, by its type. */
export type HelperEventOf<Type extends HelperEvent['type']> = Extract<HelperEvent, { type: Type }>
