import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type AnswerFault, type Answers, givenOf, sumOf, within } from './answers.js'

/**
 * WHO-5 Well-Being Index: five answers of 0 to 5, their sum times 4, 0 (worst) to 100 (best). Nothing is put in the place of
 * an answer that was left out.
 * Source: Topp et al. 2015, Psychotherapy and Psychosomatics 84:167. Public domain, name the source; WHO's own terms not verified.
 * @returns Right: the score; null where an item was left out. Left: answers that can't be of this instrument.
 */
export const scoreWho5 = (answers: Answers): E.Either<AnswerFault, number | null> =>
  pipe(
    within(answers, { items: 5, least: 0, most: 5 }),
    E.map((all) => (givenOf(all).length < 5 ? null : sumOf(givenOf(all)) * 4)),
  )

/** A score of 50 or less calls for a talk with the person. Source: Topp et al. 2015. */
export const who5CallsForTalk = (score: number): boolean => score <= 50

/** A change of 10 points or more, up or down, counts. Source: Topp et al. 2015. */
export const who5ChangeCounts = (before: number, after: number): boolean => Math.abs(after - before) >= 10
