import type { Day } from '@perca/eventsourcing'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { apportion, type Fraction, plus } from '../values/apportion.js'
import { later } from '../values/later.js'
import type { OrderEvent, OrderEventOf } from './events.js'
import { type SoldPart, soldParts } from './pieces.js'
import { evolve, keptValue, lackingOf, type OpenLine, type OrderState, owedOf } from './state.js'

/** What sharing needs from other streams: the rule in force on the day, and the makers' codes, which settle ties. */
export interface SharingTerms {
  readonly rule: OrderEventOf<'ProceedsShared'>['data']['rule']
  /** Participant's uuid to code. */
  readonly codes: { readonly [participantId: string]: string }
}

/** True where the order is complete: every line is delivered or closed, and nothing of what is invoiced is unpaid. Rules 9 and 12. */
export const isWhole = (state: OrderState): boolean =>
  state.placed !== null &&
  !state.completed &&
  state.dropped === null &&
  owedOf(state) <= 0 &&
  state.lines.every((line) => lackingOf(line) === 0)

/**
 * What is shared of an order, in rupiah: what came in for what the agency keeps. Tax that the buyer kept back is no
 * proceeds. None where nothing went out, or all of it came back.
 */
export const proceedsOf = (state: OrderState): number => Math.max(0, keptValue(state.lines) - state.withheld)

/** The day on which a whole order is shared: that of the last delivery, return, payment or closing. */
export const sharingDay = (state: OrderState, day: Day): Day =>
  [...state.owed, ...state.lines.flatMap(({ closed }) => closed ?? [])].reduce((last, { on }) => later(last, on), day)

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

const NONE: Fraction = { numerator: 0n, denominator: 1n }

/** The value of some pieces, in rupiah. */
export const worthOf = (parts: readonly SoldPart[]): number =>
  parts.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)

/** What each maker contributed to some pieces: for each piece, its price times the maker's part of it. */
export const contributions = (parts: readonly SoldPart[]): ReadonlyMap<string, Fraction> => {
  const found = new Map<string, Fraction>()
  for (const { quantity, unitPrice, makers } of parts) {
    const denominator = makers.reduce((sum, { parts: share }) => sum + BigInt(share), 0n)
    for (const { participantId, parts: share } of makers) {
      const weight = { numerator: BigInt(quantity) * BigInt(unitPrice) * BigInt(share), denominator }
      found.set(participantId, plus(found.get(participantId) ?? NONE, weight))
    }
  }
  return found
}

/** The value of the pieces whose makers nobody knows, in rupiah. */
export const unknownWorthOf = (parts: readonly SoldPart[]): number =>
  worthOf(parts.filter(({ makers }) => makers.length === 0))

/**
 * Shares what came in for some pieces: between makers, materials fund and programme fund by the rule's basis points, ties in
 * that order; then the makers' part between the makers of the pieces, ties by code in code point order. Rule 9. What would
 * be unknown makers' goes to the programme fund; in ties they come last. Rule 14.
 * @param total whole rupiah, 1 or more
 * @param parts what the agency keeps
 */
export const shareProceeds = (total: number, parts: readonly SoldPart[], { rule, codes }: SharingTerms) => {
  const fraction = (basisPoints: number): Fraction => ({ numerator: BigInt(basisPoints), denominator: 10_000n })
  const [forMakers = 0, materialsFund = 0, forProgramme = 0] = apportion(total, [
    fraction(rule.makersShare),
    fraction(rule.materialsFund),
    fraction(rule.programmeFund),
  ])
  const byCode = [...contributions(parts)]
    .map(([participantId, weight]) => ({ participantId, code: codes[participantId] ?? participantId, weight }))
    .sort((a, b) => codePointOrder(a.code, b.code))
  const unknown = { numerator: BigInt(unknownWorthOf(parts)), denominator: 1n }
  const amounts = apportion(forMakers, [...byCode.map(({ weight }) => weight), unknown])
  const ofUnknown = amounts.at(-1) ?? 0
  const shares = RA.zipWith(byCode, amounts, ({ participantId, code }, amount) => ({
    participantId,
    code,
    amount,
  })).filter(({ amount }) => amount > 0)
  const funds = { materialsFund, programmeFund: forProgramme + ofUnknown }
  return { total, rule, parts: { makers: forMakers - ofUnknown, ...funds }, shares }
}

/** The order once these events have happened to it. */
export const after = (state: OrderState, events: readonly OrderEvent[]): OrderState => events.reduce(evolve, state)

/**
 * These events and, where they make the order whole, what follows in the same append: it is shared, once, and completed. An
 * order of which the agency keeps nothing is completed, and nothing is shared.
 */
export const withCompletion =
  (before: OrderState, sharing: SharingTerms | null) =>
  (events: readonly OrderEvent[]): readonly OrderEvent[] => {
    const state = after(before, events)
    const [first] = events
    if (state.placed === null || first === undefined || !isWhole(state)) return events
    const { programmeId } = state.placed
    const effectiveOn = sharingDay(state, first.effectiveOn)
    const completed: OrderEvent = { type: 'OrderCompleted', effectiveOn, data: { programmeId } }
    const total = proceedsOf(state)
    if (total === 0) return [...events, completed]
    if (sharing === null) return events
    const shared = shareProceeds(total, soldParts(state.lines), sharing)
    return [...events, { type: 'ProceedsShared', effectiveOn, data: { programmeId, ...shared } }, completed]
  }
