import fc from 'fast-check'
import type { Act } from './act.arbitrary.js'
import * as goods from './goods-acts.arbitrary.js'
import * as money from './money-acts.arbitrary.js'
import * as people from './people-acts.arbitrary.js'
import { echoOf, stepOf } from './step.fixture.js'
import * as trade from './trade-acts.arbitrary.js'
import { DAYS } from './world.fixture.js'

const often = (weight: number, { any }: { readonly any: fc.Arbitrary<Act> }) => ({ weight, arbitrary: any.map(stepOf) })

const makersOf = (...parts: readonly number[]) => parts.map((part, place) => ({ person: place + 1, parts: part }))
const [first = '', second = '', third = '', fourth = '', fifth = ''] = DAYS
const named = (number: number) => ({ number, fitting: false })

/** How most of the scripts begin: two people train, goods are sold and shared, others are ordered, and some are consigned. */
const going: readonly Act[] = [
  ...[1, 2].flatMap((who) => [
    people.consents.one({ who, day: first, by: 'self', known: 'not named', purpose: 'training' }),
    people.assessments.one({ who, day: first, finds: 'fit', until: '2020-12-31', by: null }),
    people.enrolments.one({ who: named(who), day: who === 1 ? first : second }),
    people.marks.one({ who: named(who), day: second, status: 'present' }),
  ]),
  goods.receipts.one({ sku: 'TAS', pieces: 1, day: first }),
  goods.productions.one({ sku: 'TAS', pieces: 3, grade: 'A', makers: makersOf(2, 1), day: second }),
  goods.productions.one({ sku: 'KST', pieces: 2, grade: 'B', makers: makersOf(1), day: second }),
  goods.productions.one({ sku: 'KST', pieces: 2, grade: 'A', makers: makersOf(1, 1), day: third }),
  trade.placings.one({
    order: 1,
    lines: [{ sku: 'TAS', pieces: 3, price: 50_001 }],
    agency: 'KEL-01',
    day: second,
  }),
  trade.deliveries.one({ line: named(1), share: 'all', day: third }),
  trade.withholdings.one({ order: named(1), tenth: true, share: 'all', day: third }),
  trade.payments.one({ order: named(1), share: 'all', day: fourth }),
  money.payouts.one({ who: named(1), share: 'some', day: fourth, receipt: null }),
  trade.placings.one({
    order: 2,
    lines: [
      { sku: 'TAS', pieces: 2, price: 24_999 },
      { sku: 'KST', pieces: 1, price: 7 },
    ],
    agency: 'OPD-02',
    day: fourth,
  }),
  money.consignments.one({ consignment: 1, agency: 'KEL-01', sku: 'KST', pieces: 3, price: 24_999, day: fourth }),
  money.consignedSales.one({ consignment: named(1), share: 'some', day: fourth }),
  trade.requests.one({ order: 3, lines: [{ sku: 'TAS', pieces: 2, price: 50_001 }], agency: 'KEL-01', day: fourth }),
  goods.productions.one({ sku: 'TAS', pieces: 4, grade: 'A', makers: makersOf(1, 1, 2), day: fourth }),
  money.donations.one({ fund: 'programme', amount: 100_001, day: second }),
  people.holidays.one({ date: fourth, day: second }),
]

/**
 * How some begin: the first person has died, and heirs are recognised; the second is paused, and a court appointed somebody;
 * the third was found unstable and fit on one day.
 */
const eventful: readonly Act[] = [
  ...going,
  people.guardians.one({ who: 2, day: third, kind: 'court' }),
  people.pauses.one({ who: named(2), day: fourth }),
  people.consents.one({ who: 3, day: third, by: 'self', known: 'not named', purpose: 'training' }),
  people.assessments.one({ who: 3, day: third, finds: 'unstable', until: '2020-12-31', by: null }),
  people.assessments.one({ who: 3, day: third, finds: 'fit', until: fifth, by: null }),
  people.enrolments.one({ who: named(3), day: third }),
  people.deaths.one({ who: 1, day: fifth }),
  money.heirs.one({ who: 1, part: 5_000, day: fifth }),
  money.heirs.one({ who: 1, part: 3_333, day: fifth }),
]

/** How a script begins: with nothing, with a going concern, or with one that has seen more. */
export const beginnings: fc.Arbitrary<{ readonly acts: readonly Act[]; toString: () => string }> = fc
  .constantFrom([], going, going, going, eventful)
  .map((acts) => ({ acts, toString: () => acts.map((act) => stepOf(act).toString()).join('') }))

/** Scripts of commands of several clerks, valid and not, with which the whole domain is driven. */
export const scripts = fc.commands(
  [
    fc.oneof(
      often(3, people.consents),
      often(3, people.withdrawals),
      often(3, people.guardians),
      often(4, people.assessments),
      often(3, people.revocations),
      often(2, people.relapses),
      often(6, people.enrolments),
      often(8, people.pauses),
      often(12, people.resumptions),
      often(2, people.ends),
      often(12, people.marks),
      often(9, people.corrections),
      often(2, people.deaths),
      often(5, people.merges),
      often(6, people.undoings),
      often(1, people.holidays),
      often(3, people.workdays),
      often(2, people.rules),
      often(2, people.closings),
      often(6, goods.productions),
      often(2, goods.receipts),
      often(9, goods.batchCorrections),
      often(5, goods.writeOffs),
      often(8, trade.placings),
      often(4, trade.requests),
      often(8, trade.acceptances),
      often(5, trade.declines),
      often(5, trade.cancellations),
      often(5, trade.shortClosings),
      often(14, trade.deliveries),
      often(12, trade.sendingsBack),
      often(14, trade.payments),
      often(10, trade.withholdings),
      often(14, trade.refunds),
      often(10, money.payouts),
      often(8, money.inheritances),
      often(6, money.payoutReversals),
      often(3, money.heirs),
      often(4, money.spendings),
      often(3, money.donations),
      often(9, money.gifts),
      often(4, money.consignments),
      often(8, money.consignedSales),
      often(7, money.consignedReturns),
      often(10, money.settlements),
      { weight: 4, arbitrary: fc.nat(20).map(echoOf) },
    ),
  ],
  { maxCommands: 90, size: 'max' },
)
