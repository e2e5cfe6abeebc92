import type { Aggregate } from '@perca/eventsourcing'
import { FIRST_BOOK, streamId } from '../values/ids.js'
import { type StockEvent, stockEvents } from './events.js'
import { AskedProduction, makersAndProduct, type RecordProduction, recordProduction } from './production.js'
import { DispatchStock, dispatchStock, ReserveStock, reserveStock } from './promise.js'
import { evolve, initialState, type StockState } from './state.js'

/** Every command of a product's stock. */
export type StockCommand = RecordProduction | ReserveStock | DispatchStock

const stream = ({ programmeId, sku }: { readonly programmeId: string; readonly sku: string }) =>
  streamId(programmeId, sku, FIRST_BOOK)

const makersNamed = (event: StockEvent): readonly string[] => {
  const makers =
    event.type === 'ItemsMade'
      ? event.data.makers
      : event.type === 'StockReserved'
        ? event.data.batches.flatMap((batch) => batch.makers)
        : []
  return [...new Set(makers.map(({ participantId }) => participantId))]
}

/** `stock-<programme>.<sku>.<book>`: a product's batches, promises and backorders; nothing is promised twice. */
export const stock: Aggregate<StockCommand, StockState, StockEvent> = {
  category: 'stock',
  events: stockEvents,
  initialState,
  evolve,
  subjects: makersNamed,
  commands: {
    RecordProduction: {
      codec: AskedProduction,
      roles: ['facilitator', 'storekeeper', 'registrar'],
      stream,
      lookUp: makersAndProduct,
      decide: recordProduction,
    },
    ReserveStock: { codec: ReserveStock, roles: ['policy'], stream, decide: reserveStock },
    DispatchStock: { codec: DispatchStock, roles: ['policy'], stream, decide: dispatchStock },
  },
}
