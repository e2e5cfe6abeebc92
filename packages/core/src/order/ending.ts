import { Day, type Decision, type Reader } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { DropReason, type OrderEvent } from './events.js'
import { sharingTerms } from './evidence.js'
import { lackingSomething, lineOf, nothingDelivered, notTakenOn, placedIn, standingOn, stillOpen } from './rules.js'
import { type SharingTerms, withCompletion } from './sharing.js'
import { lackingOf, type OrderState } from './state.js'

const asked = { orderId: Uuid, programmeId: ProgrammeId, reason: DropReason, effectiveOn: Day }

/** Says no to an order of which the programme took nothing on. */
export const DeclineOrder = t.strict({ type: t.literal('DeclineOrder'), ...asked })
export type DeclineOrder = t.TypeOf<typeof DeclineOrder>

/** Calls an order off before anything of it went out. */
export const CancelOrder = t.strict({ type: t.literal('CancelOrder'), ...asked })
export type CancelOrder = t.TypeOf<typeof CancelOrder>

/** Closes a line with what went out of it; what it lacked is not owed any more. */
export const AskedClosing = t.strict({ type: t.literal('CloseLineShort'), ...asked, lineId: Uuid })
/** The closing and, where it completes the order, what sharing needs. Rule 12. */
export interface CloseLineShort extends t.TypeOf<typeof AskedClosing> {
  readonly evidence: { readonly sharing: SharingTerms | null }
}

/** The order, open on that day, in this programme. */
const openOn = (
  { programmeId, effectiveOn }: { readonly programmeId: string; readonly effectiveOn: Day },
  state: OrderState,
) =>
  pipe(
    standingOn(state, effectiveOn),
    E.chain((placed) => placedIn(placed, programmeId)),
    E.chain(() => stillOpen(state)),
  )

/** @returns Left: `unknown-order`, `order-closed`, `order-accepted`. */
export const declineOrder = (command: DeclineOrder, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, reason, effectiveOn } = command
  return pipe(
    openOn(command, state),
    E.chain(() => notTakenOn(state)),
    E.map(() => [{ type: 'OrderDeclined', effectiveOn, data: { programmeId, reason } }]),
  )
}

/** @returns Left: `unknown-order`, `order-closed`, `order-delivered`. Rule 12. */
export const cancelOrder = (command: CancelOrder, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, reason, effectiveOn } = command
  const lines = state.lines.flatMap(({ lineId, sku, accepted, closed }) =>
    accepted && closed === null ? [{ lineId, sku }] : [],
  )
  return pipe(
    openOn(command, state),
    E.chain(() => nothingDelivered(state)),
    E.map(() => [{ type: 'OrderCancelled', effectiveOn, data: { programmeId, lines, reason } }]),
  )
}

const closed = (command: Omit<CloseLineShort, 'evidence'>, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, lineId, reason, effectiveOn } = command
  return pipe(
    openOn(command, state),
    E.chain(() => lineOf(state, lineId)),
    E.chain(lackingSomething),
    E.map((line) => {
      const data = { programmeId, lineId, sku: line.sku, closedQuantity: lackingOf(line), reason }
      return [{ type: 'LineClosedShort', effectiveOn, data }]
    }),
  )
}

/**
 * What sharing needs where the closing completes the order.
 * @returns Left: `proceeds-rule-missing`.
 */
export const evidenceOfClosing = (command: Omit<CloseLineShort, 'evidence'>, state: OrderState, reader: Reader) =>
  pipe(
    sharingTerms(reader, state, closed(command, state)),
    TE.map((sharing) => ({ sharing })),
  )

/** @returns Left: `unknown-order`, `order-closed`, `unknown-line`, `line-complete`. Rule 12. */
export const closeLineShort = (command: CloseLineShort, state: OrderState): Decision<OrderEvent> =>
  pipe(closed(command, state), E.map(withCompletion(state, command.evidence.sharing)))
