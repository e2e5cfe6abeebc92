import type { Day } from '@perca/eventsourcing'
import type { CancelOrder, CloseLineShort, DeclineOrder } from './ending.js'
import type { DropReason, OrderEvent, OrderEventOf } from './events.js'
import type { RefundPayment, WithholdTax } from './payment.js'
import type { AcceptOrder, RequestOrder } from './placing.js'
import type { ReturnGoods } from './returns.js'
import {
  AGENCY,
  batchId,
  lineId,
  orderId,
  type orderLine,
  PROGRAMME,
  type piecesBy,
  place,
  terms,
  uuid,
} from './sale.fixture.js'
import type { SharingTerms } from './sharing.js'

// What the tests say of orders that do not simply go through: asked for, declined, called off, closed short, sent back, taxed.

type Line = ReturnType<typeof orderLine>

export const returnId = (number: number): string => uuid(11, number)
const withholdingId = uuid(12, 1)
const refundId = uuid(13, 1)
export const sharedEventId = uuid(14, 1)

const of = (order: number, on: Day) => ({ orderId: orderId(order), programmeId: PROGRAMME, effectiveOn: on })

/** Asks for an order that the programme thinks about. */
export const ask = (order: number, on: Day, lines: readonly Line[]): RequestOrder => {
  const { promisedOn: _, ...asked } = place(order, on, lines)
  return { ...asked, type: 'RequestOrder' }
}

/** The order as it is written down, and not taken on. */
export const asked = (order: number, on: Day, lines: readonly Line[]): OrderEventOf<'OrderPlaced'> => ({
  type: 'OrderPlaced',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, number: `PSN-${order}`, agencyCode: AGENCY, lines, contact: null },
})

export const accept = (order: number, on: Day, promisedOn: Day | null = null): AcceptOrder => ({
  type: 'AcceptOrder',
  ...of(order, on),
  promisedOn,
})

export const decline = (order: number, on: Day, reason: DropReason = 'no-capacity'): DeclineOrder => ({
  type: 'DeclineOrder',
  ...of(order, on),
  reason,
})
export const declined = (on: Day, reason: DropReason = 'no-capacity'): OrderEvent => ({
  type: 'OrderDeclined',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, reason },
})

export const cancel = (order: number, on: Day, reason: DropReason = 'agency-withdrew'): CancelOrder => ({
  type: 'CancelOrder',
  ...of(order, on),
  reason,
})
export const cancelled = (on: Day, lines: readonly Line[]): OrderEventOf<'OrderCancelled'> => ({
  type: 'OrderCancelled',
  effectiveOn: on,
  data: {
    programmeId: PROGRAMME,
    lines: lines.map(({ lineId: id, sku }) => ({ lineId: id, sku })),
    reason: 'agency-withdrew',
  },
})

export const close = (order: number, on: Day, line: number, sharing: SharingTerms | null = terms): CloseLineShort => ({
  type: 'CloseLineShort',
  ...of(order, on),
  lineId: lineId(line),
  reason: 'no-material',
  evidence: { sharing },
})
export const closedShort = (
  on: Day,
  { lineId: id, sku }: Line,
  closedQuantity: number,
): OrderEventOf<'LineClosedShort'> => ({
  type: 'LineClosedShort',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, lineId: id, sku, closedQuantity, reason: 'no-material' },
})

/** Sends pieces of lines back; of a batch by its number, or, null, whichever. */
export const sendBack = (
  order: number,
  on: Day,
  lines: readonly { readonly line: number; readonly batch: number | null; readonly quantity: number }[],
  evidence: ReturnGoods['evidence'] = { sharing: terms, sharedEventId },
  number = 1,
): ReturnGoods => ({
  type: 'ReturnGoods',
  ...of(order, on),
  returnId: returnId(number),
  lines: lines.map(({ line, batch, quantity }) => ({
    lineId: lineId(line),
    batchId: batch === null ? null : batchId(batch),
    quantity,
  })),
  condition: 'resaleable',
  reason: 'defect',
  evidence,
})

/** What came back of a line, and its credit note. */
export const sentBack = (
  on: Day,
  lines: readonly { readonly line: Line; readonly batches: readonly ReturnType<typeof piecesBy>[] }[],
  number = 1,
): readonly [OrderEventOf<'GoodsReturned'>, OrderEventOf<'CreditNoteIssued'>] => {
  const back = lines.map(({ line: { lineId: id, sku, unitPrice }, batches }) => ({
    lineId: id,
    sku,
    quantity: batches.reduce((sum, { quantity }) => sum + quantity, 0),
    unitPrice,
    batches,
  }))
  return [
    {
      type: 'GoodsReturned',
      effectiveOn: on,
      data: {
        programmeId: PROGRAMME,
        returnId: returnId(number),
        lines: back,
        condition: 'resaleable',
        reason: 'defect',
      },
    },
    {
      type: 'CreditNoteIssued',
      effectiveOn: on,
      data: {
        creditNoteId: returnId(number),
        returnId: returnId(number),
        amount: back.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
      },
    },
  ]
}

export const withhold = (
  order: number,
  on: Day,
  amount: number,
  sharing: SharingTerms | null = terms,
): WithholdTax => ({
  type: 'WithholdTax',
  ...of(order, on),
  withholdingId,
  amount,
  slipRef: 'BP-1',
  evidence: { sharing },
})
export const taxed = (on: Day, amount: number): OrderEventOf<'TaxWithheld'> => ({
  type: 'TaxWithheld',
  effectiveOn: on,
  data: { withholdingId, amount, slipRef: 'BP-1' },
})

export const refund = (order: number, on: Day, amount: number, paymentId: string | null = null): RefundPayment => ({
  type: 'RefundPayment',
  ...of(order, on),
  refundId,
  paymentId,
  amount,
  reason: 'goods-returned',
})
export const refunded = (
  on: Day,
  amount: number,
  paymentId: string | null = null,
): OrderEventOf<'PaymentRefunded'> => ({
  type: 'PaymentRefunded',
  effectiveOn: on,
  data: { refundId, amount, paymentId, reason: 'goods-returned' },
})
