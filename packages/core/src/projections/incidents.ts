import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { type IncidentEvent, IncidentKind, IncidentOutcome, ReferredTo, Severity } from '../incident/events.js'
import { mayRead } from '../incident/rules.js'
import { evolve, initialState } from '../incident/state.js'

const IncidentRow = t.type({
  incidentId: t.string,
  programmeId: t.string,
  kind: IncidentKind,
  severity: Severity,
  reportedOn: t.string,
  /** Every id under which somebody it names may act. They may not read this row (rule 21). */
  named: t.readonlyArray(t.string),
  /** To whom it was handed on, as recorded. */
  referrals: t.readonlyArray(t.type({ to: ReferredTo, on: t.string })),
  closedOn: t.union([t.string, t.null]),
  outcome: t.union([IncidentOutcome, t.null]),
})
/** An incident in codes: never what was told of it. */
export type IncidentRow = t.TypeOf<typeof IncidentRow>

const idOf = (stream: string): string => stream.slice('incident-'.length)

const changed = (
  get: (key: string) => IncidentRow | undefined,
  stream: string,
  change: (row: IncidentRow) => IncidentRow,
) => {
  const row = get(idOf(stream))
  return row === undefined ? [] : [{ put: row.incidentId, row: change(row) }]
}

/** Incidents by id. Read them with `openIncidents`, which keeps rule 21. */
export const incidents = projection<IncidentRow, IncidentEvent>({
  name: 'incidents',
  version: 1,
  row: IncidentRow,
  on: {
    IncidentReported: ({ event, stream }) => {
      const { programmeId, kind, severity } = event.data
      const incidentId = idOf(stream)
      const row: IncidentRow = {
        incidentId,
        programmeId,
        kind,
        severity,
        reportedOn: event.effectiveOn,
        named: evolve(initialState, event).reported?.named ?? [],
        referrals: [],
        closedOn: null,
        outcome: null,
      }
      return [{ put: incidentId, row }]
    },
    IncidentReferred: ({ event, stream }, get) =>
      changed(get, stream, (row) => ({
        ...row,
        referrals: [...row.referrals, { to: event.data.to, on: event.effectiveOn }],
      })),
    IncidentClosed: ({ event, stream }, get) =>
      changed(get, stream, (row) => ({ ...row, closedOn: event.effectiveOn, outcome: event.data.outcome })),
  },
})

const GRAVEST_FIRST: readonly Severity[] = ['critical', 'high', 'moderate', 'low']
const rank = ({ severity }: IncidentRow): number => GRAVEST_FIRST.indexOf(severity)

/**
 * A programme's incidents that are not closed, gravest first, of one gravity the oldest first: those that somebody in this
 * role may read. Rule 21.
 */
export const openIncidents = (
  rows: Iterable<IncidentRow>,
  programmeId: string,
  actorId: string,
  role: string,
): readonly IncidentRow[] =>
  [...rows]
    .filter((row) => row.programmeId === programmeId && row.closedOn === null)
    .filter((row) => mayRead({ reported: row }, actorId, role))
    .sort((a, b) => rank(a) - rank(b) || (a.reportedOn < b.reportedOn ? -1 : a.reportedOn > b.reportedOn ? 1 : 0))
