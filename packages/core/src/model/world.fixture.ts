import type { Happened } from '@perca/eventsourcing'
import type { Role } from '../roles.js'

// What the rules speak of, once more and as plain as can be: lists that are changed in place, days as texts, every piece by
// itself. Nothing here knows a decider, an event that folds, or a stream.

export const PROGRAMME = 'kediri'

/** The handful of days on which everything happens: session days of two months, and a Wednesday on which none is held. */
export const DAYS: readonly string[] = [
  '2020-07-02',
  '2020-07-07',
  '2020-07-16',
  '2020-07-30',
  '2020-08-04',
  '2020-08-05',
  '2020-08-18',
  '2020-08-27',
]
/** The day before all of them, on which the programme begins. */
export const OPENING = '2020-07-01'
/** The one of the days that the schedule does not foresee. */
export const UNSCHEDULED = '2020-08-05'
/** The day on which the third person, a minor until then, counts as an adult. */
export const ADULT_FROM = '2020-07-16'

export const PEOPLE = [1, 2, 3] as const
export const SKUS = ['TAS', 'KST'] as const
export const AGENCIES = ['KEL-01', 'OPD-02'] as const

/** Who acts: in which role, under which number. The surveyor may do nothing of what is asked here. */
export interface Clerk {
  readonly id: string
  readonly role: Role
}
export const CLERKS: readonly [Clerk, ...Clerk[]] = [
  { id: 'PTG-1', role: 'registrar' },
  { id: 'PTG-2', role: 'coordinator' },
  { id: 'PTG-3', role: 'treasurer' },
  { id: 'PTG-4', role: 'surveyor' },
]

/** A UUID by kind and number. Numbers lie far apart in it, as the ids of one command's events lie close together. */
export const idOf = (kind: number, number: number): string =>
  `${String(kind).padStart(4, '0')}${String(number).padStart(4, '0')}-0000-4000-8000-000000000000`
export const personId = (person: number): string => idOf(2, person)
export const codeOf = (person: number): string => `P-00${person}`
export const orderId = (order: number): string => idOf(4, order)
const skus: readonly string[] = SKUS
const placeOf = (sku: string): number => skus.indexOf(sku)
export const lineId = (order: number, sku: string): string => idOf(5, order * 10 + placeOf(sku))
export const consignmentId = (consignment: number): string => idOf(10, consignment)

/** An amount, or pieces, from a day on. */
export interface Entry {
  readonly on: string
  readonly amount: number
}

export interface Consent {
  readonly id: string
  readonly from: string
  readonly training: boolean
  /** Null: the person's own; else of the guardian of that id, `nobody` where they answer for nobody. */
  readonly guardian: string | null
  /** Since when it holds no longer, as that was written down. */
  readonly withdrawn: string[]
}
export interface Assessment {
  readonly id: string
  readonly from: string
  readonly fit: boolean
  readonly until: string
  readonly by: string | null
  /** Since when it counts no longer. */
  revoked: string | null
}
/** A turn of an enrolment. */
export interface Turn {
  readonly on: string
  readonly enrolment: string
  readonly is: 'running' | 'paused' | 'ended'
}
export interface Mark {
  /** Null: taken back. */
  status: string | null
  readonly on: string
  since: string
}
export interface Person {
  readonly number: number
  readonly adultFrom: string | null
  readonly consents: Consent[]
  readonly assessments: Assessment[]
  readonly relapses: string[]
  readonly guardians: { readonly id: string; readonly kind: 'parent' | 'court'; readonly from: string }[]
  turns: Turn[]
  readonly marks: Map<string, Mark>
  diedOn: string | null
  merged: { readonly mergeId: string; readonly into: number; readonly on: string } | null
  absorbed: { readonly mergeId: string; readonly other: number; readonly on: string }[]
}

export type Makers = readonly { readonly person: number; readonly parts: number }[]
export interface Batch {
  readonly id: string
  readonly sku: string
  readonly on: string
  readonly made: boolean
  grade: 'A' | 'B' | 'reject'
  /** As it is written down; 0: it was never made. */
  quantity: number
  makers: Makers
}
/** One piece, and where it is. `gone`: written off, damaged, or never made. */
export interface Piece {
  readonly batch: Batch
  where: 'free' | 'promised' | 'delivered' | 'given' | 'consigned' | 'gone'
  /** From which day it is free, and when it became so among others. */
  since: string
  turn: number
}
export interface Line {
  readonly order: number
  readonly id: string
  readonly sku: string
  readonly quantity: number
  readonly price: number
  accepted: boolean
  /** Pieces it was ever promised; the first `delivered` of them went out, the others are as they were promised. */
  readonly promised: { readonly piece: Piece; readonly on: string }[]
  delivered: number
  /** Pieces that the agency has, as they went out. */
  out: Piece[]
  /** What went out and, negative, came back, by batch. */
  readonly moves: (Entry & { readonly batch: Batch })[]
  closed: { readonly on: string; readonly pieces: number } | null
  released: boolean
}
export interface Wait {
  readonly line: Line
  readonly on: string
  pieces: number
}
export interface Sharing {
  readonly on: string
  readonly total: number
  /** The value of what was shared, in rupiah. */
  readonly value: number
  /** What nobody gave back yet. */
  readonly makers: Map<number, number>
  materials: number
  programme: number
}
export interface Order {
  readonly number: number
  readonly on: string
  readonly agency: string
  readonly lines: Line[]
  /** Invoices and refunds, and, negative, payments, tax and credit notes. */
  readonly owed: Entry[]
  paid: number
  refunded: number
  withheld: number
  shared: Sharing | null
  completed: boolean
  dropped: 'declined' | 'cancelled' | null
}
export interface Payout {
  readonly id: string
  readonly on: string
  readonly amount: number
  readonly heir: Heir | null
  reversed: boolean
}
export interface Heir {
  readonly id: string
  readonly from: string
  readonly part: number
  paid: number
}
export interface Account {
  readonly person: number
  readonly entries: Entry[]
  readonly payouts: Payout[]
  readonly heirs: Heir[]
  movesTo: { readonly mergeId: string; readonly into: number; readonly on: string } | null
  /** By merge: what came by it and has not gone back. */
  readonly arrived: Map<string, number>
}
export interface Consigned {
  readonly number: number
  readonly on: string
  readonly line: string
  readonly sku: string
  readonly price: number
  readonly pieces: readonly Piece[]
  readonly sold: Entry[]
  readonly settled: Entry[]
  returned: number
}
export interface ProceedsRule {
  readonly from: string
  readonly makers: number
  readonly materials: number
  readonly programme: number
}

/** Everything, changed in place as it goes. */
export interface World {
  readonly holidays: Set<string>
  readonly rules: ProceedsRule[]
  closedThrough: string | null
  /** Days whose session took place. */
  readonly held: Set<string>
  readonly people: readonly Person[]
  readonly batches: Batch[]
  readonly pieces: Piece[]
  readonly waits: Wait[]
  readonly orders: Order[]
  readonly accounts: readonly Account[]
  readonly funds: { readonly materials: Entry[]; readonly programme: Entry[] }
  readonly consigned: Consigned[]
  readonly receipts: Set<string>
  /** What lies in the till, and slips of tax that buyers kept back, in rupiah. */
  cash: number
  taxSlips: number
  /** How often a piece became free. */
  turns: number
  /** How many commands were sent. */
  steps: number
}

/** A programme that begins: three people, two products, two agencies, and nothing has happened. */
export const newWorld = (): World => ({
  holidays: new Set(),
  rules: [{ from: OPENING, makers: 7_000, materials: 2_000, programme: 1_000 }],
  closedThrough: null,
  held: new Set(),
  people: PEOPLE.map((number) => ({
    number,
    adultFrom: number === 3 ? ADULT_FROM : null,
    consents: [],
    assessments: [],
    relapses: [],
    guardians: [],
    turns: [],
    marks: new Map(),
    diedOn: null,
    merged: null,
    absorbed: [],
  })),
  batches: [],
  pieces: [],
  waits: [],
  orders: [],
  accounts: PEOPLE.map((person) => ({
    person,
    entries: [],
    payouts: [],
    heirs: [],
    movesTo: null,
    arrived: new Map(),
  })),
  funds: { materials: [], programme: [] },
  consigned: [],
  receipts: new Set(),
  cash: 0,
  taxSlips: 0,
  turns: 0,
  steps: 0,
})

/** What happens, as the world goes on. What is recorded tells only what no rule says: how a reversal splits to the rupiah. */
export type Effect = (recorded: readonly Happened[]) => void
/** What the rules say of a command: those that it breaks, one of which must refuse it, or what happens. */
export type Verdict = readonly string[] | Effect

/** It is accepted, and nothing is left to do. */
export const NOTHING: Effect = () => {}

/** Refused by the one rule. */
export const no = (rule: string): Verdict => [rule]

/** The later of two days. */
export const laterOf = (a: string, b: string): string => (a > b ? a : b)

/** Adds up. */
export const sum = <A>(list: Iterable<A>, of: (one: A) => number): number => {
  let total = 0
  for (const one of list) total += of(one)
  return total
}

/** What may leave on a day: as much as is there on that day and on each later one. */
export const thereFrom = (day: string, entries: readonly Entry[]): number => {
  const at = (on: string) =>
    sum(
      entries.filter((entry) => entry.on <= on),
      ({ amount }) => amount,
    )
  const days = [day, ...entries.map(({ on }) => on).filter((on) => on > day)]
  return Math.min(...days.map(at))
}

/** A share each by weight, in whole units: rounded down, then one each to the largest rests, the first of equals. */
export const byWeight = (total: number, weights: readonly bigint[]): readonly number[] => {
  const all = weights.reduce((a, b) => a + b, 0n)
  if (all === 0n) return weights.map(() => 0)
  const shares = weights.map((weight) => Number((BigInt(total) * weight) / all))
  const rests = weights.map((weight) => (BigInt(total) * weight) % all)
  const turns = weights.map((_, place) => place)
  turns.sort((a, b) => Number((rests[b] ?? 0n) - (rests[a] ?? 0n)) || a - b)
  for (let left = total - sum(shares, (share) => share); left > 0; left--) {
    const place = turns.shift() ?? 0
    shares[place] = (shares[place] ?? 0) + 1
  }
  return shares
}
