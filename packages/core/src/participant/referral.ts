import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { type ParticipantEventOf, Person, Purpose } from './events.js'
import { known } from './rules.js'
import type { ParticipantState } from './state.js'

/** Opens the file of somebody who was sent to the programme, under a code that is neither a name nor a NIK. */
export const ReferParticipant = t.strict({
  type: t.literal('ReferParticipant'),
  participantId: Uuid,
  programmeId: ProgrammeId,
  code: Code,
  source: t.union([Slug, t.null]),
  person: Person,
  reference: t.union([t.string, t.null]),
  effectiveOn: Day,
})
export type ReferParticipant = t.TypeOf<typeof ReferParticipant>

/** Records that somebody consents, or their guardian for them, from `effectiveOn` on. */
export const GiveConsent = t.strict({
  type: t.literal('GiveConsent'),
  participantId: Uuid,
  consentId: Uuid,
  purposes: t.readonlyArray(Purpose),
  givenBy: t.keyof({ self: null, guardian: null }),
  documentRef: t.union([Slug, t.null]),
  effectiveOn: Day,
})
export type GiveConsent = t.TypeOf<typeof GiveConsent>

/**
 * A NIK's digits 7 to 12 are the day, month and year of birth, the day plus 40 for women.
 * Source: Perpres 96/2018; read as a doubt only, because many a NIK was issued with a wrong date.
 */
const nikContradicts = ({ nik, bornOn }: Person): boolean => {
  if (nik === null || bornOn === null || !/^\d{16}$/.test(nik)) return false
  const day = Number(nik.slice(6, 8))
  const said = `${nik.slice(10, 12)}-${nik.slice(8, 10)}-${String(day > 40 ? day - 40 : day).padStart(2, '0')}`
  return said !== bornOn.slice(2)
}

/** @returns Left: `duplicate-code`, the code stands already. Rule 11. */
export const referParticipant = (
  command: ReferParticipant,
  state: ParticipantState,
): Decision<ParticipantEventOf<'ParticipantReferred'>> => {
  const { programmeId, code, source, person, reference, effectiveOn } = command
  if (state.referred !== null) {
    return E.left(
      refusal('duplicate-code', 'A participant of this code stands already. Give another code, or drop the row.', {
        code: state.referred.code,
      }),
    )
  }
  const doubts = nikContradicts(person) ? (['nik-birth-date'] as const) : []
  const data = { programmeId, code, source, person, reference, doubts }
  return E.right([{ type: 'ParticipantReferred', effectiveOn, data }])
}

/** @returns Left: `unknown-participant`. */
export const giveConsent = (
  command: GiveConsent,
  state: ParticipantState,
): Decision<ParticipantEventOf<'ConsentGiven'>> => {
  const { consentId, purposes, givenBy, documentRef, effectiveOn } = command
  return pipe(
    known(state),
    E.map(() => [{ type: 'ConsentGiven', effectiveOn, data: { consentId, purposes, givenBy, documentRef } }]),
  )
}
