import { Day, type Decision, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { inForceOn } from '../programme/state.js'
import { Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Slug } from '../values/ids.js'
import { type ProductEvent, RetirementReason } from './events.js'

/** What decisions need of a product. */
export interface ProductState {
  /** The code as it is listed; null until then. */
  readonly listed: string | null
  /** Prices in rupiah, each in force from its day on, in the order in which they were written down. */
  readonly prices: readonly { readonly from: Day; readonly terms: number }[]
  /** The first day on which it is in the catalogue no longer; null while that is not planned. */
  readonly retiredFrom: Day | null
}

/** Not in the catalogue. */
export const initialState: ProductState = { listed: null, prices: [], retiredFrom: null }

/** The product after one event more. */
export const evolve = (state: ProductState, event: ProductEvent): ProductState => {
  switch (event.type) {
    case 'ProductListed':
      return { ...state, listed: event.data.sku }
    case 'PriceSet':
      return { ...state, prices: [...state.prices, { from: event.effectiveOn, terms: event.data.price }] }
    case 'ProductRetired':
      return { ...state, retiredFrom: event.effectiveOn }
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

/** Takes a product out of the catalogue from `effectiveOn` on, for good. */
export const RetireProduct = t.strict({
  type: t.literal('RetireProduct'),
  programmeId: ProgrammeId,
  sku: Code,
  reason: RetirementReason,
  effectiveOn: Day,
})
export type RetireProduct = t.TypeOf<typeof RetireProduct>

/** Every command of a product. */
export type ProductCommand = ListProduct | SetPrice | RetireProduct

/** The product is in the catalogue. Rule 11. */
export const listed = (state: ProductState, sku: string) =>
  state.listed === null
    ? E.left(refusal('unknown-product', 'No product of this code is in the catalogue. List it first.', { sku }))
    : E.right(state.listed)

/** The product has not been retired by the day. */
const notRetiredOn = ({ retiredFrom }: ProductState, sku: string, day: Day): E.Either<Refusal, null> =>
  retiredFrom === null || day < retiredFrom
    ? E.right(null)
    : E.left(
        refusal(
          'product-retired',
          'This product has left the catalogue. Check the date, or list it under a new code.',
          {
            sku,
            day,
            retiredFrom,
          },
        ),
      )

/**
 * The product may be ordered, made and priced on the day: its code as the catalogue spells it. Rule 11.
 * @returns Left: `unknown-product`, `product-retired`.
 */
export const offeredOn = (state: ProductState, sku: string, day: Day): E.Either<Refusal, string> =>
  pipe(
    listed(state, sku),
    E.tap(() => notRetiredOn(state, sku, day)),
  )

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
 * @returns Left: `unknown-product`, `product-retired`.
 */
export const setPrice = (command: SetPrice, state: ProductState): Decision<ProductEvent> => {
  const { programmeId, price, effectiveOn } = command
  const now = inForceOn(state.prices, effectiveOn)
  const soAlready = now?.from === effectiveOn && now.terms === price
  return pipe(
    offeredOn(state, command.sku, effectiveOn),
    E.map((sku) => (soAlready ? [] : [{ type: 'PriceSet', effectiveOn, data: { programmeId, sku, price } }])),
  )
}

/**
 * Retires it. Nothing where it leaves on that very day already. What was ordered, made or priced for a later day before this
 * was known stays.
 * @returns Left: `unknown-product`; `product-retired`, it leaves, or has left, on another day.
 */
export const retireProduct = (command: RetireProduct, state: ProductState): Decision<ProductEvent> => {
  const { programmeId, sku: asked, reason, effectiveOn } = command
  const { retiredFrom } = state
  return pipe(
    listed(state, asked),
    E.chain((sku): Decision<ProductEvent> => {
      if (retiredFrom === effectiveOn) return E.right([])
      if (retiredFrom !== null) {
        const message = 'This product leaves the catalogue on another day already. A retirement is final.'
        return E.left(refusal('product-retired', message, { sku, day: effectiveOn, retiredFrom }))
      }
      return E.right([{ type: 'ProductRetired', effectiveOn, data: { programmeId, sku, reason } }])
    }),
  )
}
