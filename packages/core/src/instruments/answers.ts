import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** The number that stands beside the ticked answer. No instrument here goes beyond 0 to 5. */
export const Answer = t.union(
  [t.literal(0), t.literal(1), t.literal(2), t.literal(3), t.literal(4), t.literal(5)],
  'answer',
)
export type Answer = t.TypeOf<typeof Answer>

/** What a person is asked about themselves; the RIBS asks the public, in survey rounds. Ids in which a programme adopts them. */
export const PersonInstrument = t.keyof({ 'who-5': null, 'whodas-12': null }, 'instrument')
export type PersonInstrument = t.TypeOf<typeof PersonInstrument>

/** Why answers can't be scored. It holds no answer: the one who filled them in need not be told apart. */
export type AnswerFault =
  | { readonly _tag: 'WrongNumber'; readonly items: number; readonly given: number }
  /** `item` from 1. */
  | { readonly _tag: 'OutOfRange'; readonly item: number; readonly least: number; readonly most: number }

/** Answers in the order of the items; null where one was left out, or its answer is not known. */
export type Answers = readonly (number | null)[]

/**
 * The answers, if they are as many as the instrument has items, and each is a whole number within its scale or left out.
 * @returns Left: `WrongNumber`, else `OutOfRange` of the first item that is.
 */
export const within = (
  answers: Answers,
  { items, least, most }: { readonly items: number; readonly least: number; readonly most: number },
): E.Either<AnswerFault, Answers> => {
  if (answers.length !== items) return E.left({ _tag: 'WrongNumber', items, given: answers.length })
  const place = answers.findIndex(
    (answer) => answer !== null && !(Number.isInteger(answer) && answer >= least && answer <= most),
  )
  return place === -1 ? E.right(answers) : E.left({ _tag: 'OutOfRange', item: place + 1, least, most })
}

/** The answers that were given. */
export const givenOf = (answers: Answers): readonly number[] => answers.filter((answer) => answer !== null)

/** The sum of numbers. */
export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
