import { readFileSync } from 'node:fs'
import type { MonthlyReport } from '@perca/core'
import fc from 'fast-check'

const registers = new URL('../../../../examples/registers/kediri-2020/expected.json', import.meta.url)
const expected: { readonly months: { readonly [month: string]: MonthlyReport } } = JSON.parse(
  readFileSync(registers, 'utf8'),
)

const augustOf = (months: { readonly [month: string]: MonthlyReport }): MonthlyReport => {
  const august = months['2020-08']
  if (august === undefined) throw new Error('The sample registers have no August 2020')
  return august
}

/** August 2020 of the sample registers, worked out apart from Perca. */
export const kediriAugust: MonthlyReport = augustOf(expected.months)

/** The first month of a programme, in which nothing happened. */
export const emptyMonth: MonthlyReport = {
  programme: 'kediri',
  month: '2020-01',
  sessions: { planned: 0, held: 0 },
  participants: { new: 0, ended: 0, enrolledAtEnd: 0, pausedAtEnd: 0, seen: 0 },
  attendance: { present: 0, late: 0, excused: 0, sick: 0, absent: 0 },
  production: [],
  orders: { placed: 0, placedValue: 0, deliveredValue: 0, invoiced: 0, paid: 0 },
  stock: [],
  proceeds: { shared: 0, makers: 0, materialsFund: 0, programmeFund: 0 },
  earnings: [],
  agencies: [],
}

const count = fc.nat(100_000)
const money = fc.nat(10_000_000_000)
// Codes as agencies write them, and as they might: formulas, quotes, delimiters, line ends.
const code = fc.oneof(
  fc.stringMatching(/^[A-Z]{1,4}-\d{1,3}$/),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("'", '=', '-', '@', '"', ';', ',', '\n', '\r', 'a'), minLength: 1, maxLength: 5 }),
)

/** Any report at all. */
export const anyReport: fc.Arbitrary<MonthlyReport> = fc.record({
  programme: fc.stringMatching(/^[a-z]{3,9}$/),
  month: fc.constantFrom('2019-12', '2020-08', '2021-01'),
  sessions: fc.record({ planned: count, held: count }),
  participants: fc.record({ new: count, ended: count, enrolledAtEnd: count, pausedAtEnd: count, seen: count }),
  attendance: fc.record({ present: count, late: count, excused: count, sick: count, absent: count }),
  production: fc.uniqueArray(fc.record({ sku: code, a: count, b: count, reject: count }), {
    selector: ({ sku }) => sku,
  }),
  orders: fc.record({ placed: count, placedValue: money, deliveredValue: money, invoiced: money, paid: money }),
  stock: fc.uniqueArray(fc.record({ sku: code, onHand: count, reserved: count, backordered: count }), {
    selector: ({ sku }) => sku,
  }),
  proceeds: fc.record({ shared: money, makers: money, materialsFund: money, programmeFund: money }),
  earnings: fc.uniqueArray(fc.record({ participant: code, credited: money, paid: money, dueAtEnd: money }), {
    selector: ({ participant }) => participant,
  }),
  agencies: fc.uniqueArray(fc.record({ code, orders: count, value: money }), { selector: (agency) => agency.code }),
})
