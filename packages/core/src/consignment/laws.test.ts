import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makerId, piecesBy, terms } from '../order/sale.fixture.js'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few, fewUuid } from '../testing/values.arbitrary.js'
import { Quantity, Rupiah } from '../values/amounts.js'
import { type ConsignmentCommand, consignment } from './decider.js'

const rules = [
  'already-recorded',
  'duplicate-line',
  'insufficient-stock',
  'invalid-number',
  'over-sale',
  'unknown-consignment',
]
const some = {
  ...few,
  [Quantity.name]: fc.integer({ min: 1, max: 3 }),
  [Rupiah.name]: fc.constantFrom(5_000, 10_000, 15_000),
}
const makers = [
  { participantId: makerId(1), parts: 2 },
  { participantId: makerId(2), parts: 1 },
]
const commands = commandsOf(consignment, some, {
  PlaceConsignment: ({ agencyCode, lines }) =>
    fc.boolean().map((short) => ({
      agencyCode,
      lines: lines.map(({ sku, quantity }) => ({
        sku,
        batches: short && quantity === 1 ? [] : [piecesBy(1, short ? quantity - 1 : quantity, makers)],
      })),
    })),
  SettleConsignment: () => fc.constant(terms),
})
const line = { lineId: fewUuid(0), sku: 'KPR-TAS', quantity: 20, unitPrice: 5_000 }
const placed: ConsignmentCommand = {
  type: 'PlaceConsignment',
  consignmentId: fewUuid(0),
  programmeId: 'kediri',
  agencyCode: 'P-001',
  lines: [line],
  effectiveOn: august(10),
  evidence: {
    agencyCode: 'P-001',
    lines: [{ sku: 'KPR-TAS', batches: [piecesBy(1, 7, []), piecesBy(2, 13, makers)] }],
  },
}
const sold: ConsignmentCommand = {
  type: 'SellConsigned',
  consignmentId: fewUuid(0),
  programmeId: 'kediri',
  saleId: fewUuid(3),
  lines: [{ lineId: fewUuid(0), quantity: 1 }],
  effectiveOn: august(10),
}
const sequences = fc.oneof(...[[placed], [placed, sold]].map((begin) => sequencesOf(commands, begin)))

test.each(lawsOf(consignment, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(consignment, sequences)).toEqual({ events: Object.keys(consignment.events).sort(), rules })
})
