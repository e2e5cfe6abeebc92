import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { type IncidentEventOf, IncidentKind, IncidentOutcome, Involved, ReferredTo, Severity } from './events.js'
import { neverClosed, notNamed, notReporter, openOn, reportedBy, unreported } from './rules.js'
import type { IncidentState } from './state.js'

/** Reports what happened on `effectiveOn`. Anybody of the staff may, also who is named in it. */
export const AskedReport = t.strict({
  type: t.literal('ReportIncident'),
  incidentId: Uuid,
  programmeId: ProgrammeId,
  kind: IncidentKind,
  severity: Severity,
  involved: t.readonlyArray(Involved),
  account: t.union([t.string, t.null]),
  effectiveOn: Day,
})
/** The report, who makes it, and as whom the helpers in it act. */
export interface ReportIncident extends t.TypeOf<typeof AskedReport> {
  readonly evidence: { readonly actorId: string; readonly actsAs: readonly string[] }
}

interface ByActor {
  /** The id under which the sender acts. */
  readonly evidence: { readonly actorId: string }
}

/** Hands an incident on. */
export const AskedReferral = t.strict({
  type: t.literal('ReferIncident'),
  incidentId: Uuid,
  programmeId: ProgrammeId,
  to: ReferredTo,
  documentRef: t.union([Slug, t.null]),
  effectiveOn: Day,
})
/** The referral, and who makes it. */
export interface ReferIncident extends t.TypeOf<typeof AskedReferral>, ByActor {}

/** Closes an incident, as somebody decided. */
export const AskedClosing = t.strict({
  type: t.literal('CloseIncident'),
  incidentId: Uuid,
  programmeId: ProgrammeId,
  outcome: IncidentOutcome,
  decidedBy: Slug,
  effectiveOn: Day,
})
/** The closing, and who records it. */
export interface CloseIncident extends t.TypeOf<typeof AskedClosing>, ByActor {}

/** Every command of an incident. */
export type IncidentCommand = ReportIncident | ReferIncident | CloseIncident

/** @returns Left: `duplicate-id`. That those it names are known is the evidence's word (rule 11). */
export const reportIncident = (
  command: ReportIncident,
  state: IncidentState,
): Decision<IncidentEventOf<'IncidentReported'>> => {
  const { incidentId, programmeId, kind, severity, involved, account, effectiveOn, evidence } = command
  const { actorId, actsAs } = evidence
  const data = { programmeId, kind, severity, involved, actsAs, reportedBy: actorId, account }
  return pipe(
    unreported(state, incidentId),
    E.map(() => [{ type: 'IncidentReported', effectiveOn, data }]),
  )
}

/** @returns Left: `unknown-incident`, `not-authorised` (rule 21), `incident-closed` where it was closed by that day. */
export const referIncident = (
  command: ReferIncident,
  state: IncidentState,
): Decision<IncidentEventOf<'IncidentReferred'>> => {
  const { incidentId, programmeId, to, documentRef, effectiveOn, evidence } = command
  return pipe(
    reportedBy(state, programmeId, effectiveOn),
    E.tap((reported) => notNamed(reported, evidence.actorId, incidentId)),
    E.tap(() => openOn(state, effectiveOn)),
    E.map(({ about }) => [{ type: 'IncidentReferred', effectiveOn, data: { programmeId, about, to, documentRef } }]),
  )
}

/**
 * Neither who records the closing nor who decided it is named in the incident, or reported it.
 * @returns Left: `unknown-incident`, `not-authorised` (rule 21), `incident-closed`.
 */
export const closeIncident = (
  command: CloseIncident,
  state: IncidentState,
): Decision<IncidentEventOf<'IncidentClosed'>> => {
  const { incidentId, programmeId, outcome, decidedBy, effectiveOn, evidence } = command
  return pipe(
    reportedBy(state, programmeId, effectiveOn),
    E.tap((reported) =>
      pipe(
        [evidence.actorId, decidedBy],
        E.traverseArray((actorId) =>
          pipe(
            notNamed(reported, actorId, incidentId),
            E.chain(() => notReporter(reported, actorId, incidentId)),
          ),
        ),
      ),
    ),
    E.tap(() => neverClosed(state)),
    E.map(({ about }) => [{ type: 'IncidentClosed', effectiveOn, data: { programmeId, about, outcome, decidedBy } }]),
  )
}
