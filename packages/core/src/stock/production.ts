import { Day, type Decision, type Reader, type Refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { participant } from '../participant/decider.js'
import { known } from '../participant/rules.js'
import { product } from '../product/decider.js'
import { listed, offeredOn } from '../product/decisions.js'
import { Quantity } from '../values/amounts.js'
import { Code, ProgrammeId, SessionId, streamId, Uuid } from '../values/ids.js'
import { Grade, Makers, type StockEvent, StockSource } from './events.js'
import { filled } from './filling.js'
import { madeBySomebody, newBatch } from './rules.js'
import type { StockState } from './state.js'

const batch = {
  programmeId: ProgrammeId,
  sku: Code,
  batchId: Uuid,
  grade: Grade,
  quantity: Quantity,
  makers: Makers,
  effectiveOn: Day,
}

/** Records a batch that was made on `effectiveOn`. */
export const AskedProduction = t.strict({
  type: t.literal('RecordProduction'),
  ...batch,
  sessionId: t.union([SessionId, t.null]),
})
/** The batch, with its product as the catalogue spells it. Rules 6 and 11. */
export interface RecordProduction extends t.TypeOf<typeof AskedProduction> {
  /** The product's code as the catalogue spells it. */
  readonly evidence: { readonly sku: string }
}

/** Takes pieces into stock that no session made; no makers where nobody knows who made them. */
export const AskedReceipt = t.strict({ type: t.literal('ReceiveStock'), ...batch, source: StockSource })
/** The pieces, with their product as the catalogue spells it. Rules 6, 11 and 14. */
export interface ReceiveStock extends t.TypeOf<typeof AskedReceipt> {
  /** The product's code as the catalogue spells it. */
  readonly evidence: { readonly sku: string }
}

/** That every maker is known. Left: `unknown-participant`. */
export const makersKnown = (makers: Makers, reader: Reader): TE.TaskEither<Refusal | StoreError, unknown> =>
  pipe(
    makers,
    TE.traverseSeqArray(({ participantId }) =>
      pipe(
        reader.state(participant, participantId),
        TE.chainEitherKW(({ state }) => known(state)),
      ),
    ),
  )

/**
 * That every maker is known, and the product in the catalogue on the day.
 * @returns Left: `unknown-participant`, `unknown-product`, `product-retired`.
 */
export const makersAndProduct = (
  asked: Omit<RecordProduction, 'evidence'> | Omit<ReceiveStock, 'evidence'>,
  _: StockState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, RecordProduction['evidence']> =>
  pipe(
    makersKnown(asked.makers, reader),
    TE.chainW(() => reader.state(product, streamId(asked.programmeId, asked.sku))),
    TE.chainEitherKW(({ state }) => offeredOn(state, asked.sku, asked.effectiveOn)),
    TE.map((sku) => ({ sku })),
  )

/** The product's code as the catalogue spells it, also of one that is retired. Left: `unknown-product`. */
export const productNamed = (
  asked: { readonly programmeId: string; readonly sku: string },
  _: StockState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, RecordProduction['evidence']> =>
  pipe(
    reader.state(product, streamId(asked.programmeId, asked.sku)),
    TE.chainEitherKW(({ state }) => listed(state, asked.sku)),
    TE.map((sku) => ({ sku })),
  )

/** The batch goes into stock and fills the oldest backorders; rejects do neither. */
const intoStock = (
  batchEvent: Extract<StockEvent, { type: 'ItemsMade' | 'StockReceived' }>,
  state: StockState,
): readonly StockEvent[] => {
  const { batchId, grade, quantity, makers } = batchEvent.data
  const pieces = { batchId, quantity, makers, since: batchEvent.effectiveOn }
  return grade === 'reject' ? [batchEvent] : [batchEvent, ...filled(batchEvent.data, state.queue, [pieces])]
}

/**
 * Records a batch that was made. Rule 6.
 * @returns Left: `already-recorded`, the batch is; `invalid-code`, nobody made it: then nobody could be paid for it. Rule 11.
 */
export const recordProduction = (command: RecordProduction, state: StockState): Decision<StockEvent> => {
  const { programmeId, batchId, grade, quantity, makers, sessionId, effectiveOn, evidence } = command
  return pipe(
    newBatch(state, batchId),
    E.chain(() => madeBySomebody(makers, batchId)),
    E.map(() => {
      const data = { programmeId, sku: evidence.sku, batchId, grade, quantity, makers, sessionId }
      return intoStock({ type: 'ItemsMade', effectiveOn, data }, state)
    }),
  )
}

/**
 * Records pieces that came from elsewhere. Rule 6.
 * @returns Left: `already-recorded`, the batch is.
 */
export const receiveStock = (command: ReceiveStock, state: StockState): Decision<StockEvent> => {
  const { programmeId, batchId, grade, quantity, makers, source, effectiveOn, evidence } = command
  return pipe(
    newBatch(state, batchId),
    E.map(() => {
      const data = { programmeId, sku: evidence.sku, batchId, grade, quantity, makers, source }
      return intoStock({ type: 'StockReceived', effectiveOn, data }, state)
    }),
  )
}
