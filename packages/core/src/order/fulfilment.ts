import { Day, type Decision, type Reader, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import type { BatchPart } from '../stock/events.js'
import { Quantity, Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import type { OrderEvent } from './events.js'
import { productsListed, sharingTerms } from './evidence.js'
import { lacking, placedIn, reservedOn, standingOn, unpaidOn } from './rules.js'
import { type Act, completes, type SharingTerms, shareProceeds, sharingDay } from './sharing.js'
import { deliveredOf, type OpenLine, type OrderState } from './state.js'

/** Hands goods of an order over; products are named, their pieces follow from what is reserved. */
export const AskedDelivery = t.strict({
  type: t.literal('DeliverOrder'),
  orderId: Uuid,
  programmeId: ProgrammeId,
  deliveryId: Uuid,
  lines: t.readonlyArray(t.strict({ sku: Code, quantity: Quantity })),
  handoverRef: t.union([Slug, t.null]),
  receivedBy: t.union([t.string, t.null]),
  effectiveOn: Day,
})
/** The delivery, with its products' codes as listed and, where it completes the order, what sharing needs. Rules 7 and 9. */
export interface DeliverOrder extends t.TypeOf<typeof AskedDelivery> {
  readonly evidence: { readonly skus: readonly string[]; readonly sharing: SharingTerms | null }
}

/** Takes a payment for an order. */
export const AskedPayment = t.strict({
  type: t.literal('ReceivePayment'),
  orderId: Uuid,
  paymentId: Uuid,
  amount: Rupiah,
  method: t.union([Slug, t.null]),
  effectiveOn: Day,
})
/** The payment and, where it completes the order, what sharing needs. Rules 8 and 9. */
export interface ReceivePayment extends t.TypeOf<typeof AskedPayment> {
  readonly evidence: { readonly sharing: SharingTerms | null }
}

/** One entry a product, so that a product named twice is judged by the sum. */
const merged = (lines: readonly { readonly quantity: number }[], skus: readonly string[]) => {
  const sums = new Map<string, number>()
  for (const [{ quantity }, sku] of RA.zip(lines, skus)) {
    sums.set(sku, (sums.get(sku) ?? 0) + quantity)
  }
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }))
}

/** @returns Left: `unknown-product`. */
export const evidenceOfDelivery = (asked: Omit<DeliverOrder, 'evidence'>, state: OrderState, reader: Reader) =>
  pipe(
    productsListed(
      reader,
      asked.programmeId,
      asked.lines.map(({ sku }) => sku),
    ),
    TE.bindTo('skus'),
    TE.bind('sharing', ({ skus }) =>
      sharingTerms(reader, state, { on: asked.effectiveOn, delivers: merged(asked.lines, skus), pays: 0 }),
    ),
  )

/**
 * What sharing needs where the payment completes the order.
 * @returns Left: `proceeds-rule-missing`.
 */
export const evidenceOfPayment = (asked: Omit<ReceivePayment, 'evidence'>, state: OrderState, reader: Reader) =>
  pipe(
    sharingTerms(reader, state, { on: asked.effectiveOn, delivers: [], pays: asked.amount }),
    TE.map((sharing) => ({ sharing })),
  )

/** The next pieces of a line, in the order in which they were reserved. */
const nextPieces = (line: OpenLine, wanted: number): readonly BatchPart[] => {
  const pieces: BatchPart[] = []
  let skip = deliveredOf(line)
  let left = wanted
  for (const { batchId, quantity } of line.reserved) {
    const passed = Math.min(skip, quantity)
    skip -= passed
    const taken = Math.min(left, quantity - passed)
    left -= taken
    if (taken > 0) pieces.push({ batchId, quantity: taken })
  }
  return pieces
}

/** What follows where the act completes the order: it is shared, once, and closed. */
const completion = (state: OrderState, act: Act, sharing: SharingTerms | null): readonly OrderEvent[] => {
  if (state.placed === null || sharing === null || !completes(state, act)) return []
  const { programmeId } = state.placed
  const effectiveOn = sharingDay(state, act)
  return [
    { type: 'ProceedsShared', effectiveOn, data: { programmeId, ...shareProceeds(state.lines, sharing) } },
    { type: 'OrderCompleted', effectiveOn, data: { programmeId } },
  ]
}

/** @returns Left, by line: `unknown-order`, `over-delivery`, `insufficient-stock`. Rule 7. */
export const deliverOrder = (command: DeliverOrder, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, deliveryId, handoverRef, receivedBy, effectiveOn, evidence } = command
  const delivers = merged(command.lines, evidence.skus)
  return pipe(
    standingOn(state, effectiveOn),
    E.chain((placed) => placedIn(placed, programmeId)),
    E.filterOrElse(
      () => delivers.length > 0,
      () => refusal('invalid-number', 'Say what is handed over.', { deliveryId }),
    ),
    E.chain(() =>
      pipe(
        delivers,
        E.traverseArray((asked) =>
          pipe(
            lacking(
              state.lines.find(({ sku }) => sku === asked.sku),
              asked,
            ),
            E.chain((line) => reservedOn(line, asked.quantity, effectiveOn)),
            E.map((line) => {
              const { lineId, sku, unitPrice } = line
              return { lineId, sku, quantity: asked.quantity, unitPrice, batches: nextPieces(line, asked.quantity) }
            }),
          ),
        ),
      ),
    ),
    E.map((lines): readonly OrderEvent[] => {
      const amount = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
      const delivered: readonly OrderEvent[] = [
        { type: 'OrderDelivered', effectiveOn, data: { programmeId, deliveryId, lines, handoverRef, receivedBy } },
        { type: 'InvoiceIssued', effectiveOn, data: { invoiceId: deliveryId, deliveryId, amount } },
      ]
      return [...delivered, ...completion(state, { on: effectiveOn, delivers, pays: 0 }, evidence.sharing)]
    }),
  )
}

/** @returns Left: `unknown-order`, `over-payment`. Rule 8. */
export const receivePayment = (command: ReceivePayment, state: OrderState): Decision<OrderEvent> => {
  const { paymentId, amount, method, effectiveOn, evidence } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => unpaidOn(state, amount, effectiveOn)),
    E.map(() => [
      { type: 'PaymentReceived', effectiveOn, data: { paymentId, amount, method } },
      ...completion(state, { on: effectiveOn, delivers: [], pays: amount }, evidence.sharing),
    ]),
  )
}
