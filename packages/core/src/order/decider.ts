import type { Aggregate } from '@perca/eventsourcing'
import { NoteBackordered, NoteReserved, noteBackordered, noteReserved } from './copies.js'
import {
  AskedClosing,
  CancelOrder,
  type CloseLineShort,
  cancelOrder,
  closeLineShort,
  DeclineOrder,
  declineOrder,
  evidenceOfClosing,
} from './ending.js'
import { type OrderEvent, type OrderEventOf, orderEvents } from './events.js'
import { AskedDelivery, type DeliverOrder, deliverOrder, evidenceOfDelivery } from './fulfilment.js'
import {
  AskedPayment,
  AskedWithholding,
  evidenceOfPayment,
  evidenceOfWithholding,
  type ReceivePayment,
  RefundPayment,
  receivePayment,
  refundPayment,
  type WithholdTax,
  withholdTax,
} from './payment.js'
import {
  AcceptOrder,
  AskedOrder,
  AskedRequest,
  acceptOrder,
  type PlaceOrder,
  placeOrder,
  productsAndAgency,
  type RequestOrder,
  requestOrder,
} from './placing.js'
import { AskedReturn, evidenceOfReturn, type ReturnGoods, returnGoods } from './returns.js'
import { evolve, initialState, type OrderState } from './state.js'

/** Every command of an order. */
export type OrderCommand =
  | PlaceOrder
  | RequestOrder
  | AcceptOrder
  | DeclineOrder
  | CancelOrder
  | CloseLineShort
  | NoteReserved
  | NoteBackordered
  | DeliverOrder
  | ReturnGoods
  | ReceivePayment
  | WithholdTax
  | RefundPayment

const stream = ({ orderId }: { readonly orderId: string }) => orderId

const makersIn = (event: OrderEvent): readonly { readonly participantId: string }[] => {
  switch (event.type) {
    case 'LineReserved':
      return event.data.batches.flatMap(({ makers }) => makers)
    case 'GoodsReturned':
      return event.data.lines.flatMap(({ batches }) => batches.flatMap(({ makers }) => makers))
    case 'ProceedsShared':
    case 'ProceedsReversed':
      return event.data.shares
    default:
      return []
  }
}

const makersNamed = (event: OrderEvent): readonly string[] => [
  ...new Set(makersIn(event).map(({ participantId }) => participantId)),
]

/** The pieces that came back, batch by batch. */
const sentBack = (lines: OrderEventOf<'GoodsReturned'>['data']['lines']) =>
  lines.flatMap(({ lineId, batches }) => batches.map(({ batchId, quantity }) => ({ lineId, batchId, quantity })))

/** `order-<uuid>`: one order up to its sharing, and what comes back of it after that. */
export const order: Aggregate<OrderCommand, OrderState, OrderEvent> = {
  category: 'order',
  events: orderEvents,
  initialState,
  evolve,
  subjects: makersNamed,
  commands: {
    PlaceOrder: {
      recall: (_, __, { placed }) =>
        placed === null ? {} : { number: placed.number, agencyCode: placed.agencyCode, contact: null },
      codec: AskedOrder,
      roles: ['coordinator', 'registrar'],
      stream,
      lookUp: productsAndAgency,
      yields: ['OrderAccepted', 'OrderLinesAdded', 'OrderPlaced'],
      decide: placeOrder,
    },
    RequestOrder: {
      recall: (_, __, { placed }) =>
        placed === null ? {} : { number: placed.number, agencyCode: placed.agencyCode, contact: null },
      codec: AskedRequest,
      roles: ['coordinator', 'registrar'],
      stream,
      lookUp: productsAndAgency,
      yields: ['OrderLinesAdded', 'OrderPlaced'],
      decide: requestOrder,
    },
    AcceptOrder: {
      codec: AcceptOrder,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['OrderAccepted'],
      decide: acceptOrder,
    },
    DeclineOrder: {
      codec: DeclineOrder,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['OrderDeclined'],
      decide: declineOrder,
    },
    CancelOrder: {
      codec: CancelOrder,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['OrderCancelled'],
      decide: cancelOrder,
    },
    CloseLineShort: {
      codec: AskedClosing,
      roles: ['coordinator', 'registrar'],
      stream,
      lookUp: evidenceOfClosing,
      yields: ['LineClosedShort', 'OrderCompleted', 'ProceedsShared'],
      decide: closeLineShort,
    },
    NoteReserved: { codec: NoteReserved, roles: ['policy'], stream, yields: ['LineReserved'], decide: noteReserved },
    NoteBackordered: {
      codec: NoteBackordered,
      roles: ['policy'],
      stream,
      yields: ['LineBackordered'],
      decide: noteBackordered,
    },
    DeliverOrder: {
      codec: AskedDelivery,
      roles: ['storekeeper', 'registrar'],
      stream,
      lookUp: evidenceOfDelivery,
      yields: ['InvoiceIssued', 'OrderCompleted', 'OrderDelivered', 'ProceedsShared'],
      decide: deliverOrder,
    },
    ReturnGoods: {
      recall: ([event]) => (event?.type === 'GoodsReturned' ? { lines: sentBack(event.data.lines) } : {}),
      codec: AskedReturn,
      roles: ['storekeeper', 'registrar'],
      stream,
      lookUp: evidenceOfReturn,
      yields: ['CreditNoteIssued', 'GoodsReturned', 'OrderCompleted', 'ProceedsReversed', 'ProceedsShared'],
      decide: returnGoods,
    },
    ReceivePayment: {
      codec: AskedPayment,
      roles: ['treasurer', 'registrar'],
      stream,
      lookUp: evidenceOfPayment,
      yields: ['OrderCompleted', 'PaymentReceived', 'ProceedsShared'],
      decide: receivePayment,
    },
    WithholdTax: {
      codec: AskedWithholding,
      roles: ['treasurer', 'registrar'],
      stream,
      lookUp: evidenceOfWithholding,
      yields: ['OrderCompleted', 'ProceedsShared', 'TaxWithheld'],
      decide: withholdTax,
    },
    // Who takes money does not give it back: separation of duties, by role.
    RefundPayment: {
      codec: RefundPayment,
      roles: ['coordinator'],
      stream,
      yields: ['PaymentRefunded'],
      decide: refundPayment,
    },
  },
}
