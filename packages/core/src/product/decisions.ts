import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { inForceOn } from '../programme/state.js'
import { Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Slug } from '../values/ids.js'
import type { ProductEvent } from './events.js'

/** What decisions need of a product. */
export interface ProductState {
  /** The code as it is listed; null until then. */
  readonly listed: string | null
  /** Prices in rupiah, each in force from its day on, in the order in which they were written down. */
  readonly prices: readonly { readonly from: Day; readonly terms: number }[]
}

/** Not in the catalogue. */
export const initialState: ProductState = { listed: null, prices: [] }

/** The product after one event more. */
export const evolve = (state: ProductState, event: ProductEvent): ProductState => {
  switch (event.type) {
    case 'ProductListed':
      return { ...state, listed: event.data.sku }
    case 'PriceSet':
      return { ...state, prices: [...state.prices, { from: event.effectiveOn, terms: event.data.price }] }
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

/** Every command of a product. */
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
    : E.left(
        refusal('duplicate-code', 'A product of this code stands already. Give another code, or drop the row.', {
          sku,
        }),
      )
}

/**
 * Sets the price; nothing where it was set from that very day already. A price that is written down late holds from its own
 * day until the next.
 * @returns Left: `unknown-product`.
 */
export const setPrice = (command: SetPrice, state: ProductState): Decision<ProductEvent> => {
  const { programmeId, price, effectiveOn } = command
  const now = inForceOn(state.prices, effectiveOn)
  const soAlready = now?.from === effectiveOn && now.terms === price
  return pipe(
    listed(state, command.sku),
    E.map((sku) => (soAlready ? [] : [{ type: 'PriceSet', effectiveOn, data: { programmeId, sku, price } }])),
  )
}
