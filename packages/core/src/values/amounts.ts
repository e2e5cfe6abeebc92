import * as t from 'io-ts'

const whole = (name: string, least: number): t.Type<number, number, unknown> => {
  const is = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= least
  return new t.Type(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  )
}

/** Whole rupiah, more than none: a price, a payment, a payout. */
export const Rupiah = whole('whole rupiah, 1 or more', 1)
/** Whole rupiah, possibly none: a fund's part of a sale. */
export const RupiahOrNone = whole('whole rupiah, 0 or more', 0)
/** Pieces, 1 or more. */
export const Quantity = whole('pieces, 1 or more', 1)
/** Whole grams, 1 or more. */
export const Grams = whole('whole grams, 1 or more', 1)
/** Whole minutes, 1 or more. */
export const Minutes = whole('whole minutes, 1 or more', 1)
/** Basis points: 10,000 are the whole. */
export const BasisPoints = whole('basis points, 0 or more', 0)
/** People, 1 or more. */
export const Capacity = whole('people, 1 or more', 1)
/** A maker's parts of an item: `P-001*2+P-004` is 2 parts and 1. */
export const Parts = whole('parts, 1 or more', 1)
