import { type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { slotOn } from '../programme/calendar.js'
import { programme } from '../programme/decider.js'
import { established } from '../programme/rules.js'
import type { Place } from './events.js'
import type { OpenSession, TeachSkill } from './holding.js'
import type { ScheduleExtraSession } from './planning.js'
import { slotId } from './slot.js'
import type { SessionState } from './state.js'

type Found<Evidence> = TE.TaskEither<Refusal | StoreError, Evidence>

/** What the calendar foresees on a day. @returns Left: `holiday`, `not-scheduled`. Rule 5. */
const foreseen = (programmeId: string, day: string, reader: Reader): Found<Place> =>
  pipe(
    reader.state(programme, programmeId),
    TE.chainEitherKW(({ state }) => slotOn(state, day)),
  )

/** The calendar's slot, for a session that is to be planned. @returns Left: `holiday`, `not-scheduled`. Rule 5. */
export const slotToPlan = (
  { programmeId, effectiveOn }: { readonly programmeId: string; readonly effectiveOn: string },
  state: SessionState,
  reader: Reader,
): Found<{ readonly slot: Place | null }> =>
  state.held !== null
    ? TE.right({ slot: null })
    : pipe(
        foreseen(programmeId, effectiveOn, reader),
        TE.map((slot) => ({ slot })),
      )

/**
 * When and where a session takes place: as it is planned, where that has a reason of its own; else the calendar must foresee
 * it, and the plan says where.
 * @returns Left: `holiday`, `not-scheduled`. Rule 5.
 */
export const slotToOpen = (
  asked: Omit<OpenSession, 'evidence'>,
  { plan, held, cancelled }: SessionState,
  reader: Reader,
): Found<{ readonly slot: Place | null }> => {
  const { programmeId, effectiveOn } = asked
  if (held !== null || cancelled !== null) return TE.right({ slot: null })
  if (plan !== null && plan.reason !== null) return TE.right({ slot: plan })
  if (asked.slot !== undefined && asked.slot > 1) {
    const message = 'The calendar foresees one session a day. Plan another one, with its reason, first.'
    return TE.left(refusal('not-scheduled', message, { day: effectiveOn, session: slotId(asked) }))
  }
  return pipe(
    foreseen(programmeId, effectiveOn, reader),
    TE.map((slot) => ({ slot: plan ?? slot })),
  )
}

/** @returns Left: `programme-unknown` */
export const programmeThere = (
  { programmeId }: Omit<ScheduleExtraSession, 'evidence'>,
  _: unknown,
  reader: Reader,
): Found<ScheduleExtraSession['evidence']> =>
  pipe(
    reader.state(programme, programmeId),
    TE.chainEitherKW(({ state }) => established(state)),
    TE.map(() => ({ established: true })),
  )

/** The programme teaches the craft, and the craft has the skill. @returns Left: `unknown-skill`. Rule 11. */
export const skillKnown = (
  { programmeId, craftId, skillId }: Omit<TeachSkill, 'evidence'>,
  _: unknown,
  reader: Reader,
): Found<TeachSkill['evidence']> =>
  pipe(
    reader.state(programme, programmeId),
    TE.chainEitherKW(({ state: { crafts } }) => {
      const skills = Object.hasOwn(crafts, craftId) ? (crafts[craftId]?.skills ?? []) : []
      return skills.includes(skillId)
        ? E.right({ introduced: true as const })
        : E.left(
            refusal('unknown-skill', 'The programme has no such craft or skill. Check both, or introduce them.', {
              craftId,
              skillId,
            }),
          )
    }),
  )
