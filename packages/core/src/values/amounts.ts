import { wholeNumber } from '@perca/eventsourcing'

/** Whole rupiah, more than none: a price, a payment, a payout. */
export const Rupiah = wholeNumber('whole rupiah, 1 or more', 1)
/** Whole rupiah, possibly none: a fund's part of a sale. */
export const RupiahOrNone = wholeNumber('whole rupiah, 0 or more', 0)
/** Pieces, 1 or more. */
export const Quantity = wholeNumber('pieces, 1 or more', 1)
/** Pieces, possibly none: what a count finds. */
export const QuantityOrNone = wholeNumber('pieces, 0 or more', 0)
/** Pieces more or, negative, fewer. */
export const QuantityChange = wholeNumber('pieces, more or fewer', Number.MIN_SAFE_INTEGER)
/** Whole grams, 1 or more. */
export const Grams = wholeNumber('whole grams, 1 or more', 1)
/** Whole grams, possibly none: what a count finds. */
export const GramsOrNone = wholeNumber('whole grams, 0 or more', 0)
/** Whole grams more or, negative, fewer: also a balance, which falls below none where receipts were not written down. */
export const GramsChange = wholeNumber('whole grams, more or fewer', Number.MIN_SAFE_INTEGER)
/** Whole minutes, 1 or more. */
export const Minutes = wholeNumber('whole minutes, 1 or more', 1)
/** Basis points: 10,000 are the whole. */
export const BasisPoints = wholeNumber('basis points, 0 or more', 0)
/** People, 1 or more. */
export const Capacity = wholeNumber('people, 1 or more', 1)
/** A maker's parts of an item: `P-001*2+P-004` is 2 parts and 1. */
export const Parts = wholeNumber('parts, 1 or more', 1)
/** People, possibly none. */
export const People = wholeNumber('people, 0 or more', 0)
/** Whole years for which something is kept. */
export const Years = wholeNumber('whole years, 1 or more', 1)
/** A calendar year: 2020. */
export const Year = wholeNumber('calendar year, 1 or more', 1)
/** Whole months for which something holds, 1 or more. */
export const Months = wholeNumber('whole months, 1 or more', 1)
/** The place in a row, from 1: the second session of a day is 2. */
export const Ordinal = wholeNumber('place in a row, 1 or more', 1)
