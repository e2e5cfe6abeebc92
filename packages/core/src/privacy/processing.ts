import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { ProgrammeId } from '../values/ids.js'
import { type PrivacyEventOf, ProcessingRegistered } from './events.js'
import type { PrivacyState } from './state.js'

/** Says how data are processed from `effectiveOn` on, or says it anew under the same id (UU 27/2022 art. 31). */
export const RegisterProcessing = t.strict({
  type: t.literal('RegisterProcessing'),
  programmeId: ProgrammeId,
  ...ProcessingRegistered.props,
  effectiveOn: Day,
})
export type RegisterProcessing = t.TypeOf<typeof RegisterProcessing>

type Terms = PrivacyEventOf<'ProcessingRegistered'>['data']

/** Field by field, since a store may give an event's fields back in another order. */
const same = (one: Terms, other: Terms): boolean =>
  one.purpose === other.purpose &&
  one.basis === other.basis &&
  one.retentionYears === other.retentionYears &&
  one.classes.join() === other.classes.join() &&
  JSON.stringify(one.recipients) === JSON.stringify(other.recipients)

/** @returns Right: nothing where it was so registered from that very day. Refuses nothing. */
export const registerProcessing = (
  command: RegisterProcessing,
  state: PrivacyState,
): Decision<PrivacyEventOf<'ProcessingRegistered'>> => {
  const { processingId, purpose, classes, recipients, basis, retentionYears, effectiveOn } = command
  const data = { processingId, purpose, classes, recipients, basis, retentionYears }
  const last = (state.processings.get(processingId) ?? []).findLast(({ from }) => from === effectiveOn)
  return E.right(
    last !== undefined && same(last.terms, data) ? [] : [{ type: 'ProcessingRegistered', effectiveOn, data }],
  )
}
