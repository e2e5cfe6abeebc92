import type { Fraction } from '../values/apportion.js'
import type { OrderEventOf } from './events.js'
import type { SoldPart } from './pieces.js'
import { contributions, unknownWorthOf, worthOf } from './sharing.js'
import { leftOf, type Shared } from './state.js'

/** Somebody who was given of a sharing: what they have left of it, and how much of that the returned pieces had, exactly. */
interface Holder {
  readonly left: number
  readonly had: Fraction
}

const NONE: Fraction = { numerator: 0n, denominator: 1n }

/** The part of `left` that belongs to the pieces that came back, by what these weigh among all that were kept until now. */
const partOf = (left: number, back: Fraction, kept: Fraction): Fraction =>
  kept.numerator === 0n
    ? NONE
    : {
        numerator: BigInt(left) * back.numerator * kept.denominator,
        denominator: back.denominator * kept.numerator,
      }

const restOf = ({ numerator, denominator }: Fraction): bigint => numerator % denominator

/** The larger fraction of a rupiah first; of equal ones, whoever stands first. */
const byRest = (holders: readonly Holder[]) => (a: number, b: number) => {
  const [x = NONE, y = NONE] = [holders[a]?.had, holders[b]?.had]
  const [left, right] = [restOf(x) * y.denominator, restOf(y) * x.denominator]
  return left === right ? a - b : left < right ? 1 : -1
}

/**
 * Takes a total back from those who hold it: from each what the returned pieces had, rounded down; what is lacking, one
 * rupiah each, from the largest fractions, and only where those have nothing left, from holders that the pieces do not
 * concern. Sharing rounds, so pieces may together have had a rupiah more than the total: then the smallest fractions keep one.
 * Nobody gives more than they hold; what is taken sums to the total.
 */
const takeBack = (total: number, holders: readonly Holder[]): readonly number[] => {
  const taken = holders.map(({ left, had }) => Math.min(left, Number(had.numerator / had.denominator)))
  let lacking = total - taken.reduce((sum, amount) => sum + amount, 0)
  const inOrder = holders.map((_, place) => place).sort(byRest(holders))
  const concerned = (place: number) => (holders[place]?.had.numerator ?? 0n) > 0n
  const step = lacking > 0 ? 1 : -1
  const open = (place: number) =>
    step > 0 ? (taken[place] ?? 0) < (holders[place]?.left ?? 0) : (taken[place] ?? 0) > 0
  const turns = step > 0 ? inOrder : inOrder.toReversed()
  for (const places of [turns.filter(concerned), turns]) {
    while (lacking !== 0 && places.some(open)) {
      for (const place of places) {
        if (lacking === 0 || !open(place)) continue
        taken[place] = (taken[place] ?? 0) + step
        lacking -= step
      }
    }
  }
  return taken
}

type Reversed = Pick<OrderEventOf<'ProceedsReversed'>['data'], 'total' | 'parts' | 'shares'>

/**
 * What the pieces that came back had of a sharing, in rupiah: of the whole, in proportion to their value, so that tax the
 * buyer kept back is not asked of anybody; of each maker, by what they contributed; of the funds, by the rule. Once all has
 * come back, all is taken back. Rule 13.
 * @param kept what the agency had before they came back
 * @param back what came back of it
 */
export const reverseProceeds = (shared: Shared, kept: readonly SoldPart[], back: readonly SoldPart[]): Reversed => {
  const stillKept = worthOf(kept) - worthOf(back)
  const until = (BigInt(shared.total) * BigInt(shared.value - stillKept)) / BigInt(shared.value)
  const total = Number(until) - (shared.total - leftOf(shared))

  const { makers, materialsFund, programmeFund } = shared.left
  const { rule } = shared
  const [made, cameBack] = [contributions(kept), contributions(back)]
  const whole = (value: number): Fraction => ({ numerator: BigInt(value), denominator: 1n })
  const ofProgramme = (parts: readonly SoldPart[]): Fraction => ({
    numerator:
      BigInt(rule.programmeFund) * BigInt(worthOf(parts)) + BigInt(rule.makersShare) * BigInt(unknownWorthOf(parts)),
    denominator: 1n,
  })
  const taken = takeBack(total, [
    ...makers.map(({ participantId, amount }) => ({
      left: amount,
      had: partOf(amount, cameBack.get(participantId) ?? NONE, made.get(participantId) ?? NONE),
    })),
    { left: materialsFund, had: partOf(materialsFund, whole(worthOf(back)), whole(worthOf(kept))) },
    { left: programmeFund, had: partOf(programmeFund, ofProgramme(back), ofProgramme(kept)) },
  ])
  const shares = makers
    .map(({ participantId, code }, place) => ({ participantId, code, amount: taken[place] ?? 0 }))
    .filter(({ amount }) => amount > 0)
  return {
    total,
    parts: {
      makers: shares.reduce((sum, { amount }) => sum + amount, 0),
      materialsFund: taken.at(-2) ?? 0,
      programmeFund: taken.at(-1) ?? 0,
    },
    shares,
  }
}
