import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type AnswerFault, type Answers, givenOf, sumOf, within } from './answers.js'

/**
 * WHODAS 2.0, 12 items, simple scoring: answers of 0 to 4, their sum of 48, 0 (no difficulty) to 100 (worst). One item that
 * was left out counts as the mean of the other eleven: not verified (nv). Where more were left out there is no score. The
 * scoring by item response theory is not offered.
 * Source: Üstün et al. 2010, Measuring Health and Disability (WHO). © WHO: a user agreement, electronic use by permission.
 * @returns Right: the score, not rounded; null where two items or more were left out. Left: answers that can't be of this
 *   instrument.
 */
export const scoreWhodas12 = (answers: Answers): E.Either<AnswerFault, number | null> =>
  pipe(
    within(answers, { items: 12, least: 0, most: 4 }),
    E.map((all) => {
      const given = givenOf(all)
      // The mean of those given, in the place of the missing one, gives the mean of those given.
      return given.length < 11 ? null : (sumOf(given) * 100) / (given.length * 4)
    }),
  )
