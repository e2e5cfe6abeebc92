import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type AnswerFault, type Answers, within } from '../instruments/answers.js'
import { scoreRibs } from '../instruments/ribs.js'

/** RIBS, items 1 to 4: no 0, yes 1. */
const PREVALENCE = { items: 4, least: 0, most: 1 }

/** What one answer to the RIBS comes to: whether they know somebody, item by item, and the score of 4 to 20. */
export interface RibsAnswers {
  readonly prevalence: Answers
  readonly score: number
}

const asRefusal = (fault: AnswerFault): Refusal =>
  fault._tag === 'WrongNumber'
    ? refusal('invalid-number', 'The RIBS has eight items. Give an answer, or none, for each.', {
        items: 8,
        given: fault.given,
      })
    : refusal('invalid-number', 'An answer lies outside its scale: no 0, yes 1 in items 1 to 4, then 1 to 5.', {
        item: fault.item,
        least: fault.least,
        most: fault.most,
      })

/**
 * Eight answers, item by item, if each lies within its scale. Rule 11.
 * @returns Left: `invalid-number`.
 */
export const ribsAnswers = (answers: Answers): E.Either<Refusal, RibsAnswers> =>
  pipe(
    within(answers, { items: 8, least: 0, most: 5 }),
    E.chain(() => within(answers.slice(0, 4), PREVALENCE)),
    E.bindTo('prevalence'),
    E.bind('score', () =>
      pipe(
        scoreRibs(answers.slice(4)),
        E.mapLeft((fault) => (fault._tag === 'OutOfRange' ? { ...fault, item: fault.item + 4 } : fault)),
      ),
    ),
    E.mapLeft(asRefusal),
  )
