import type * as E from 'fp-ts/lib/Either.js'
import type { AnswerFault, Answers, PersonInstrument } from './answers.js'
import { scoreWho5 } from './who-5.js'
import { scoreWhodas12 } from './whodas-12.js'

const scorings: {
  readonly [instrument in PersonInstrument]: (answers: Answers) => E.Either<AnswerFault, number | null>
} = { 'who-5': scoreWho5, 'whodas-12': scoreWhodas12 }

/**
 * Answers as their instrument scores them.
 * @returns Right: the score; null where too few items were answered. Left: answers that can't be of this instrument.
 */
export const scoreOf = (instrument: PersonInstrument, answers: Answers): E.Either<AnswerFault, number | null> =>
  scorings[instrument](answers)
