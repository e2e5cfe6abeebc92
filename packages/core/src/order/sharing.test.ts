import { given } from '@perca/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../testing/day.fixture.js'
import { order } from './decider.js'
import type { OrderEvent } from './events.js'
import type { SoldPart } from './pieces.js'
import {
  deliver,
  delivered,
  has,
  january,
  madeBy,
  makerId,
  OTHER_SKU,
  orderLine,
  PROGRAMME,
  paid,
  pay,
  pieces,
  piecesBy,
  placed,
  SKU,
  terms,
} from './sale.fixture.js'
import { isWhole, type SharingTerms, shareProceeds, worthOf } from './sharing.js'
import { anySold, anyTerms } from './sold.arbitrary.js'
import { initialState } from './state.js'

const bags = orderLine(1, 2, 50_000)
const whole = [{ sku: SKU, quantity: 2 }]
const ready: readonly OrderEvent[] = [...placed(1, january(3), [bags]), has(1, january(3), [piecesBy(1, 2)])]
const gone = (on: number, quantity: number) =>
  delivered(january(on), [{ ...bags, quantity, batches: [pieces(1, quantity)] }])

const placedMats: readonly OrderEvent[] = [
  {
    type: 'OrderLinesAdded',
    effectiveOn: january(3),
    data: { programmeId: PROGRAMME, lines: [orderLine(2, 1, 50_000, OTHER_SKU)] },
  },
]

/** What follows, once 100,000 rupiah are shared to the one maker. */
const shared = (on: number, rule = terms.rule): readonly OrderEvent[] => [
  {
    type: 'ProceedsShared',
    effectiveOn: january(on),
    data: {
      programmeId: PROGRAMME,
      total: 100_000,
      rule,
      parts: { makers: 70_000, materialsFund: 20_000, programmeFund: 10_000 },
      shares: [{ participantId: makerId(1), code: 'P-001', amount: 70_000 }],
    },
  },
  { type: 'OrderCompleted', effectiveOn: january(on), data: { programmeId: PROGRAMME } },
]

describe('rule 9: an order is shared once it is all delivered and all paid', () => {
  test('by its last payment', () => {
    given(order, [...ready, ...gone(5, 2), paid(january(5), 40_000)])
      .when(pay(1, january(9), 60_000, terms))
      .thenEvents([paid(january(9), 60_000), ...shared(9)])
  })

  test('not by a payment that leaves a rupiah open', () => {
    given(order, [...ready, ...gone(5, 2), paid(january(5), 40_000)])
      .when(pay(1, january(9), 59_999, terms))
      .thenEvents([paid(january(9), 59_999)])
  })

  test('not by the payment of all that was invoiced, while pieces are lacking', () => {
    given(order, [...ready, ...gone(5, 1)])
      .when(pay(1, january(9), 50_000, terms))
      .thenEvents([paid(january(9), 50_000)])
  })

  test('by a payment dated before the last delivery, on the day of the delivery: the later one', () => {
    given(order, [...ready, ...gone(5, 1), ...gone(9, 1), paid(january(9), 50_000)])
      .when(pay(1, january(7), 50_000, terms))
      .thenEvents([paid(january(7), 50_000), ...shared(9)])
  })

  test('by a payment dated before the last payment, on the day of that one', () => {
    given(order, [...ready, ...gone(5, 2), paid(january(9), 40_000)])
      .when(pay(1, january(7), 60_000, terms))
      .thenEvents([paid(january(7), 60_000), ...shared(9)])
  })

  test('by no delivery of the last piece: it is invoiced by it, and open', () => {
    given(order, [...ready, ...gone(5, 1), paid(january(5), 50_000)])
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 1 }], terms))
      .thenEvents(gone(9, 1))
    given(order, ready)
      .when(deliver(1, january(9), whole, terms))
      .thenEvents(gone(9, 2))
  })

  test('by its last delivery, where all was paid before; on the day of the later', () => {
    // No such history can come about while payments follow invoices; advances would make one.
    const advance = [...ready, ...gone(5, 1), paid(january(5), 50_000), paid(january(7), 50_000)]
    given(order, advance)
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 1 }], terms))
      .thenEvents([...gone(9, 1), ...shared(9)])
    given(order, advance)
      .when(deliver(1, january(6), [{ sku: SKU, quantity: 1 }], terms))
      .thenEvents([...gone(6, 1), ...shared(7)])
    given(order, [...advance, ...placedMats, paid(january(7), 50_000)])
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 1 }], terms))
      .thenEvents(gone(9, 1))
  })

  test('never before it is placed', () => {
    expect(isWhole(initialState)).toBe(false)
  })

  test('never twice', () => {
    const closed = [...ready, ...gone(5, 2), paid(january(9), 100_000), ...shared(9)]
    given(order, closed)
      .when(pay(1, january(9), 1, terms))
      .thenRefused('over-payment', { unpaid: 0 })
    given(order, closed)
      .when(deliver(1, january(9), whole, terms))
      .thenRefused('over-delivery', { lacks: 0 })
  })

  test('under the rule that was looked up, which the event names', () => {
    const rule = { ...terms.rule, from: day('2020-01-05') }
    given(order, [...ready, ...gone(5, 2)])
      .when(pay(1, january(9), 100_000, { ...terms, rule }))
      .thenEvents([paid(january(9), 100_000), ...shared(9, rule)])
  })

  test('not without terms to share by', () => {
    given(order, [...ready, ...gone(5, 2)])
      .when(pay(1, january(9), 100_000))
      .thenEvents([paid(january(9), 100_000)])
  })
})

/** Pieces of one product, at its price. */
const line = (unitPrice: number, parts: readonly ReturnType<typeof piecesBy>[]): readonly SoldPart[] =>
  parts.map((part) => ({ ...part, unitPrice }))
/** Shares the whole value of some products' pieces. */
const shareAll = (lines: readonly (readonly SoldPart[])[], asked: SharingTerms) =>
  shareProceeds(worthOf(lines.flat()), lines.flat(), asked)
const toMakers = (codes: SharingTerms['codes'], makersShare = 10_000, funds = 0): SharingTerms => ({
  rule: { from: january(1), makersShare, materialsFund: funds, programmeFund: 10_000 - makersShare - funds },
  codes,
})
const amounts = ({ shares }: ReturnType<typeof shareProceeds>) => shares.map(({ code, amount }) => [code, amount])

describe('shares', () => {
  test('follow the pieces’ prices, not their number', () => {
    const lines = [line(30_000, [piecesBy(1, 1, madeBy(1))]), line(10_000, [piecesBy(2, 3, madeBy(2))])]
    expect(amounts(shareAll(lines, toMakers(terms.codes)))).toEqual([
      ['P-001', 30_000],
      ['P-002', 30_000],
    ])
  })

  test('follow the makers’ parts of a piece', () => {
    const makers = [
      { participantId: makerId(1), parts: 2 },
      { participantId: makerId(2), parts: 1 },
    ]
    expect(amounts(shareAll([line(30_000, [piecesBy(1, 1, makers)])], toMakers(terms.codes)))).toEqual([
      ['P-001', 20_000],
      ['P-002', 10_000],
    ])
  })

  test('add up where a maker made several pieces, or stands twice among a piece’s makers', () => {
    const twice = [
      { participantId: makerId(1), parts: 1 },
      { participantId: makerId(2), parts: 1 },
      { participantId: makerId(1), parts: 1 },
    ]
    const lines = [line(300, [piecesBy(1, 1, twice), piecesBy(2, 1, madeBy(1))])]
    expect(amounts(shareAll(lines, toMakers(terms.codes)))).toEqual([
      ['P-001', 500],
      ['P-002', 100],
    ])
  })

  test('are rounded down, and what is left goes to the largest fractions', () => {
    const makers = [
      { participantId: makerId(1), parts: 1 },
      { participantId: makerId(2), parts: 5 },
    ]
    // 1/6 and 5/6 of 100: 16.67 and 83.33.
    expect(amounts(shareAll([line(100, [piecesBy(1, 1, makers)])], toMakers(terms.codes)))).toEqual([
      ['P-001', 17],
      ['P-002', 83],
    ])
  })

  test('that are equal to the last fraction are told apart by code, in the order of code points', () => {
    const makers = [1, 2, 3].map((maker) => ({ participantId: makerId(maker), parts: 1 }))
    const lines = [line(100, [piecesBy(1, 1, makers)])]
    const codes = (first: string, second: string, third: string) => ({
      [makerId(1)]: first,
      [makerId(2)]: second,
      [makerId(3)]: third,
    })
    expect(amounts(shareAll(lines, toMakers(codes('P-3', 'P-10', 'P-2'))))).toEqual([
      ['P-10', 34],
      ['P-2', 33],
      ['P-3', 33],
    ])
    expect(amounts(shareAll(lines, toMakers(codes('p-1', 'P-1', 'P-11'))))).toEqual([
      ['P-1', 34],
      ['P-11', 33],
      ['p-1', 33],
    ])
    // U+FF21 stands before U+1F600, though its UTF-16 unit stands behind.
    expect(amounts(shareAll(lines, toMakers(codes('\u{1F600}', '\uFF21', '\u{1F601}'))))).toEqual([
      ['\uFF21', 34],
      ['\u{1F600}', 33],
      ['\u{1F601}', 33],
    ])
  })

  test('that come to nothing are left out', () => {
    const makers = [
      { participantId: makerId(1), parts: 1 },
      { participantId: makerId(2), parts: 999 },
    ]
    const { parts, shares } = shareAll([line(100, [piecesBy(1, 1, makers)])], toMakers(terms.codes))
    expect(parts.makers).toBe(100)
    expect(shares).toEqual([{ participantId: makerId(2), code: 'P-002', amount: 100 }])
  })

  test('are none where the rule leaves makers none', () => {
    expect(shareAll([line(100, [piecesBy(1, 1)])], toMakers(terms.codes, 0, 10_000))).toMatchObject({
      parts: { makers: 0, materialsFund: 100, programmeFund: 0 },
      shares: [],
    })
  })

  test('that are equal, under one code, of makers of two programmes, go by who made first', () => {
    const makers = [2, 1].map((maker) => ({ participantId: makerId(maker), parts: 1 }))
    const { shares } = shareAll(
      [line(101, [piecesBy(1, 1, makers)])],
      toMakers({ [makerId(1)]: 'P-001', [makerId(2)]: 'P-001' }),
    )
    expect(shares.map(({ participantId, amount }) => [participantId, amount])).toEqual([
      [makerId(2), 51],
      [makerId(1), 50],
    ])
  })

  test('are exact whatever the parts', () => {
    const makers = [
      { participantId: makerId(1), parts: Number.MAX_SAFE_INTEGER },
      { participantId: makerId(2), parts: Number.MAX_SAFE_INTEGER - 1 },
      { participantId: makerId(3), parts: 2 },
    ]
    const lines = [line(Number.MAX_SAFE_INTEGER, [piecesBy(1, 1, makers)])]
    expect(amounts(shareAll(lines, toMakers(terms.codes)))).toEqual(sharedPlainly(lines.flat(), toMakers(terms.codes)))
  })

  test('go to a maker without a code too, under their id', () => {
    expect(amounts(shareAll([line(100, [piecesBy(1, 1)])], toMakers({})))).toEqual([[makerId(1), 100]])
  })
})

describe('the parts of a sale', () => {
  const parts = (total: number, makersShare: number, funds: number) =>
    shareAll([line(total, [piecesBy(1, 1)])], toMakers(terms.codes, makersShare, funds)).parts

  test('are rounded to the largest fraction', () => {
    expect(parts(1, 3_000, 6_000)).toEqual({ makers: 0, materialsFund: 1, programmeFund: 0 })
    expect(parts(5, 7_000, 2_000)).toEqual({ makers: 4, materialsFund: 1, programmeFund: 0 })
  })

  test('that tie go to makers, then materials, then the programme', () => {
    expect(parts(1, 5_000, 5_000)).toEqual({ makers: 1, materialsFund: 0, programmeFund: 0 })
    expect(parts(1, 0, 5_000)).toEqual({ makers: 0, materialsFund: 1, programmeFund: 0 })
    expect(parts(1, 4_000, 2_000)).toEqual({ makers: 1, materialsFund: 0, programmeFund: 0 })
  })
})

// The second calculation: everything in one whole-number unit, shares given out one rupiah at a time.
const codePoints = (text: string): string =>
  [...text].map((point) => (point.codePointAt(0) ?? 0).toString(16).padStart(6, '0')).join()

const dividedPlainly = (total: bigint, weights: readonly bigint[]): readonly bigint[] => {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum === 0n) return weights.map(() => 0n)
  const shares = weights.map((weight) => (total * weight) / sum)
  const lack = weights.map((weight, place) => ({ place, rest: total * weight - (shares[place] ?? 0n) * sum }))
  let left = total - shares.reduce((a, b) => a + b, 0n)
  const given = [...shares]
  while (left > 0n) {
    const best = lack.reduce((a, b) => (b.rest > a.rest ? b : a))
    given[best.place] = (given[best.place] ?? 0n) + 1n
    best.rest = -1n
    left -= 1n
  }
  return given
}

const sharedPlainly = (sold: readonly SoldPart[], { rule, codes }: SharingTerms) => {
  const total = sold.reduce((sum, { quantity, unitPrice }) => sum + BigInt(quantity) * BigInt(unitPrice), 0n)
  const [makers = 0n] = dividedPlainly(total, [rule.makersShare, rule.materialsFund, rule.programmeFund].map(BigInt))
  const wholeOf = (part: SoldPart) => part.makers.reduce((sum, { parts }) => sum + BigInt(parts), 0n) || 1n
  const unit = sold.map(wholeOf).reduce((product, count) => product * count, 1n)
  const weights = new Map<string, bigint>()
  let unknown = 0n
  for (const part of sold) {
    const worth = BigInt(part.unitPrice) * BigInt(part.quantity) * unit
    if (part.makers.length === 0) unknown += worth
    for (const { participantId, parts } of part.makers) {
      const weight = (worth * BigInt(parts)) / wholeOf(part)
      weights.set(participantId, (weights.get(participantId) ?? 0n) + weight)
    }
  }
  const inOrder = [...weights]
    .map(([participantId, weight]) => ({ code: codes[participantId] ?? '', weight }))
    .sort((a, b) => (codePoints(a.code) < codePoints(b.code) ? -1 : 1))
  const given = dividedPlainly(makers, [...inOrder.map(({ weight }) => weight), unknown])
  return inOrder.map(({ code }, place) => [code, Number(given[place])] as const).filter(([, amount]) => amount > 0)
}

test('law: shares are what a plain calculation gives, and not a rupiah is lost', () => {
  fc.assert(
    fc.property(anySold, anyTerms, (sold, asked) => {
      const { total, parts, shares } = shareAll([sold], asked)
      expect(amounts({ total, parts, shares, rule: asked.rule })).toEqual(sharedPlainly(sold, asked))
      expect(parts.makers + parts.materialsFund + parts.programmeFund).toBe(total)
      expect(shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(parts.makers)
    }),
    { numRuns: 500 },
  )
})

describe('rule 14: what unknown makers had', () => {
  const opening = (quantity: number) => piecesBy(2, quantity, [])
  const shared = (...parts: readonly SoldPart[]) => shareAll([parts], terms)

  test('goes to the programme fund', () => {
    expect(shared(...line(100, [piecesBy(1, 1), opening(3)]))).toMatchObject({
      total: 400,
      // The makers' part is 280: 70 of it is of the piece that somebody is known to have made.
      parts: { makers: 70, materialsFund: 80, programmeFund: 250 },
      shares: [{ participantId: makerId(1), code: 'P-001', amount: 70 }],
    })
  })

  test('is all of the makers’ part where nobody is known', () => {
    expect(shared(...line(100, [opening(4)]))).toMatchObject({
      parts: { makers: 0, materialsFund: 80, programmeFund: 320 },
      shares: [],
    })
  })

  test('is none where somebody made every piece', () => {
    expect(shared(...line(100, [piecesBy(1, 4)]))).toMatchObject({
      parts: { makers: 280, materialsFund: 80, programmeFund: 40 },
    })
  })

  test('never gets the odd rupiah before a known maker does', () => {
    expect(shareAll([line(1, [opening(1), piecesBy(1, 1)])], toMakers(terms.codes, 5_000, 5_000))).toMatchObject({
      total: 2,
      parts: { makers: 1, materialsFund: 1, programmeFund: 0 },
      shares: [{ participantId: makerId(1), amount: 1 }],
    })
  })
})
