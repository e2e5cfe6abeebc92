import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { EngagementStep, HelperState, Vetting } from './state.js'

// One named check a rule. Each gives what was relied on.

type Check<Evidence> = E.Either<Refusal, Evidence>

const unknown = (evidence: Refusal['evidence']): Refusal =>
  refusal(
    'unknown-helper',
    'No helper of this id is engaged by this day. Check the date, or engage them first.',
    evidence,
  )

/** A helper stands under this id. Rule 11. */
export const known = ({ steps }: HelperState): Check<EngagementStep> => E.fromNullable(unknown({}))(steps.first())

const ofProgramme = ({ steps }: HelperState, programmeId: string) =>
  steps.filter((step) => step.programmeId === programmeId)

const notLeft = (step: EngagementStep, day: string): Check<EngagementStep> =>
  step.is === 'engaged'
    ? E.right(step)
    : E.left(
        refusal('helper-left', 'This helper has left the programme. Check the date, or engage them anew.', {
          day,
          leftOn: step.on,
        }),
      )

/** The helper is engaged in the programme on the day. */
export const engagedOn = (state: HelperState, programmeId: string, day: string): Check<EngagementStep> =>
  pipe(
    ofProgramme(state, programmeId).findLast(({ on }) => on <= day),
    E.fromNullable(unknown({ day })),
    E.chain((step) => notLeft(step, day)),
  )

/** The helper is engaged in the programme on the day, and has not left it on a later one: they may leave on the day. */
export const stillEngaged = (state: HelperState, programmeId: string, day: string): Check<EngagementStep> =>
  pipe(
    ofProgramme(state, programmeId).last(),
    E.fromNullable(unknown({ day })),
    E.chain((step) => notLeft(step, day)),
    E.filterOrElse(
      ({ on }) => on <= day,
      ({ on }) => unknown({ day, from: on }),
    ),
  )

/** The helper is engaged in the programme neither on the day nor later: what was engaged is not engaged again. */
export const notEngagedFrom = (state: HelperState, programmeId: string, day: string): Check<null> => {
  const last = ofProgramme(state, programmeId).last()
  return last === undefined || (last.is === 'left' && last.on <= day)
    ? E.right(null)
    : E.left(
        refusal('already-engaged', 'They are engaged already. Record that they left before they are engaged anew.', {
          programmeId,
          day,
          [last.is === 'left' ? 'leftOn' : 'since']: last.on,
        }),
      )
}

/** Of each check the one that is in force: the latest dated on or before the day; of one date, the one recorded last. */
const inForceOn = ({ vettings }: HelperState, day: string): readonly Vetting[] => {
  const latest = new Map<string, Vetting>()
  for (const vetting of vettings) {
    const other = latest.get(vetting.check)
    if (vetting.from <= day && (other === undefined || vetting.from >= other.from)) latest.set(vetting.check, vetting)
  }
  return [...latest.values()]
}

/**
 * The helper may be trusted with participants on the day: engaged in some programme, and a check in force.
 * @returns Right: the check that is in force longest. Left: `unknown-helper`, `helper-left`, `vetting-missing`,
 *   `vetting-expired`.
 */
export const vettedOn = (state: HelperState, day: string): Check<Vetting> =>
  pipe(
    [...new Set(state.steps.map(({ programmeId }) => programmeId))].map((programmeId) =>
      engagedOn(state, programmeId, day),
    ),
    (engagements) => engagements.find(E.isRight) ?? engagements.at(-1) ?? E.left(unknown({ day })),
    E.chain(() => {
      const longest = inForceOn(state, day).reduce<Vetting | undefined>(
        (best, vetting) => (best === undefined || vetting.validUntil > best.validUntil ? vetting : best),
        undefined,
      )
      if (longest === undefined) {
        return E.left(
          refusal('vetting-missing', 'No check of this helper is dated by this day. Record one first.', { day }),
        )
      }
      return day > longest.validUntil
        ? E.left(
            refusal('vetting-expired', 'Every check of this helper has run out by this day. Record a new one.', {
              day,
              check: longest.check,
              validUntil: longest.validUntil,
            }),
          )
        : E.right(longest)
    }),
  )

/** Nobody vouches for themselves: separation of duties. `actsAs`: the ids under which the helper acts. */
export const notThemselves = (actorId: string, actsAs: readonly string[]): Check<null> =>
  actsAs.some((id) => id.toUpperCase() === actorId.toUpperCase())
    ? E.left(
        refusal('not-authorised', 'Nobody records a check of themselves. Have somebody else record it.', { actorId }),
      )
    : E.right(null)
