import { Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import { BatchFacts, BatchMistake, type StockEvent } from './events.js'
import { filled } from './filling.js'
import { makersKnown, productNamed } from './production.js'
import { allFree, batchMade, freeToTake, madeBySomebody, sameMakers } from './rules.js'
import { type Batch, type StockState, saleable } from './state.js'

/** Says what a batch really was; null: it was never made. `effectiveOn`: the day from which that counts. */
export const AskedCorrection = t.strict({
  type: t.literal('CorrectProduction'),
  programmeId: ProgrammeId,
  sku: Code,
  batchId: Uuid,
  now: t.union([BatchFacts, t.null]),
  reason: BatchMistake,
  effectiveOn: Day,
})
/** The correction, with the product as the catalogue spells it. Every maker it names is known. */
export interface CorrectProduction extends t.TypeOf<typeof AskedCorrection> {
  /** The product's code as the catalogue spells it. */
  readonly evidence: { readonly sku: string }
}

/** @returns Left: `unknown-participant`, `unknown-product`. */
export const correctedMakers = (
  asked: Omit<CorrectProduction, 'evidence'>,
  state: StockState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, CorrectProduction['evidence']> =>
  pipe(
    makersKnown(asked.now?.makers ?? [], reader),
    TE.chainW(() => productNamed(asked, state, reader)),
  )

const factsOf = ({ grade, quantity, makers }: Batch): BatchFacts | null =>
  quantity === 0 ? null : { grade, quantity, makers }

const same = (a: BatchFacts | null, b: BatchFacts | null): boolean =>
  a === null || b === null
    ? a === b
    : a.grade === b.grade && a.quantity === b.quantity && sameMakers(a.makers, b.makers)

const notBefore = (batch: Batch, batchId: string, day: Day): E.Either<Refusal, null> =>
  day < batch.on
    ? E.left(
        refusal('invalid-date', 'A correction counts from the day of the batch on, not before. Check the date.', {
          batchId,
          day,
          madeOn: batch.on,
        }),
      )
    : E.right(null)

/** The change can still be made: what is too many lies there free, and nobody was promised pieces by other makers. */
const possible = (
  command: CorrectProduction,
  state: StockState,
  was: BatchFacts | null,
): E.Either<Refusal, unknown> => {
  const { batchId, now, effectiveOn } = command
  const less = saleable(was) - saleable(now)
  if (was !== null && now !== null && !sameMakers(was.makers, now.makers)) {
    return allFree(state, effectiveOn, batchId, saleable(was))
  }
  return less > 0 ? freeToTake(state, effectiveOn, batchId, less) : E.right(null)
}

/**
 * Only what is still free of the batch can be taken away; pieces that lacked fill who waits longest. Makers are corrected
 * as long as nothing of the batch was promised: an order shares by the makers it was told of. Nothing, where the batch is
 * written down so already. Rule 6.
 * @returns Left: `unknown-batch`; `invalid-date`, before the batch's own day; `invalid-code`, nobody made it;
 *   `insufficient-stock`, what is to be taken away is not free on that day.
 */
export const correctProduction = (command: CorrectProduction, state: StockState): Decision<StockEvent> => {
  const { programmeId, batchId, now, reason, effectiveOn, evidence } = command
  const { sku } = evidence
  return pipe(
    batchMade(state, batchId),
    E.chainFirst((batch) => notBefore(batch, batchId, effectiveOn)),
    E.chainFirst(() => (now === null ? E.right([]) : madeBySomebody(now.makers, batchId))),
    E.map(factsOf),
    E.chainFirst((was) => (same(was, now) ? E.right(null) : possible(command, state, was))),
    E.map((was) => {
      if (same(was, now)) return []
      const corrected: StockEvent = {
        type: 'ItemsMadeCorrected',
        effectiveOn,
        data: { programmeId, sku, batchId, was, now, reason },
      }
      const more = saleable(now) - saleable(was)
      if (now === null || more <= 0) return [corrected]
      const found = { batchId, quantity: more, makers: now.makers, since: effectiveOn }
      return [corrected, ...filled({ programmeId, sku }, state.queue, [found])]
    }),
  )
}
