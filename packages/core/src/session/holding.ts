import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId } from '../values/ids.js'
import { type Place, SessionClosed, type SessionEvent, SkillTaught } from './events.js'
import { heldOn, notCancelledOn, notClosedOtherwise } from './rules.js'
import { slotOptional, slotted } from './slot.js'
import { type SessionState, taughtKey } from './state.js'

/** Says that the session of `effectiveOn` takes place: the day's first, unless `slot` says another. Said again, nothing happens. */
export const AskedOpening = t.exact(
  t.intersection([
    t.type({ type: t.literal('OpenSession'), programmeId: ProgrammeId, effectiveOn: Day }),
    slotOptional,
  ]),
)
/** The session that takes place, with its slot; null where nothing is left to decide. */
export type OpenSession = t.TypeOf<typeof AskedOpening> & { readonly evidence: { readonly slot: Place | null } }

/** Ends a session that took place: who helped, and how many came. */
export const CloseSession = t.strict({ type: t.literal('CloseSession'), ...slotted, ...SessionClosed.props })
export type CloseSession = t.TypeOf<typeof CloseSession>

/** Says what was taught in a session that took place. */
export const AskedTeaching = t.strict({ type: t.literal('TeachSkill'), ...slotted, ...SkillTaught.props })
/** What was taught, of a craft that the programme has introduced. */
export interface TeachSkill extends t.TypeOf<typeof AskedTeaching> {
  readonly evidence: { readonly introduced: true }
}

/** @returns Right: nothing where the session is open already. Left: `session-cancelled`. */
export const openSession = (command: OpenSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, evidence } = command
  const { slot } = evidence
  if (state.held !== null) return E.right([])
  return pipe(
    notCancelledOn(state, effectiveOn),
    E.map(() => {
      if (slot === null) return []
      const { startsAt, duration, venue } = slot
      return [{ type: 'SessionOpened', effectiveOn, data: { programmeId, startsAt, duration, venue } }]
    }),
  )
}

/** @returns Right: nothing where it ended so already. Left: `session-not-held`, `session-closed`. */
export const closeSession = (command: CloseSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, helpers, attended } = command
  return pipe(
    heldOn(state, effectiveOn),
    E.chain(() => notClosedOtherwise(state, { helpers, attended }, effectiveOn)),
    E.map(() =>
      state.closed === null ? [{ type: 'SessionClosed', effectiveOn, data: { programmeId, helpers, attended } }] : [],
    ),
  )
}

/** @returns Right: nothing where that was taught already. Left: `session-not-held`. That the skill is known: evidence. */
export const teachSkill = (command: TeachSkill, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, craftId, skillId, helperId } = command
  return pipe(
    heldOn(state, effectiveOn),
    E.map(() =>
      state.taught.includes(taughtKey(craftId, skillId, helperId))
        ? []
        : [{ type: 'SkillTaught', effectiveOn, data: { programmeId, craftId, skillId, helperId } }],
    ),
  )
}
