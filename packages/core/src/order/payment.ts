import { Day, type Decision, type Reader } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Rupiah } from '../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { type OrderEvent, RefundReason } from './events.js'
import { sharingTerms } from './evidence.js'
import { overpaidOn, paymentOf, placedIn, standingOn, stillOpen, unpaidOn } from './rules.js'
import { type SharingTerms, withCompletion } from './sharing.js'
import type { OrderState } from './state.js'

interface SharingFound {
  readonly evidence: { readonly sharing: SharingTerms | null }
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
export interface ReceivePayment extends t.TypeOf<typeof AskedPayment>, SharingFound {}

/** Takes a slip for income tax that the buyer kept back from what it pays. */
export const AskedWithholding = t.strict({
  type: t.literal('WithholdTax'),
  orderId: Uuid,
  programmeId: ProgrammeId,
  withholdingId: Uuid,
  amount: Rupiah,
  slipRef: Slug,
  effectiveOn: Day,
})
/** The slip and, where it completes the order, what sharing needs. Rules 8 and 9. */
export interface WithholdTax extends t.TypeOf<typeof AskedWithholding>, SharingFound {}

/** Gives money back that is not owed any more. `paymentId`: of which payment, where it is told. */
export const RefundPayment = t.strict({
  type: t.literal('RefundPayment'),
  orderId: Uuid,
  programmeId: ProgrammeId,
  refundId: Uuid,
  paymentId: t.union([Uuid, t.null]),
  amount: Rupiah,
  reason: RefundReason,
  effectiveOn: Day,
})
export type RefundPayment = t.TypeOf<typeof RefundPayment>

const received = (command: Omit<ReceivePayment, 'evidence'>, state: OrderState): Decision<OrderEvent> => {
  const { paymentId, amount, method, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => unpaidOn(state, amount, effectiveOn)),
    E.map(() => [{ type: 'PaymentReceived', effectiveOn, data: { paymentId, amount, method } }]),
  )
}

const withheld = (command: Omit<WithholdTax, 'evidence'>, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, withholdingId, amount, slipRef, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain((placed) => placedIn(placed, programmeId)),
    E.chain(() => stillOpen(state)),
    E.chain(() => unpaidOn(state, amount, effectiveOn)),
    E.map(() => [{ type: 'TaxWithheld', effectiveOn, data: { withholdingId, amount, slipRef } }]),
  )
}

const sharingOf = (reader: Reader, state: OrderState, act: Decision<OrderEvent>) =>
  pipe(
    sharingTerms(reader, state, act),
    TE.map((sharing) => ({ sharing })),
  )

/**
 * What sharing needs where the payment completes the order.
 * @returns Left: `proceeds-rule-missing`.
 */
export const evidenceOfPayment = (asked: Omit<ReceivePayment, 'evidence'>, state: OrderState, reader: Reader) =>
  sharingOf(reader, state, received(asked, state))

/**
 * What sharing needs where the slip completes the order.
 * @returns Left: `proceeds-rule-missing`.
 */
export const evidenceOfWithholding = (asked: Omit<WithholdTax, 'evidence'>, state: OrderState, reader: Reader) =>
  sharingOf(reader, state, withheld(asked, state))

/** @returns Left: `unknown-order`, `over-payment`. Rule 8. */
export const receivePayment = (command: ReceivePayment, state: OrderState): Decision<OrderEvent> =>
  pipe(received(command, state), E.map(withCompletion(state, command.evidence.sharing)))

/** @returns Left: `unknown-order`, `order-closed`, `over-payment`. Rule 8. */
export const withholdTax = (command: WithholdTax, state: OrderState): Decision<OrderEvent> =>
  pipe(withheld(command, state), E.map(withCompletion(state, command.evidence.sharing)))

/** @returns Left: `unknown-order`, `unknown-payment`, `over-refund`. Rule 8. */
export const refundPayment = (command: RefundPayment, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, refundId, paymentId, amount, reason, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain((placed) => placedIn(placed, programmeId)),
    E.chain(() => paymentOf(state, paymentId)),
    E.chain(() => overpaidOn(state, amount, effectiveOn)),
    E.map(() => [{ type: 'PaymentRefunded', effectiveOn, data: { refundId, amount, paymentId, reason } }]),
  )
}
