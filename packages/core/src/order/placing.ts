import { Day, type Decision, type Reader, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Quantity, Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import type { OrderEvent } from './events.js'
import { agencyPartnered, productsListed } from './evidence.js'
import { newLine, sameOrder, stillOpen } from './rules.js'
import { type OrderState, orderValue } from './state.js'

/**
 * Places an order, or writes down more lines of an order of the same number, date and agency. The programme takes the
 * lines on at once.
 */
export const AskedOrder = t.strict({
  type: t.literal('PlaceOrder'),
  orderId: Uuid,
  programmeId: ProgrammeId,
  number: Code,
  agencyCode: Code,
  lines: t.readonlyArray(t.strict({ lineId: Uuid, sku: Code, quantity: Quantity, unitPrice: Rupiah })),
  contact: t.union([t.string, t.null]),
  promisedOn: t.union([Day, t.null]),
  effectiveOn: Day,
})
/** The order, with the codes of products and agency as catalogue and register spell them. Rule 11. */
export interface PlaceOrder extends t.TypeOf<typeof AskedOrder> {
  /** The codes as catalogue and register spell them; `skus` line by line. */
  readonly evidence: { readonly skus: readonly string[]; readonly agencyCode: string }
}

/** @returns Left: `unknown-product`, `unknown-agency`. */
export const productsAndAgency = (asked: Omit<PlaceOrder, 'evidence'>, _: OrderState, reader: Reader) =>
  pipe(
    productsListed(
      reader,
      asked.programmeId,
      asked.lines.map(({ sku }) => sku),
    ),
    TE.bindTo('skus'),
    TE.bind('agencyCode', () => agencyPartnered(reader, asked.programmeId, asked.agencyCode)),
  )

/** @returns Left: `duplicate-order`, `duplicate-line`, `order-closed`; `invalid-number` where a sum is past counting. */
export const placeOrder = (command: PlaceOrder, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, number, contact, promisedOn, effectiveOn, evidence } = command
  const { agencyCode } = evidence
  const lines = RA.zipWith(command.lines, evidence.skus, (line, sku) => ({ ...line, sku }))
  const accepted: OrderEvent = {
    type: 'OrderAccepted',
    effectiveOn,
    data: { programmeId, lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })), promisedOn },
  }
  const written: OrderEvent =
    state.placed === null
      ? { type: 'OrderPlaced', effectiveOn, data: { programmeId, number, agencyCode, lines, contact } }
      : { type: 'OrderLinesAdded', effectiveOn, data: { programmeId, lines } }
  return pipe(
    sameOrder(state, { programmeId, agencyCode, effectiveOn }),
    E.chain(() =>
      pipe(
        lines,
        E.traverseArrayWithIndex((place, line) => newLine([...state.lines, ...lines.slice(0, place)], line)),
      ),
    ),
    E.chain(() => stillOpen(state)),
    E.filterOrElse(
      () => lines.length > 0 && Number.isSafeInteger(orderValue([...state.lines, ...lines])),
      () => refusal('invalid-number', 'An order has at least one line, and a value that can be counted.', { number }),
    ),
    E.map(() => [written, accepted]),
  )
}
