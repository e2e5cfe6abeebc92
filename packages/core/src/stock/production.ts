import { Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { participant } from '../participant/decider.js'
import { known } from '../participant/rules.js'
import { product } from '../product/decider.js'
import { listed } from '../product/decisions.js'
import { Quantity } from '../values/amounts.js'
import { Code, ProgrammeId, SessionId, streamId, Uuid } from '../values/ids.js'
import { later } from '../values/later.js'
import { Grade, Makers, type StockEvent, type StockEventOf } from './events.js'
import type { StockState } from './state.js'

/** Records a batch that was made on `effectiveOn`. */
export const AskedProduction = t.strict({
  type: t.literal('RecordProduction'),
  programmeId: ProgrammeId,
  sku: Code,
  batchId: Uuid,
  grade: Grade,
  quantity: Quantity,
  makers: Makers,
  sessionId: t.union([SessionId, t.null]),
  effectiveOn: Day,
})
/** The batch, with its product as the catalogue spells it. Rules 6 and 11. */
export interface RecordProduction extends t.TypeOf<typeof AskedProduction> {
  /** The product's code as the catalogue spells it. */
  readonly evidence: { readonly sku: string }
}

/**
 * That every maker and the product are known.
 * @returns Left: `unknown-participant`, `unknown-product`.
 */
export const makersAndProduct = (
  asked: Omit<RecordProduction, 'evidence'>,
  _: StockState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, RecordProduction['evidence']> =>
  pipe(
    asked.makers,
    TE.traverseSeqArray(({ participantId }) =>
      pipe(
        reader.state(participant, participantId),
        TE.chainEitherKW(({ state }) => known(state)),
      ),
    ),
    TE.chainW(() => reader.state(product, streamId(asked.programmeId, asked.sku))),
    TE.chainEitherKW(({ state }) => listed(state, asked.sku)),
    TE.map((sku) => ({ sku })),
  )

/** Who waits gets what was made, the oldest first, on the day when both the wait and the batch are there. Rule 6. */
const filled = (command: RecordProduction, state: StockState): readonly StockEventOf<'StockReserved'>[] => {
  const { programmeId, batchId, makers, effectiveOn, evidence } = command
  const events: StockEventOf<'StockReserved'>[] = []
  let left = command.quantity
  for (const { orderId, lineId, on, quantity: wanted } of state.queue) {
    if (left === 0) break
    const quantity = Math.min(left, wanted)
    left -= quantity
    const batches = [{ batchId, quantity, makers }]
    const data = { programmeId, sku: evidence.sku, orderId, lineId, batches, reason: 'backorder' as const }
    events.push({ type: 'StockReserved', effectiveOn: later(on, effectiveOn), data })
  }
  return events
}

/**
 * The batch goes into stock and fills the oldest backorders; rejects do neither.
 * @returns Left: `invalid-code`, nobody made it: then nobody could be paid for it. Rule 11.
 */
export const recordProduction = (command: RecordProduction, state: StockState): Decision<StockEvent> => {
  const { programmeId, batchId, grade, quantity, makers, sessionId, effectiveOn, evidence } = command
  if (makers.length === 0) return E.left(refusal('invalid-code', 'Name at least one maker of the batch.', { batchId }))
  const made: StockEvent = {
    type: 'ItemsMade',
    effectiveOn,
    data: { programmeId, sku: evidence.sku, batchId, grade, quantity, makers, sessionId },
  }
  return E.right(grade === 'reject' ? [made] : [made, ...filled(command, state)])
}
