import type { Day } from '@perca/eventsourcing'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { apportion, type Fraction, plus } from '../values/apportion.js'
import { later } from '../values/later.js'
import type { OrderEventOf } from './events.js'
import { deliveredOf, type OpenLine, type OrderState, orderValue } from './state.js'

/** What sharing needs from other streams: the rule in force on the day, and the makers' codes, which settle ties. */
export interface SharingTerms {
  readonly rule: OrderEventOf<'ProceedsShared'>['data']['rule']
  /** Participant's uuid to code. */
  readonly codes: { readonly [participantId: string]: string }
}

/** An act that may complete an order: pieces delivered a line, and rupiah paid, on a day. */
export interface Act {
  readonly on: Day
  readonly delivers: readonly { readonly sku: string; readonly quantity: number }[]
  readonly pays: number
}

/** True where the order is all delivered and all paid once this act is done. */
export const completes = (state: OrderState, act: Act): boolean =>
  state.placed !== null &&
  !state.completed &&
  state.paid + act.pays === orderValue(state.lines) &&
  state.lines.every((line) => {
    const more = act.delivers.reduce((sum, { sku, quantity }) => sum + (sku === line.sku ? quantity : 0), 0)
    return deliveredOf(line) + more === line.quantity
  })

/** The day on which an order completed by this act is shared: that of its last delivery or payment. */
export const sharingDay = (state: OrderState, act: Act): Day =>
  state.owed.reduce((day, { on }) => later(day, on), act.on)

/** Uuids of everybody who made what the lines have reserved. */
export const makersOf = (lines: readonly OpenLine[]): readonly string[] => [
  ...new Set(
    lines.flatMap(({ reserved }) => reserved.flatMap(({ makers }) => makers.map(({ participantId }) => participantId))),
  ),
]

/** Puts a text's code points as numbers of one length, so that they compare as texts: UTF-16 units would not do, past U+FFFF. */
const codePoints = (text: string): string =>
  Array.from(text, (point) => String(point.codePointAt(0)).padStart(7, '0')).join('')

const codePointOrder = (a: string, b: string): number => {
  const [left, right] = [codePoints(a), codePoints(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** What each maker contributed: for each piece, its price times the maker's part of it. */
const weights = (lines: readonly OpenLine[]): ReadonlyMap<string, Fraction> => {
  const found = new Map<string, Fraction>()
  for (const { reserved, unitPrice } of lines) {
    for (const { quantity, makers } of reserved) {
      const denominator = makers.reduce((sum, { parts }) => sum + BigInt(parts), 0n)
      for (const { participantId, parts } of makers) {
        const weight = { numerator: BigInt(quantity) * BigInt(unitPrice) * BigInt(parts), denominator }
        const before = found.get(participantId)
        found.set(participantId, before === undefined ? weight : plus(before, weight))
      }
    }
  }
  return found
}

/**
 * Shares a completed order's value: between makers, materials fund and programme fund by the rule's basis points, ties in
 * that order; then the makers' part between the makers of the pieces delivered, ties by code in code point order. Rule 9.
 * All is delivered by now, so the pieces delivered are the pieces reserved.
 */
export const shareProceeds = (lines: readonly OpenLine[], { rule, codes }: SharingTerms) => {
  const total = orderValue(lines)
  const fraction = (basisPoints: number): Fraction => ({ numerator: BigInt(basisPoints), denominator: 10_000n })
  const [makers = 0, materialsFund = 0, programmeFund = 0] = apportion(total, [
    fraction(rule.makersShare),
    fraction(rule.materialsFund),
    fraction(rule.programmeFund),
  ])
  const byCode = [...weights(lines)]
    .map(([participantId, weight]) => ({ participantId, code: codes[participantId] ?? participantId, weight }))
    .sort((a, b) => codePointOrder(a.code, b.code))
  const amounts = apportion(
    makers,
    byCode.map(({ weight }) => weight),
  )
  const shares = RA.zipWith(byCode, amounts, ({ participantId, code }, amount) => ({
    participantId,
    code,
    amount,
  })).filter(({ amount }) => amount > 0)
  return { total, rule, parts: { makers, materialsFund, programmeFund }, shares }
}
