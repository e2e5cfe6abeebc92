import { Day, type Decision, type Reader, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Quantity, Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import type { Line, OrderEvent } from './events.js'
import { agencyPartnered, productsOffered } from './evidence.js'
import { awaitingAnswer, newLine, placedIn, sameOrder, standingOn, stillOpen } from './rules.js'
import { lackingOf, type OrderState, orderValue } from './state.js'

const written = {
  orderId: Uuid,
  programmeId: ProgrammeId,
  number: Code,
  agencyCode: Code,
  lines: t.readonlyArray(t.strict({ lineId: Uuid, sku: Code, quantity: Quantity, unitPrice: Rupiah })),
  contact: t.union([t.string, t.null]),
  effectiveOn: Day,
}

/**
 * Places an order, or writes down more lines of an order of the same number, date and agency. The programme takes the
 * lines on at once.
 */
export const AskedOrder = t.strict({
  type: t.literal('PlaceOrder'),
  ...written,
  promisedOn: t.union([Day, t.null]),
})

/**
 * Writes down what an agency asks for, or more lines of it, for a programme that thinks before it accepts: nothing is promised
 * until it does (`AcceptOrder`).
 */
export const AskedRequest = t.strict({ type: t.literal('RequestOrder'), ...written })

interface CodesFound {
  /** The codes as catalogue and register spell them; `skus` line by line. */
  readonly evidence: { readonly skus: readonly string[]; readonly agencyCode: string }
}
/** The order, with the codes of products and agency as catalogue and register spell them. Rule 11. */
export interface PlaceOrder extends t.TypeOf<typeof AskedOrder>, CodesFound {}
/** The request, with the codes of products and agency as catalogue and register spell them. Rule 11. */
export interface RequestOrder extends t.TypeOf<typeof AskedRequest>, CodesFound {}

/** Takes on all lines that the programme has not taken on yet; `promisedOn`, by when they are to be complete. */
export const AcceptOrder = t.strict({
  type: t.literal('AcceptOrder'),
  orderId: Uuid,
  programmeId: ProgrammeId,
  promisedOn: t.union([Day, t.null]),
  effectiveOn: Day,
})
export type AcceptOrder = t.TypeOf<typeof AcceptOrder>

/** @returns Left: `unknown-product`, `product-retired`, `unknown-agency`, `partnership-ended`. */
export const productsAndAgency = (asked: Omit<PlaceOrder | RequestOrder, 'evidence'>, _: OrderState, reader: Reader) =>
  pipe(
    productsOffered(
      reader,
      asked.programmeId,
      asked.lines.map(({ sku }) => sku),
      asked.effectiveOn,
    ),
    TE.bindTo('skus'),
    TE.bind('agencyCode', () => agencyPartnered(reader, asked.programmeId, asked.agencyCode, asked.effectiveOn)),
  )

const linesOf = ({ lines, evidence }: PlaceOrder | RequestOrder): readonly Line[] =>
  RA.zipWith(lines, evidence.skus, (line, sku) => ({ ...line, sku }))

/** The order, or its further lines, as they are written down. */
const writtenDown = (command: PlaceOrder | RequestOrder, state: OrderState): E.Either<Refusal, OrderEvent> => {
  const { programmeId, number, contact, effectiveOn, evidence } = command
  const { agencyCode } = evidence
  const lines = linesOf(command)
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
    E.map(() =>
      state.placed === null
        ? { type: 'OrderPlaced', effectiveOn, data: { programmeId, number, agencyCode, lines, contact } }
        : { type: 'OrderLinesAdded', effectiveOn, data: { programmeId, lines } },
    ),
  )
}

/** These many pieces of these lines are taken on. */
const accepted = (
  { programmeId, promisedOn, effectiveOn }: PlaceOrder | AcceptOrder,
  lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[],
): OrderEvent => ({
  type: 'OrderAccepted',
  effectiveOn,
  data: { programmeId, lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })), promisedOn },
})

/** @returns Left: `duplicate-order`, `duplicate-line`, `order-closed`; `invalid-number` where a sum is past counting. */
export const placeOrder = (command: PlaceOrder, state: OrderState): Decision<OrderEvent> =>
  pipe(
    writtenDown(command, state),
    E.map((event) => [event, accepted(command, linesOf(command))]),
  )

/** @returns Left: as of `placeOrder`. */
export const requestOrder = (command: RequestOrder, state: OrderState): Decision<OrderEvent> =>
  pipe(
    writtenDown(command, state),
    E.map((event) => [event]),
  )

/** @returns Left: `unknown-order`, `order-closed`, `order-accepted`: there is nothing left to answer. */
export const acceptOrder = (command: AcceptOrder, state: OrderState): Decision<OrderEvent> =>
  pipe(
    standingOn(state, command.effectiveOn),
    E.chain((placed) => placedIn(placed, command.programmeId)),
    E.chain(() => stillOpen(state)),
    E.chain(() => awaitingAnswer(state)),
    E.map((lines) => [
      accepted(
        command,
        lines.map((line) => ({ ...line, quantity: lackingOf(line) })),
      ),
    ]),
  )
