import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { QuantityOrNone } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import type { StockEventOf } from './events.js'
import type { StockState } from './state.js'

/** Records how many pieces lay on the shelves at the end of a day, free or promised (stok opname). */
export const AskedCount = t.strict({
  type: t.literal('CountStock'),
  programmeId: ProgrammeId,
  sku: Code,
  countId: Uuid,
  counted: QuantityOrNone,
  effectiveOn: Day,
})
/** The count, with its product as the catalogue spells it. */
export interface CountStock extends t.TypeOf<typeof AskedCount> {
  /** The product's code as the catalogue spells it. */
  readonly evidence: { readonly sku: string }
}

/** Pieces that are there at the end of a day, free or promised, as far as is known now. */
const onHandOn = (state: StockState, day: Day): number =>
  state.moved.reduce((sum, pieces, on) => (on <= day ? sum + pieces : sum), 0)

/**
 * The count, and what should have been there. It moves nothing: a person looks into a difference, and then writes off what
 * lacks, receives what is over, or corrects a batch. Refuses nothing.
 */
export const countStock = (command: CountStock, state: StockState): Decision<StockEventOf<'StockCounted'>> => {
  const { programmeId, countId, counted, effectiveOn, evidence } = command
  const expected = onHandOn(state, effectiveOn)
  const data = { programmeId, sku: evidence.sku, countId, counted, expected, difference: counted - expected }
  return E.right([{ type: 'StockCounted', effectiveOn, data }])
}
