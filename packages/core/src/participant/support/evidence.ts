import { type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { programme } from '../../programme/decider.js'
import { inForceOn, type ProgrammeState } from '../../programme/state.js'
import type { ParticipantState } from '../state.js'
import type { AssessSkill, MeasureOutcome } from './measuring.js'
import { supportable } from './rules.js'

/** The programme introduced the craft, and the skill is one of it. */
const skillOf = (
  { crafts }: Pick<ProgrammeState, 'crafts'>,
  { craftId, skillId }: { readonly craftId: string; readonly skillId: string },
): E.Either<Refusal, AssessSkill['evidence']> =>
  (Object.hasOwn(crafts, craftId) ? crafts[craftId] : undefined)?.skills.includes(skillId) === true
    ? E.right({ craftId, skillId })
    : E.left(
        refusal('unknown-skill', 'The programme teaches no such skill. Introduce it with its craft first.', {
          craftId,
          skillId,
        }),
      )

/** The version of the instrument that the programme works with on the day. */
const adoptedOn = (
  { instruments }: Pick<ProgrammeState, 'instruments'>,
  instrument: string,
  day: string,
): E.Either<Refusal, MeasureOutcome['evidence']> => {
  const adopted = inForceOn(
    instruments.filter(({ terms }) => terms.id === instrument),
    day,
  )
  return adopted === undefined
    ? E.left(
        refusal(
          'instrument-not-adopted',
          'The programme has not adopted this instrument by this day. Adopt it first.',
          {
            instrument,
            day,
          },
        ),
      )
    : E.right({ instrumentVersion: adopted.terms.version })
}

/** @returns Left: `unknown-participant` first, then `unknown-skill`. */
export const skillTaught = (
  asked: Omit<AssessSkill, 'evidence'>,
  state: ParticipantState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, AssessSkill['evidence']> =>
  pipe(
    TE.fromEither(supportable(state, asked.effectiveOn)),
    TE.chainW(() => reader.state(programme, asked.programmeId)),
    TE.chainEitherKW((taught) => skillOf(taught.state, asked)),
  )

/** @returns Left: `unknown-participant` first, then `instrument-not-adopted`. */
export const instrumentAdopted = (
  asked: Omit<MeasureOutcome, 'evidence'>,
  state: ParticipantState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, MeasureOutcome['evidence']> =>
  pipe(
    TE.fromEither(supportable(state, asked.effectiveOn)),
    TE.chainW(() => reader.state(programme, asked.programmeId)),
    TE.chainEitherKW((adopting) => adoptedOn(adopting.state, asked.instrument, asked.effectiveOn)),
  )
