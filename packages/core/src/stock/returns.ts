import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import { Condition, ReservedPart, ReturnSource, type StockEvent } from './events.js'
import { filled } from './filling.js'
import { haveLeft } from './rules.js'
import { freeFrom, type StockState } from './state.js'

/** Takes pieces back that a delivered order or a consignment had (a policy sends it). */
export const ReturnStock = t.strict({
  type: t.literal('ReturnStock'),
  programmeId: ProgrammeId,
  sku: Code,
  returnId: Uuid,
  source: ReturnSource,
  /** The order's or the consignment's id. */
  sourceId: Uuid,
  batches: t.readonlyArray(ReservedPart),
  condition: Condition,
  effectiveOn: Day,
})
export type ReturnStock = t.TypeOf<typeof ReturnStock>

/**
 * What can be sold again is free from that day on, as old as its batch, and fills who waits longest; what is damaged does
 * neither. Rule 6.
 * @returns Left: `insufficient-stock`, more of a batch than ever left.
 */
export const returnStock = (command: ReturnStock, state: StockState): Decision<StockEvent> => {
  const { programmeId, sku, returnId, source, sourceId, batches, condition, effectiveOn } = command
  return pipe(
    haveLeft(state, batches),
    E.map(() => [
      {
        type: 'StockReturned',
        effectiveOn,
        data: { programmeId, sku, returnId, source, sourceId, batches, condition },
      },
      ...(condition === 'damaged'
        ? []
        : filled(
            command,
            state.queue,
            batches.map((part) => ({ ...part, since: freeFrom(state, part.batchId, effectiveOn) })),
          )),
    ]),
  )
}
