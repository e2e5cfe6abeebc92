import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SoldPart } from './pieces.js'
import { reverseProceeds } from './reversal.js'
import { january, madeBy, makerId, piecesBy, terms } from './sale.fixture.js'
import { type SharingTerms, shareProceeds, worthOf } from './sharing.js'
import { anySold, anyTerms } from './sold.arbitrary.js'
import { leftOf, type Shared } from './state.js'

const sharedOf = (sold: readonly SoldPart[], withheld: number, asked: SharingTerms): Shared | null => {
  const value = worthOf(sold)
  const total = value - withheld
  if (total <= 0) return null
  const { rule, parts, shares } = shareProceeds(total, sold, asked)
  const left = { makers: shares, materialsFund: parts.materialsFund, programmeFund: parts.programmeFund }
  return { on: january(1), value, total, rule, left }
}

type Reversed = ReturnType<typeof reverseProceeds>

/** The sharing less a reversal. */
const less = (shared: Shared, { parts, shares }: Reversed): Shared => ({
  ...shared,
  left: {
    makers: shared.left.makers.map((maker) => ({
      ...maker,
      amount: maker.amount - (shares.find((share) => share.participantId === maker.participantId)?.amount ?? 0),
    })),
    materialsFund: shared.left.materialsFund - parts.materialsFund,
    programmeFund: shared.left.programmeFund - parts.programmeFund,
  },
})

/** Pieces one by one, in an order of the reader's: which of those that are left comes back next. */
const returnsOf = (sold: readonly SoldPart[], picks: readonly number[], sizes: readonly number[]) => {
  let kept = sold.map((part) => ({ ...part }))
  const steps: { readonly kept: readonly SoldPart[]; readonly back: readonly SoldPart[] }[] = []
  for (let turn = 0; kept.length > 0; turn++) {
    const chosen = kept[(picks[turn % picks.length] ?? 0) % kept.length]
    if (chosen === undefined) break
    const quantity = Math.min(chosen.quantity, sizes[turn % sizes.length] ?? 1)
    steps.push({ kept, back: [{ ...chosen, quantity }] })
    kept = kept
      .map((part) => (part === chosen ? { ...part, quantity: part.quantity - quantity } : part))
      .filter((part) => part.quantity > 0)
  }
  return steps
}

const cases = fc.record({
  sold: anySold,
  asked: anyTerms,
  withheld: fc.double({ min: 0, max: 1, noNaN: true }),
  picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }),
  sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
})

test('law: whatever comes back in whatever order, sums are exact, nobody gives more than they hold, and in the end all is back', () => {
  fc.assert(
    fc.property(cases, ({ sold, asked, withheld, picks, sizes }) => {
      const shared = sharedOf(sold, Math.floor(worthOf(sold) * withheld * withheld), asked)
      if (shared === null) return
      let left = shared
      let cameBack = 0
      let back = 0
      for (const step of returnsOf(sold, picks, sizes)) {
        const reversed = reverseProceeds(left, step.kept, step.back)
        cameBack += worthOf(step.back)
        back += reversed.total
        // To the rupiah what came in for these pieces: their value, less their part of the tax.
        expect(back).toBe(Number((BigInt(shared.total) * BigInt(cameBack)) / BigInt(shared.value)))
        const { makers, materialsFund, programmeFund } = reversed.parts
        expect(makers + materialsFund + programmeFund).toBe(reversed.total)
        expect(reversed.shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(makers)
        expect(reversed.shares.filter(({ amount }) => amount <= 0)).toEqual([])
        left = less(left, reversed)
        expect(left.left.makers.filter(({ amount }) => amount < 0)).toEqual([])
        expect(
          Math.min(materialsFund, programmeFund, left.left.materialsFund, left.left.programmeFund),
        ).toBeGreaterThanOrEqual(0)
      }
      expect(leftOf(left)).toBe(0)
    }),
    { numRuns: 100 },
  )
})

test('law: what is taken back at once is what the sharing of the rest leaves, but for the odd rupiah', () => {
  fc.assert(
    fc.property(cases, ({ sold, asked, withheld, picks, sizes }) => {
      const shared = sharedOf(sold, Math.floor(worthOf(sold) * withheld * withheld), asked)
      const [step] = returnsOf(sold, picks, sizes)
      if (shared === null || step === undefined) return
      const left = less(shared, reverseProceeds(shared, step.kept, step.back))
      const rest = sold.flatMap((part) => {
        const gone = step.back.find(({ batchId }) => batchId === part.batchId)?.quantity ?? 0
        return part.quantity > gone ? [{ ...part, quantity: part.quantity - gone }] : []
      })
      const anew = new Map(
        (leftOf(left) === 0 ? [] : shareProceeds(leftOf(left), rest, asked).shares).map((share) => [
          share.participantId,
          share.amount,
        ]),
      )
      // Each rounding moves no amount by more than a rupiah a holder: of the sharing, of the taking back, of the sharing anew.
      const odd = 3 + shared.left.makers.length
      for (const { participantId, amount } of left.left.makers) {
        expect(Math.abs(amount - (anew.get(participantId) ?? 0))).toBeLessThanOrEqual(odd)
      }
    }),
    { numRuns: 300 },
  )
})

describe('where rupiah do not divide', () => {
  const one = (batch: number, makers: ReturnType<typeof madeBy>): SoldPart => ({
    ...piecesBy(batch, 1, makers),
    unitPrice: 1,
  })
  const toMakers: SharingTerms = {
    ...terms,
    rule: { ...terms.rule, makersShare: 10_000, materialsFund: 0, programmeFund: 0 },
    codes: { ...terms.codes, [makerId(4)]: 'P-004' },
  }

  test('the odd rupiah comes from the largest fraction, then from whoever stands first', () => {
    const sold = [{ ...piecesBy(1, 3, [...madeBy(1), ...madeBy(2)]), unitPrice: 1 }]
    const shared = sharedOf(sold, 0, toMakers)
    if (shared === null) throw new Error('nothing is shared')
    // 3 rupiah: 2 to the first, 1 to the second. One piece had 2/3 of the one's and 1/3 of the other's.
    expect(shared.left.makers.map(({ amount }) => amount)).toEqual([2, 1])
    expect(reverseProceeds(shared, sold, [{ ...piecesBy(1, 1, [...madeBy(1), ...madeBy(2)]), unitPrice: 1 }])).toEqual({
      total: 1,
      parts: { makers: 1, materialsFund: 0, programmeFund: 0 },
      shares: [{ participantId: makerId(1), code: 'P-001', amount: 1 }],
    })
  })

  test('pieces that had a rupiah too many leave one; it is taken with pieces that had one too few', () => {
    const [x, y] = [one(1, [...madeBy(1), ...madeBy(2)]), one(2, [...madeBy(3), ...madeBy(4)])]
    const shared = sharedOf([x, y], 0, toMakers)
    if (shared === null) throw new Error('nothing is shared')
    // Four halves of a rupiah: the first two makers by code have one each, the others none.
    expect(shared.left.makers.map(({ code, amount }) => [code, amount])).toEqual([
      ['P-001', 1],
      ['P-002', 1],
    ])
    const first = reverseProceeds(shared, [x, y], [x])
    expect(first.shares.map(({ code, amount }) => [code, amount])).toEqual([['P-001', 1]])
    const second = reverseProceeds(less(shared, first), [y], [y])
    expect(second.shares.map(({ code, amount }) => [code, amount])).toEqual([['P-002', 1]])
  })
})
