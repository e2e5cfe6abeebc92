import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Slug } from '../values/ids.js'
import type { ProductEvent } from './events.js'

export interface ProductState {
  /** The code as it is listed; null until then. */
  readonly listed: string | null
  /** The price that was set last, in rupiah. */
  readonly price: number | null
}

export const initialState: ProductState = { listed: null, price: null }

export const evolve = (state: ProductState, event: ProductEvent): ProductState => {
  switch (event.type) {
    case 'ProductListed':
      return { ...state, listed: event.data.sku }
    case 'PriceSet':
      return { ...state, price: event.data.price }
  }
}

/** Puts a product into the catalogue, with its price. */
export const ListProduct = t.strict({
  type: t.literal('ListProduct'),
  programmeId: ProgrammeId,
  sku: Code,
  name: t.string,
  craftId: t.union([Slug, t.null]),
  price: Rupiah,
  effectiveOn: Day,
})
export type ListProduct = t.TypeOf<typeof ListProduct>

/** Sets the price of a listed product from `effectiveOn` on. */
export const SetPrice = t.strict({
  type: t.literal('SetPrice'),
  programmeId: ProgrammeId,
  sku: Code,
  price: Rupiah,
  effectiveOn: Day,
})
export type SetPrice = t.TypeOf<typeof SetPrice>

export type ProductCommand = ListProduct | SetPrice

/** The product is in the catalogue. Rule 11. */
export const listed = (state: ProductState, sku: string) =>
  state.listed === null
    ? E.left(refusal('unknown-product', 'No product of this code is in the catalogue. List it first.', { sku }))
    : E.right(state.listed)

/** @returns Left: `duplicate-code`, the code stands already. Rule 11. */
export const listProduct = (command: ListProduct, state: ProductState): Decision<ProductEvent> => {
  const { programmeId, sku, name, craftId, price, effectiveOn } = command
  return state.listed === null
    ? E.right([
        { type: 'ProductListed', effectiveOn, data: { programmeId, sku, name, craftId } },
        { type: 'PriceSet', effectiveOn, data: { programmeId, sku, price } },
      ])
    : E.left(refusal('duplicate-code', 'A product of this code stands already. Give another code, or drop the row.', { sku }))
}

/** @returns Left: `unknown-product`. */
export const setPrice = (command: SetPrice, state: ProductState): Decision<ProductEvent> => {
  const { programmeId, sku, price, effectiveOn } = command
  return E.map((): readonly ProductEvent[] =>
    state.price === price ? [] : [{ type: 'PriceSet', effectiveOn, data: { programmeId, sku, price } }],
  )(listed(state, sku))
}
