import { Day, type Decision, type Reader, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Quantity } from '../values/amounts.js'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import type { OrderEvent } from './events.js'
import { productsListed, sharingTerms } from './evidence.js'
import { nextPieces } from './pieces.js'
import { lacking, notDropped, placedIn, reservedOn, standingOn } from './rules.js'
import { type SharingTerms, withCompletion } from './sharing.js'
import type { OrderState } from './state.js'

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

/** One entry a product, so that a product named twice is judged by the sum. */
const merged = (lines: readonly { readonly quantity: number }[], skus: readonly string[]) => {
  const sums = new Map<string, number>()
  for (const [{ quantity }, sku] of RA.zip(lines, skus)) {
    sums.set(sku, (sums.get(sku) ?? 0) + quantity)
  }
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }))
}

/** The delivery and its invoice, by the products' codes as listed. */
const delivered = (
  command: Omit<DeliverOrder, 'evidence'>,
  skus: readonly string[],
  state: OrderState,
): Decision<OrderEvent> => {
  const { programmeId, deliveryId, handoverRef, receivedBy, effectiveOn } = command
  const delivers = merged(command.lines, skus)
  return pipe(
    standingOn(state, effectiveOn),
    E.chain((placed) => placedIn(placed, programmeId)),
    E.chain(() => notDropped(state)),
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
              return {
                lineId,
                sku,
                quantity: asked.quantity,
                unitPrice,
                batches: nextPieces(line, asked.quantity, effectiveOn),
              }
            }),
          ),
        ),
      ),
    ),
    E.map((lines) => {
      const amount = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
      return [
        { type: 'OrderDelivered', effectiveOn, data: { programmeId, deliveryId, lines, handoverRef, receivedBy } },
        { type: 'InvoiceIssued', effectiveOn, data: { invoiceId: deliveryId, deliveryId, amount } },
      ]
    }),
  )
}

/**
 * The products' codes and, where the delivery completes the order, what sharing needs.
 * @returns Left: `unknown-product`, `proceeds-rule-missing`.
 */
export const evidenceOfDelivery = (asked: Omit<DeliverOrder, 'evidence'>, state: OrderState, reader: Reader) =>
  pipe(
    productsListed(
      reader,
      asked.programmeId,
      asked.lines.map(({ sku }) => sku),
    ),
    TE.bindTo('skus'),
    TE.bind('sharing', ({ skus }) => sharingTerms(reader, state, delivered(asked, skus, state))),
  )

/** @returns Left, by line: `unknown-order`, `order-closed`, `over-delivery`, `insufficient-stock`. Rule 7. */
export const deliverOrder = (command: DeliverOrder, state: OrderState): Decision<OrderEvent> =>
  pipe(delivered(command, command.evidence.skus, state), E.map(withCompletion(state, command.evidence.sharing)))
