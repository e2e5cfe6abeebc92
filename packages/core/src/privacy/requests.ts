import { Day, type Decision, Instant } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Year } from '../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { Channel, type PrivacyEventOf, RequestKind, RequestOutcome } from './events.js'
import { inOrder, reasoned, requestKnown, unanswered, unused } from './rules.js'
import type { PrivacyState } from './state.js'

/** Records that somebody asked about their own data. It stands in the record of the year of `effectiveOn`. */
export const AskedRequest = t.strict({
  type: t.literal('ReceiveRequest'),
  programmeId: ProgrammeId,
  requestId: Uuid,
  participantId: Uuid,
  kind: RequestKind,
  receivedAt: Instant,
  channel: Channel,
  effectiveOn: Day,
})
/** The request, of somebody who is known. */
export interface ReceiveRequest extends t.TypeOf<typeof AskedRequest> {
  /** The code of the person's file. */
  readonly evidence: { readonly code: string }
}

/** Answers a request of the record of `year`, in which it stands, also where the answer is given in the next. */
export const AnswerRequest = t.strict({
  type: t.literal('AnswerRequest'),
  programmeId: ProgrammeId,
  /** The year in whose record the request stands. */
  year: Year,
  requestId: Uuid,
  outcome: RequestOutcome,
  reason: t.union([Slug, t.null]),
  answeredAt: Instant,
  effectiveOn: Day,
})
export type AnswerRequest = t.TypeOf<typeof AnswerRequest>

/** @returns Left: `duplicate-id`. That the person is known is the evidence's word (rule 11). */
export const receiveRequest = (
  command: ReceiveRequest,
  state: PrivacyState,
): Decision<PrivacyEventOf<'RequestReceived'>> => {
  const { requestId, participantId, kind, receivedAt, channel, effectiveOn } = command
  const data = { requestId, participantId, kind, receivedAt, channel }
  return pipe(
    unused(state.requests.has(requestId), { requestId }),
    E.map(() => [{ type: 'RequestReceived', effectiveOn, data }]),
  )
}

/**
 * A late answer is an answer: that it was late, the register shows.
 * @returns Left: `unknown-request`, `request-answered`, `invalid-date` where it is answered before it came in,
 *   `reason-missing` where it is not granted in full and no reason is given.
 */
export const answerRequest = (
  command: AnswerRequest,
  state: PrivacyState,
): Decision<PrivacyEventOf<'RequestAnswered'>> => {
  const { requestId, outcome, reason, answeredAt, effectiveOn } = command
  const message = 'A request is answered after it came in. Check the dates of both.'
  return pipe(
    requestKnown(state, requestId),
    E.chain((request) => unanswered(request, requestId)),
    E.tap((request) => inOrder(request.receivedAt, answeredAt, message)),
    E.tap((request) => inOrder(request.on, effectiveOn, message)),
    E.tap(() => reasoned(outcome, reason, requestId)),
    E.map(({ participantId }) => [
      { type: 'RequestAnswered', effectiveOn, data: { requestId, participantId, outcome, reason, answeredAt } },
    ]),
  )
}
