import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Uuid } from '../values/ids.js'
import { CorrectionReason, type ParticipantEventOf } from './events.js'
import { Person } from './person.js'
import { known, notBeforeDay, notErased, standingOn } from './rules.js'
import type { ParticipantState } from './state.js'

/** Records where the person lives from `effectiveOn` on. */
export const MovePerson = t.strict({
  type: t.literal('MovePerson'),
  participantId: Uuid,
  address: t.strict({ ward: t.union([t.string, t.null]), address: t.union([t.string, t.null]) }),
  effectiveOn: Day,
})
export type MovePerson = t.TypeOf<typeof MovePerson>

/** Puts right who the person is: all of it as it is now, and which fields changed (UU 27/2022 art. 6). */
export const CorrectPersonDetails = t.strict({
  type: t.literal('CorrectPersonDetails'),
  participantId: Uuid,
  fields: t.readonlyArray(t.keyof({ name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null })),
  person: Person,
  adultFrom: t.union([Day, t.null]),
  reason: CorrectionReason,
  effectiveOn: Day,
})
export type CorrectPersonDetails = t.TypeOf<typeof CorrectPersonDetails>

/** @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `data-erased`. */
export const movePerson = (
  command: MovePerson,
  state: ParticipantState,
): Decision<ParticipantEventOf<'PersonMoved'>> => {
  const { address, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => notErased(state, 'personal')),
    E.map(() => [{ type: 'PersonMoved', effectiveOn, data: { address } }]),
  )
}

/** @returns Left: `unknown-participant`, `invalid-date`, `data-erased`; `nothing-corrected`, no field is named. */
export const correctPersonDetails = (
  command: CorrectPersonDetails,
  state: ParticipantState,
): Decision<ParticipantEventOf<'PersonDetailsCorrected'>> => {
  const { fields, person, reason, effectiveOn } = command
  // Whether somebody is a minor follows from when they were born, and changes with that alone.
  const adultFrom = fields.includes('bornOn') ? command.adultFrom : state.adultFrom
  return pipe(
    known(state),
    E.chain(({ on }) => notBeforeDay(on, effectiveOn)),
    E.chain(() => notErased(state, 'personal')),
    E.filterOrElse(
      () => fields.length > 0,
      () => refusal('nothing-corrected', 'Name the fields that were wrong.', {}),
    ),
    E.map(() => [{ type: 'PersonDetailsCorrected', effectiveOn, data: { fields, person, adultFrom, reason } }]),
  )
}
