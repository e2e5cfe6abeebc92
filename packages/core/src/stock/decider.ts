import type { Aggregate } from '@perca/eventsourcing'
import { FIRST_BOOK, streamId } from '../values/ids.js'
import { AskedCorrection, type CorrectProduction, correctedMakers, correctProduction } from './correction.js'
import { AskedCount, type CountStock, countStock } from './counting.js'
import { type Makers, type ReservedPart, type StockEvent, stockEvents } from './events.js'
import {
  AskedWriteOff,
  ConsignStock,
  consignStock,
  GiveGoods,
  giveGoods,
  type WriteOffStock,
  writeOffStock,
} from './leaving.js'
import {
  AskedProduction,
  AskedReceipt,
  makersAndProduct,
  productNamed,
  type ReceiveStock,
  type RecordProduction,
  receiveStock,
  recordProduction,
} from './production.js'
import { DispatchStock, dispatchStock, ReserveStock, reserveStock } from './promise.js'
import { ReleaseReservation, releaseReservation } from './release.js'
import { ReturnStock, returnStock } from './returns.js'
import { evolve, initialState, type StockState, total } from './state.js'

/** Every command of a product's stock. */
export type StockCommand =
  | RecordProduction
  | ReceiveStock
  | CorrectProduction
  | ReserveStock
  | ReleaseReservation
  | DispatchStock
  | ReturnStock
  | WriteOffStock
  | CountStock
  | GiveGoods
  | ConsignStock

const stream = ({ programmeId, sku }: { readonly programmeId: string; readonly sku: string }) =>
  streamId(programmeId, sku, FIRST_BOOK)

const makersOf = (event: StockEvent): Makers => {
  switch (event.type) {
    case 'ItemsMade':
    case 'StockReceived':
      return event.data.makers
    case 'ItemsMadeCorrected':
      return [...(event.data.was?.makers ?? []), ...(event.data.now?.makers ?? [])]
    case 'StockReserved':
    case 'ReservationReleased':
    case 'StockReturned':
    case 'StockWrittenOff':
    case 'GoodsGiven':
    case 'StockConsigned':
      return event.data.batches.flatMap((batch) => batch.makers)
    case 'BackorderQueued':
    case 'StockDispatched':
    case 'StockCounted':
      return []
  }
}

/** What was to be written off: of one batch, or of whichever are the oldest. */
const writtenOff = (batches: readonly ReservedPart[]) => ({
  batchId: batches.length === 1 ? (batches[0]?.batchId ?? null) : null,
  quantity: total(batches),
})

/** How many pieces a line asked for: what it was promised at once, and what it was to wait for. */
const wanted = (events: readonly StockEvent[]): number =>
  events.reduce(
    (sum, event) =>
      event.type === 'BackorderQueued'
        ? sum + event.data.quantity
        : event.type === 'StockReserved' && event.data.reason === 'order'
          ? sum + total(event.data.batches)
          : sum,
    0,
  )

/** `stock-<programme>.<sku>.<book>`: a product's batches, promises and backorders; nothing is promised twice. */
export const stock: Aggregate<StockCommand, StockState, StockEvent> = {
  category: 'stock',
  events: stockEvents,
  initialState,
  evolve,
  subjects: (event) => [...new Set(makersOf(event).map(({ participantId }) => participantId))],
  commands: {
    RecordProduction: {
      codec: AskedProduction,
      roles: ['facilitator', 'storekeeper', 'registrar'],
      stream,
      lookUp: makersAndProduct,
      yields: ['ItemsMade', 'StockReserved'],
      decide: recordProduction,
    },
    ReceiveStock: {
      codec: AskedReceipt,
      roles: ['storekeeper', 'registrar'],
      stream,
      lookUp: makersAndProduct,
      yields: ['StockReceived', 'StockReserved'],
      decide: receiveStock,
    },
    CorrectProduction: {
      codec: AskedCorrection,
      roles: ['coordinator', 'storekeeper', 'registrar'],
      stream,
      lookUp: correctedMakers,
      yields: ['ItemsMadeCorrected', 'StockReserved'],
      decide: correctProduction,
    },
    ReserveStock: {
      recall: (events) => ({ quantity: wanted(events) }),
      codec: ReserveStock,
      roles: ['policy'],
      stream,
      yields: ['BackorderQueued', 'StockReserved'],
      decide: reserveStock,
    },
    ReleaseReservation: {
      codec: ReleaseReservation,
      roles: ['policy'],
      stream,
      yields: ['ReservationReleased', 'StockReserved'],
      decide: releaseReservation,
    },
    DispatchStock: {
      codec: DispatchStock,
      roles: ['policy'],
      stream,
      yields: ['StockDispatched'],
      decide: dispatchStock,
    },
    ReturnStock: {
      codec: ReturnStock,
      roles: ['policy'],
      stream,
      yields: ['StockReserved', 'StockReturned'],
      decide: returnStock,
    },
    // Who counts and keeps the store does not also take off the books what lacks.
    WriteOffStock: {
      recall: ([event]) => (event?.type === 'StockWrittenOff' ? writtenOff(event.data.batches) : {}),
      codec: AskedWriteOff,
      roles: ['coordinator'],
      stream,
      lookUp: productNamed,
      yields: ['StockWrittenOff'],
      decide: writeOffStock,
    },
    CountStock: {
      codec: AskedCount,
      roles: ['storekeeper', 'registrar'],
      stream,
      lookUp: productNamed,
      yields: ['StockCounted'],
      decide: countStock,
    },
    GiveGoods: { codec: GiveGoods, roles: ['policy'], stream, yields: ['GoodsGiven'], decide: giveGoods },
    ConsignStock: { codec: ConsignStock, roles: ['policy'], stream, yields: ['StockConsigned'], decide: consignStock },
  },
}
