import type { Day } from '@perca/eventsourcing'
import { august } from '../testing/day.fixture.js'
import type { CloseIncident, ReferIncident, ReportIncident } from './decisions.js'
import type { IncidentEventOf, Involved } from './events.js'

// What the tests of an incident speak of: one incident of 3 August, who it names, and who acts.

const uuid = (kind: number, number: number): string =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`

export const INCIDENT = uuid(6, 1)
const PROGRAMME = 'kediri'
export const AFFECTED = uuid(1, 1)
export const WITNESS = uuid(5, 1)
/** The number under which the witness, a helper, acts as staff. */
const WITNESS_STAFF = 'PTG-09'
/** Other staff, named by the number under which they act. */
export const ALLEGED = 'PTG-11'
export const REPORTER = 'PTG-03'
export const SAFEGUARDING = 'PTG-04'
export const HEAD = 'PTG-01'

const involved: readonly Involved[] = [
  { participantId: AFFECTED, part: 'affected' },
  { helperId: WITNESS, part: 'witness' },
  { staffId: ALLEGED, part: 'alleged' },
]

/** The ids of those whom the incident names, and those under which they act. */
export const NAMED = [AFFECTED, WITNESS, WITNESS_STAFF, ALLEGED]

const dated = (on: Day) => ({ incidentId: INCIDENT, programmeId: PROGRAMME, effectiveOn: on })
const what = { programmeId: PROGRAMME, kind: 'injury', severity: 'moderate', involved, account: null } as const

// What happened.

export const reported: IncidentEventOf<'IncidentReported'> = {
  type: 'IncidentReported',
  effectiveOn: august(3),
  data: { ...what, actsAs: [WITNESS_STAFF], reportedBy: REPORTER },
}

const about = [AFFECTED, WITNESS]

export const referred = (on: Day): IncidentEventOf<'IncidentReferred'> => ({
  type: 'IncidentReferred',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, about, to: 'clinic', documentRef: 'RJK-1' },
})

export const closed = (on: Day): IncidentEventOf<'IncidentClosed'> => ({
  type: 'IncidentClosed',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, about, outcome: 'measures-taken', decidedBy: HEAD },
})

// What is asked.

export const report = (by = REPORTER): ReportIncident => ({
  type: 'ReportIncident',
  ...dated(august(3)),
  ...what,
  evidence: { actorId: by, actsAs: [WITNESS_STAFF] },
})

export const refer = (on: Day, by = SAFEGUARDING): ReferIncident => ({
  type: 'ReferIncident',
  ...dated(on),
  to: 'clinic',
  documentRef: 'RJK-1',
  evidence: { actorId: by },
})

export const close = (on: Day, by = SAFEGUARDING, decidedBy = HEAD): CloseIncident => ({
  type: 'CloseIncident',
  ...dated(on),
  outcome: 'measures-taken',
  decidedBy,
  evidence: { actorId: by },
})
