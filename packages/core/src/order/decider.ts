import type { Aggregate } from '@perca/eventsourcing'
import { NoteBackordered, NoteReserved, noteBackordered, noteReserved } from './copies.js'
import { type OrderEvent, orderEvents } from './events.js'
import {
  AskedDelivery,
  AskedPayment,
  type DeliverOrder,
  deliverOrder,
  evidenceOfDelivery,
  evidenceOfPayment,
  type ReceivePayment,
  receivePayment,
} from './fulfilment.js'
import { AskedOrder, type PlaceOrder, placeOrder, productsAndAgency } from './placing.js'
import { evolve, initialState, type OrderState } from './state.js'

/** Every command of an order. */
export type OrderCommand = PlaceOrder | NoteReserved | NoteBackordered | DeliverOrder | ReceivePayment

const stream = ({ orderId }: { readonly orderId: string }) => orderId

const makersNamed = (event: OrderEvent): readonly string[] => {
  const makers =
    event.type === 'LineReserved'
      ? event.data.batches.flatMap((batch) => batch.makers)
      : event.type === 'ProceedsShared'
        ? event.data.shares
        : []
  return [...new Set(makers.map(({ participantId }) => participantId))]
}

/** `order-<uuid>`: one order up to its sharing. */
export const order: Aggregate<OrderCommand, OrderState, OrderEvent> = {
  category: 'order',
  events: orderEvents,
  initialState,
  evolve,
  subjects: makersNamed,
  commands: {
    PlaceOrder: {
      codec: AskedOrder,
      roles: ['coordinator', 'registrar'],
      stream,
      lookUp: productsAndAgency,
      decide: placeOrder,
    },
    NoteReserved: { codec: NoteReserved, roles: ['policy'], stream, decide: noteReserved },
    NoteBackordered: { codec: NoteBackordered, roles: ['policy'], stream, decide: noteBackordered },
    DeliverOrder: {
      codec: AskedDelivery,
      roles: ['storekeeper', 'registrar'],
      stream,
      lookUp: evidenceOfDelivery,
      decide: deliverOrder,
    },
    ReceivePayment: {
      codec: AskedPayment,
      roles: ['treasurer', 'registrar'],
      stream,
      lookUp: evidenceOfPayment,
      decide: receivePayment,
    },
  },
}
