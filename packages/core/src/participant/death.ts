import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Slug, Uuid } from '../values/ids.js'
import type { ParticipantEventOf } from './events.js'
import { ownFileOn, stepOn } from './rules.js'
import { type ParticipantState, stepsIn } from './state.js'

/** Records that the person died on `effectiveOn`. */
export const RecordDeath = t.strict({
  type: t.literal('RecordDeath'),
  participantId: Uuid,
  documentRef: t.union([Slug, t.null]),
  effectiveOn: Day,
})
export type RecordDeath = t.TypeOf<typeof RecordDeath>

type Died = ParticipantEventOf<'DeathRecorded'> | ParticipantEventOf<'EnrolmentEnded'>

/**
 * Ends every enrolment that is open on the day, too. From that day on only corrections and payouts are taken (rule 17).
 * @returns Left: `unknown-participant`; `participant-merged`, it is written down where the file goes on; `participant-deceased`.
 */
export const recordDeath = (command: RecordDeath, state: ParticipantState): Decision<Died> => {
  const { documentRef, effectiveOn } = command
  return pipe(
    ownFileOn(state, effectiveOn),
    E.filterOrElse(
      () => state.deceased === null,
      () =>
        refusal('participant-deceased', 'Their death is on record already.', {
          deceasedOn: state.deceased?.on ?? null,
        }),
    ),
    E.map((): readonly Died[] => [
      { type: 'DeathRecorded', effectiveOn, data: { documentRef } },
      ...Object.keys(state.enrolments).flatMap((programmeId) => endedBy(state, programmeId, effectiveOn)),
    ]),
  )
}

/** The ends of enrolments that a death leaves open: on its day, or on their own first day where they begin after it. */
const endedBy = (state: ParticipantState, programmeId: string, diedOn: Day): readonly Died[] => {
  const open = stepOn(state, programmeId, diedOn)
  const steps = stepsIn(state, programmeId)
  const begun = new Map<string, Day>()
  for (const { enrolmentId, on } of steps) if (!begun.has(enrolmentId)) begun.set(enrolmentId, on)
  const later = [...begun].filter(([, on]) => on > diedOn)
  const ended = (enrolmentId: string, effectiveOn: Day): Died => ({
    type: 'EnrolmentEnded',
    effectiveOn,
    data: { enrolmentId, programmeId, outcome: 'deceased' },
  })
  return [
    ...(open === undefined || open.is === 'ended' ? [] : [ended(open.enrolmentId, diedOn)]),
    ...later.map(([enrolmentId, on]) => ended(enrolmentId, on)),
  ]
}
