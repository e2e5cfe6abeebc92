import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Uuid } from '../values/ids.js'
import { DataClass, type ParticipantEventOf } from './events.js'
import { known } from './rules.js'
import type { ParticipantState } from './state.js'

/** Records that the keys of these classes were destroyed: who destroys them is the keeper of the keys (UU 27/2022 art. 42-44). */
export const ErasePersonalData = t.strict({
  type: t.literal('ErasePersonalData'),
  participantId: Uuid,
  basis: t.keyof({ request: null, retention: null, consentWithdrawn: null }),
  classes: t.readonlyArray(DataClass),
  effectiveOn: Day,
})
export type ErasePersonalData = t.TypeOf<typeof ErasePersonalData>

/**
 * Counts, rupiah and hashes stay; nothing of these classes is written down anew (rule 22).
 * @returns Right: nothing where they were erased already. Left: `unknown-participant`; `nothing-erased`, no class is named.
 */
export const erasePersonalData = (
  command: ErasePersonalData,
  state: ParticipantState,
): Decision<ParticipantEventOf<'PersonalDataErased'>> => {
  const { basis, effectiveOn } = command
  const classes = [...new Set(command.classes)].filter((dataClass) => state.erased[dataClass] === null)
  return pipe(
    known(state),
    E.filterOrElse(
      () => command.classes.length > 0,
      () => refusal('nothing-erased', 'Name the classes whose keys were destroyed.', {}),
    ),
    E.map(() => (classes.length === 0 ? [] : [{ type: 'PersonalDataErased', effectiveOn, data: { basis, classes } }])),
  )
}
