import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import { later } from '../values/later.js'
import { ReleaseReason, type StockEvent, type StockEventOf } from './events.js'
import { filled } from './filling.js'
import { lineKey, makersOf, type StockState, withoutWait } from './state.js'

/**
 * Gives up what an order's line was promised and has not left, and stops its waiting: the order was cancelled, or the line
 * closed short (policy P6).
 */
export const ReleaseReservation = t.strict({
  type: t.literal('ReleaseReservation'),
  programmeId: ProgrammeId,
  sku: Code,
  orderId: Uuid,
  lineId: Uuid,
  reason: ReleaseReason,
  effectiveOn: Day,
})
export type ReleaseReservation = t.TypeOf<typeof ReleaseReservation>

/**
 * What the line was promised is free again, on the day from which both the promise and its end are there, and fills who
 * waits longest. Recorded also where the line had nothing: it gets nothing from then on. Once only. Rule 6.
 */
export const releaseReservation = (command: ReleaseReservation, state: StockState): Decision<StockEvent> => {
  const { programmeId, sku, orderId, lineId, reason, effectiveOn } = command
  const key = lineKey(command)
  if (state.released.has(key)) return E.right([])
  const held = (state.reserved.get(key)?.toArray() ?? []).map(({ batchId, quantity, on }) => ({
    since: later(on, effectiveOn),
    part: { batchId, quantity, makers: makersOf(state, batchId) },
  }))
  const waits = state.queue.filter((entry) => lineKey(entry) === key).reduce((sum, { quantity }) => sum + quantity, 0)
  const days = [...new Set([effectiveOn, ...held.map(({ since }) => since)])].sort()
  const released = days.map(
    (on): StockEventOf<'ReservationReleased'> => ({
      type: 'ReservationReleased',
      effectiveOn: on,
      data: {
        programmeId,
        sku,
        orderId,
        lineId,
        batches: held.filter(({ since }) => since === on).map(({ part }) => part),
        waiting: on === effectiveOn && waits > 0 ? waits : null,
        reason,
      },
    }),
  )
  const freed = held.map(({ since, part }) => ({ ...part, since }))
  return E.right([...released, ...filled(command, withoutWait(state.queue, key), freed)])
}
