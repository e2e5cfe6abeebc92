import { Day, type Decision, type Reader, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Condition, type ReservedPart } from '../stock/events.js'
import { Quantity } from '../values/amounts.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { later } from '../values/later.js'
import { type OrderEvent, type OrderEventOf, ReturnReason } from './events.js'
import { sharedEventOf, sharingTerms } from './evidence.js'
import { countOf, keptOn, soldParts } from './pieces.js'
import { reverseProceeds } from './reversal.js'
import { lineOf, placedIn, returnableOn, standingOn } from './rules.js'
import { type SharingTerms, withCompletion, worthOf } from './sharing.js'
import type { OpenLine, OrderState } from './state.js'

/**
 * Takes delivered goods back. A line's pieces are of the batch that is named; where none is, because nobody can tell, they are
 * those that were delivered last.
 */
export const AskedReturn = t.strict({
  type: t.literal('ReturnGoods'),
  orderId: Uuid,
  programmeId: ProgrammeId,
  returnId: Uuid,
  lines: t.readonlyArray(t.strict({ lineId: Uuid, batchId: t.union([Uuid, t.null]), quantity: Quantity })),
  condition: Condition,
  reason: ReturnReason,
  effectiveOn: Day,
})
/** The return and what sharing needs where it completes the order; where the order is shared, the event that shared it. */
export interface ReturnGoods extends t.TypeOf<typeof AskedReturn> {
  readonly evidence: { readonly sharing: SharingTerms | null; readonly sharedEventId: string | null }
}

type ReturnedLine = OrderEventOf<'GoodsReturned'>['data']['lines'][number]

/** So many of these pieces, the last ones first; each batch once. */
const lastOf = (parts: readonly ReservedPart[], wanted: number): readonly ReservedPart[] => {
  let left = wanted
  return parts.toReversed().flatMap((part) => {
    const quantity = Math.min(left, part.quantity)
    left -= quantity
    return quantity > 0 ? [{ ...part, quantity }] : []
  })
}

/** The line, once these pieces of it have come back. */
const lessen = (line: OpenLine, on: Day, batches: readonly ReservedPart[]): OpenLine => ({
  ...line,
  returns: [...line.returns, { on, quantity: countOf(batches), batches }],
})

/** Pieces of the same batch in one part. */
const joined = (parts: readonly ReservedPart[]): readonly ReservedPart[] => {
  const byBatch = new Map<string, ReservedPart>()
  for (const part of parts) {
    byBatch.set(part.batchId, { ...part, quantity: part.quantity + (byBatch.get(part.batchId)?.quantity ?? 0) })
  }
  return [...byBatch.values()]
}

/** What comes back, line by line, each line once: one that is named twice is judged by the sum. */
const comingBack = (
  { lines, effectiveOn }: Pick<ReturnGoods, 'lines' | 'effectiveOn'>,
  state: OrderState,
): E.Either<Refusal, readonly ReturnedLine[]> => {
  const taken = new Map<string, { readonly line: OpenLine; readonly batches: readonly ReservedPart[] }>()
  for (const { lineId, batchId, quantity } of lines) {
    const before = taken.get(lineId)
    const found = pipe(
      before === undefined ? lineOf(state, lineId) : E.right(before.line),
      E.bindTo('line'),
      E.bind('parts', ({ line }) =>
        pipe(
          keptOn(line, effectiveOn).filter((part) => batchId === null || part.batchId === batchId),
          returnableOn({ lineId, batchId, quantity, day: effectiveOn }),
        ),
      ),
    )
    if (E.isLeft(found)) return found
    const { line, parts } = found.right
    const batches = lastOf(parts, quantity)
    taken.set(lineId, {
      line: lessen(line, effectiveOn, batches),
      batches: [...(before?.batches ?? []), ...batches],
    })
  }
  return E.right(
    [...taken.values()].map(({ line: { lineId, sku, unitPrice }, batches }) => ({
      lineId,
      sku,
      quantity: countOf(batches),
      unitPrice,
      batches: joined(batches),
    })),
  )
}

const asSold = ({ batches, unitPrice }: ReturnedLine) => batches.map((part) => ({ ...part, unitPrice }))

/** The return and its credit note. */
const returned = (command: Omit<ReturnGoods, 'evidence'>, state: OrderState): Decision<OrderEvent> => {
  const { programmeId, returnId, condition, reason, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain((placed) => placedIn(placed, programmeId)),
    E.filterOrElse(
      () => command.lines.length > 0,
      () => refusal('invalid-number', 'Say what comes back.', { returnId }),
    ),
    E.chain(() => comingBack(command, state)),
    E.map((lines) => [
      { type: 'GoodsReturned', effectiveOn, data: { programmeId, returnId, lines, condition, reason } },
      {
        type: 'CreditNoteIssued',
        effectiveOn,
        data: { creditNoteId: returnId, returnId, amount: worthOf(lines.flatMap(asSold)) },
      },
    ]),
  )
}

/** What was shared of the pieces that came back is taken back; nothing, where they had nothing of it. Rule 13. */
const reversal = (
  command: ReturnGoods,
  { shared, lines }: OrderState,
  events: readonly OrderEvent[],
): readonly OrderEvent[] => {
  const { programmeId, returnId, effectiveOn, evidence } = command
  const { sharedEventId } = evidence
  if (shared === null || sharedEventId === null) return []
  const back = events.flatMap((event) => (event.type === 'GoodsReturned' ? event.data.lines.flatMap(asSold) : []))
  const reversed = reverseProceeds(shared, soldParts(lines), back)
  const data = { programmeId, returnId, sharedEventId, ...reversed }
  const on = later(effectiveOn, shared.on)
  return reversed.total === 0 ? [] : [{ type: 'ProceedsReversed', effectiveOn: on, data }]
}

/**
 * What sharing needs where the return completes the order; the sharing's event where there was one.
 * @returns Left: `proceeds-rule-missing`.
 */
export const evidenceOfReturn = (asked: Omit<ReturnGoods, 'evidence'>, state: OrderState, reader: Reader) =>
  pipe(
    sharingTerms(reader, state, returned(asked, state)),
    TE.bindTo('sharing'),
    TE.bind('sharedEventId', () => sharedEventOf(reader, asked.orderId, state)),
  )

/**
 * Before the order is shared, what comes back lowers what is delivered, owed and shared. After that, what the pieces had of the
 * sharing is taken back. The line is not owed them again.
 * @returns Left: `unknown-order`, `unknown-line`, `over-return`. Rule 13.
 */
export const returnGoods = (command: ReturnGoods, state: OrderState): Decision<OrderEvent> =>
  pipe(
    returned(command, state),
    E.map((events) => [
      ...withCompletion(state, command.evidence.sharing)(events),
      ...reversal(command, state, events),
    ]),
  )
