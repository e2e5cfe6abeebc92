import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { ReservedPart } from '../stock/events.js'
import { Quantity } from '../values/amounts.js'
import { Uuid } from '../values/ids.js'
import type { OrderEventOf } from './events.js'

const copy = { orderId: Uuid, lineId: Uuid, sourceEventId: Uuid, effectiveOn: Day }

/** Tells the order what stock reserved for its line (policy P2). */
export const NoteReserved = t.strict({
  type: t.literal('NoteReserved'),
  ...copy,
  batches: t.readonlyArray(ReservedPart),
})
export type NoteReserved = t.TypeOf<typeof NoteReserved>

/** Tells the order what its line waits for (policy P2). */
export const NoteBackordered = t.strict({ type: t.literal('NoteBackordered'), ...copy, quantity: Quantity })
export type NoteBackordered = t.TypeOf<typeof NoteBackordered>

/** Notes it: the order's copy never says more than stock did. Refuses nothing. */
export const noteReserved = (command: NoteReserved): Decision<OrderEventOf<'LineReserved'>> => {
  const { lineId, batches, sourceEventId, effectiveOn } = command
  return E.right([{ type: 'LineReserved', effectiveOn, data: { lineId, batches, sourceEventId } }])
}

/** Notes it. Refuses nothing. */
export const noteBackordered = (command: NoteBackordered): Decision<OrderEventOf<'LineBackordered'>> => {
  const { lineId, quantity, sourceEventId, effectiveOn } = command
  return E.right([{ type: 'LineBackordered', effectiveOn, data: { lineId, quantity, sourceEventId } }])
}
