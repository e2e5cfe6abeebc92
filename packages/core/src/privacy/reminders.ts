import { Day, type Decision, Instant, type Refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Year } from '../values/amounts.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { AlarmKind, KeptClass, type PrivacyEventOf } from './events.js'
import { breachKnown, requestKnown } from './rules.js'
import { alarmKey, type PrivacyState, reviewKey } from './state.js'

/** Raises an alarm about a request or a breach of the record of `year` (policy P10). Asked again, nothing happens. */
export const RaiseAlarm = t.strict({
  type: t.literal('RaiseAlarm'),
  programmeId: ProgrammeId,
  /** The year in whose record the request or the breach stands. */
  year: Year,
  alarmId: Uuid,
  kind: AlarmKind,
  /** The request's or the breach's id. */
  about: Uuid,
  dueAt: Instant,
  effectiveOn: Day,
})
export type RaiseAlarm = t.TypeOf<typeof RaiseAlarm>

/** Asks a person to look at what is kept of somebody, since the years for it are over (policy P11). Once is enough. */
export const AskReview = t.strict({
  type: t.literal('AskReview'),
  programmeId: ProgrammeId,
  participantId: Uuid,
  reviewId: Uuid,
  class: KeptClass,
  /** The day on which the years for which it is kept were over. */
  since: Day,
  effectiveOn: Day,
})
export type AskReview = t.TypeOf<typeof AskReview>

/** The request or the breach that an alarm is about stands in this year's record. */
const aboutKnown = ({ kind, about }: RaiseAlarm, state: PrivacyState): E.Either<Refusal, unknown> =>
  kind === 'request-open' ? requestKnown(state, about) : breachKnown(state, about)

/**
 * That it was open at the instant of the alarm, as far as was known then, is the policy's word: it may be seen to by now,
 * and who looks late raises the same alarms as who looks daily.
 * @returns Right: nothing where it was raised before. Left: `unknown-request`, `unknown-breach`.
 */
export const raiseAlarm = (command: RaiseAlarm, state: PrivacyState): Decision<PrivacyEventOf<'AlarmRaised'>> => {
  const { alarmId, kind, about, dueAt, effectiveOn } = command
  return pipe(
    aboutKnown(command, state),
    E.map(() =>
      state.alarms.has(alarmKey(kind, about))
        ? []
        : [{ type: 'AlarmRaised', effectiveOn, data: { alarmId, kind, about, dueAt } }],
    ),
  )
}

/** @returns Right: nothing where that review was asked for before. Refuses nothing: it is a task, for a person to decide. */
export const askReview = (command: AskReview, state: PrivacyState): Decision<PrivacyEventOf<'ReviewFellDue'>> => {
  const { participantId, reviewId, since, effectiveOn } = command
  const data = { reviewId, participantId, class: command.class, since }
  return E.right(
    state.reviews.has(reviewKey(participantId, command.class, since))
      ? []
      : [{ type: 'ReviewFellDue', effectiveOn, data }],
  )
}
