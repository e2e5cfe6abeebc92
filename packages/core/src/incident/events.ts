import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { health } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** What happened. */
export const IncidentKind = t.keyof(
  {
    injury: null,
    illness: null,
    'self-harm': null,
    violence: null,
    abuse: null,
    harassment: null,
    exploitation: null,
    theft: null,
    missing: null,
    other: null,
  },
  'kind of an incident',
)

/** How grave it is. */
export const Severity = t.keyof({ low: null, moderate: null, high: null, critical: null }, 'severity of an incident')
export type Severity = t.TypeOf<typeof Severity>

/** What part somebody had in it. */
const Part = t.keyof({ affected: null, witness: null, alleged: null }, 'part in an incident')

/** Somebody an incident names: a participant, a helper, or other staff by the id under which they act. */
export const Involved = t.union(
  [
    t.strict({ participantId: Uuid, part: Part }),
    t.strict({ helperId: Uuid, part: Part }),
    t.strict({ staffId: Slug, part: Part }),
  ],
  'involved in an incident',
)
export type Involved = t.TypeOf<typeof Involved>

/** To whom an incident is handed on. */
export const ReferredTo = t.keyof(
  {
    clinic: null,
    hospital: null,
    police: null,
    'social-services': null,
    'legal-aid': null,
    family: null,
    ward: null,
    other: null,
  },
  'to whom an incident is referred',
)

/** How an incident ended. */
export const IncidentOutcome = t.keyof(
  { resolved: null, 'measures-taken': null, 'handed-over': null, unfounded: null, undetermined: null },
  'outcome of an incident',
)

/** Something happened on effectiveOn that people must be kept safe from. */
const IncidentReported = t.type({
  programmeId: ProgrammeId,
  kind: IncidentKind,
  severity: Severity,
  /** Whom it names. They neither read nor settle it (rule 21). */
  involved: t.readonlyArray(Involved),
  /** The ids under which the helpers it names act as staff: copied from their HelperEngaged, so that rule 21 holds alone. */
  actsAs: t.readonlyArray(Slug),
  /** The id under which who reported it acts: they do not close it. */
  reportedBy: t.string,
  account: health(orNone(t.string)),
})

const about = {
  programmeId: ProgrammeId,
  /** The uuids that the IncidentReported of the same stream names: copied, so that a person's history holds what followed. */
  about: t.readonlyArray(Uuid),
}

/** The incident was handed on, on effectiveOn. */
const IncidentReferred = t.type({ ...about, to: ReferredTo, documentRef: orNone(Slug) })

/** The incident was closed on effectiveOn. `decidedBy`: the id of who decided so, neither named by it nor its reporter. */
const IncidentClosed = t.type({ ...about, outcome: IncidentOutcome, decidedBy: Slug })

/** Every event of an incident, by name: the stored contract. */
export const incidentEvents = {
  IncidentReported: eventType(IncidentReported),
  IncidentReferred: eventType(IncidentReferred),
  IncidentClosed: eventType(IncidentClosed),
}
/** Every event of an incident. */
export type IncidentEvent = EventOf<typeof incidentEvents>
/** One of them, by its type. */
export type IncidentEventOf<Type extends IncidentEvent['type']> = Extract<IncidentEvent, { type: Type }>
