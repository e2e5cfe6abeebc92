import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type AnswerFault, type Answers, sumOf, within } from './answers.js'

/** What don't know counts as, in items 5 to 8. */
const DONT_KNOW = 3

/**
 * RIBS, items 5 to 8, intended behaviour: answers of 1 (disagree strongly) to 5 (agree strongly), don't know (null) counts as
 * 3; their sum, 4 to 20, higher is more willing.
 * Source: Evans-Lacko et al. 2011, Epidemiology and Psychiatric Sciences 20:263. King's College London: free once
 * registered, unchanged, not passed on.
 * @returns Left: answers that can't be of this instrument.
 */
export const scoreRibs = (items5to8: Answers): E.Either<AnswerFault, number> =>
  pipe(
    within(items5to8, { items: 4, least: 1, most: 5 }),
    E.map((all) => sumOf(all.map((answer) => answer ?? DONT_KNOW))),
  )
