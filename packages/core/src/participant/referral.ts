import { Day, type Decision, isSealed, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import type { ParticipantEventOf } from './events.js'
import { Person } from './person.js'
import type { ParticipantState } from './state.js'

/**
 * Opens the file of somebody who was sent to the programme, under a code that is neither a name nor a NIK. `adultFrom`: for a
 * minor the day from which they count as an adult; the first of the month after their birthday will do, since it stands in
 * the clear. Left out, they are taken for an adult; a birth date that says otherwise is a finding.
 */
export const ReferParticipant = t.exact(
  t.intersection([
    t.type({
      type: t.literal('ReferParticipant'),
      participantId: Uuid,
      programmeId: ProgrammeId,
      code: Code,
      source: t.union([Slug, t.null]),
      person: Person,
      reference: t.union([t.string, t.null]),
      effectiveOn: Day,
    }),
    t.partial({ adultFrom: t.union([Day, t.null]) }),
  ]),
)
export type ReferParticipant = t.TypeOf<typeof ReferParticipant>

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

/** True where a birth date says that the person is not yet 18 on the day (rule 16). */
const isMinor = ({ bornOn }: Person, day: string): boolean =>
  bornOn !== null && day < `${String(Number(bornOn.slice(0, 4)) + 18).padStart(4, '0')}${bornOn.slice(4)}`

/** @returns Left: `duplicate-code`, the code stands already. Rule 11. */
export const referParticipant = (
  command: ReferParticipant,
  state: ParticipantState,
): Decision<ParticipantEventOf<'ParticipantReferred'>> => {
  const { programmeId, code, adultFrom = null, source, person, reference, effectiveOn } = command
  if (state.referred !== null) {
    return E.left(
      refusal('duplicate-code', 'A participant of this code stands already. Give another code, or drop the row.', {
        code: state.referred.code,
      }),
    )
  }
  // Said again from a log whose keys are not at hand nothing can be seen in it; what was seen then stands in the event.
  const doubts = isSealed(person)
    ? []
    : [
        ...(nikContradicts(person) ? (['nik-birth-date'] as const) : []),
        ...(adultFrom === null && isMinor(person, effectiveOn) ? (['minor'] as const) : []),
      ]
  const data = { programmeId, code, adultFrom, source, person, reference, doubts }
  return E.right([{ type: 'ParticipantReferred', effectiveOn, data }])
}
