import fc from 'fast-check'
import { january, makerId, piecesBy } from './sale.fixture.js'
import type { SharingTerms } from './sharing.js'

const people = [1, 2, 3, 4, 5]

const makers = fc.array(
  fc.record({ participantId: fc.constantFrom(...people.map(makerId)), parts: fc.integer({ min: 1, max: 7 }) }),
  { minLength: 1, maxLength: 4 },
)

/** Prices small enough that every rounding shows, and as large as they come. */
const price = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10_000_000 }))

/** Pieces of up to 16 batches that were sold, some of them by nobody knows whom. */
export const anySold = fc
  .array(
    fc.record({
      unitPrice: price,
      batches: fc.array(
        fc.record({
          quantity: fc.integer({ min: 1, max: 50 }),
          makers: fc.oneof({ weight: 5, arbitrary: makers }, { weight: 1, arbitrary: fc.constant([]) }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((lines) =>
    lines
      .flatMap(({ unitPrice, batches }) => batches.map((batch) => ({ ...batch, unitPrice })))
      .map(({ quantity, makers: made, unitPrice }, place) => ({ ...piecesBy(place, quantity, made), unitPrice })),
  )

/** A rule of sharing, and codes that sort in any order. */
export const anyTerms: fc.Arbitrary<SharingTerms> = fc
  .record({
    codes: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 5 }),
    cuts: fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 })),
  })
  .map(({ codes, cuts }) => {
    const [low, high] = cuts[0] < cuts[1] ? cuts : [cuts[1], cuts[0]]
    return {
      rule: { from: january(1), makersShare: low, materialsFund: high - low, programmeFund: 10_000 - high },
      codes: Object.fromEntries(people.map((maker, place) => [makerId(maker), codes[place] ?? ''])),
    }
  })
