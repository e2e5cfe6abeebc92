import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import {
  AGENCY,
  batchId,
  deliver,
  january,
  madeBy,
  make,
  makerId,
  OTHER_SKU,
  orderLine,
  PROGRAMME,
  place,
  SKU,
} from '../order/sale.fixture.js'
import { openWorkshop, type Workshop } from '../policies/workshop.fixture.js'
import { correct, count, facts, receive, writeOff } from './stock.fixture.js'

const retired = { type: 'RetireProduct', programmeId: PROGRAMME, sku: SKU, reason: 'unsold', effectiveOn: january(9) }
const parted = {
  type: 'EndPartnership',
  programmeId: PROGRAMME,
  code: AGENCY,
  reason: 'dissolved',
  effectiveOn: january(9),
}

const outcome = async ({ send }: Workshop, command: object, role = 'registrar') => {
  const done = await send(command, { role })
  return E.isRight(done)
    ? done.right.events.map(({ event }) => event)
    : done.left._tag === 'Refusal'
      ? { rule: done.left.rule, evidence: done.left.evidence }
      : done.left
}

describe('a product that has left the catalogue', () => {
  const refused = (sku: string) => ({
    rule: 'product-retired',
    evidence: { sku, day: january(9), retiredFrom: january(9) },
  })

  test('is neither made, received nor ordered from that day on; the day before it was', async () => {
    const workshop = await openWorkshop()
    await workshop.done(retired)
    expect(await outcome(workshop, make(1, january(9), 2))).toEqual(refused(SKU))
    expect(await outcome(workshop, receive(1, january(9), 2))).toEqual(refused(SKU))
    expect(await outcome(workshop, place(1, january(9), [orderLine(1, 2, 50_000)]))).toEqual(refused(SKU))
    await workshop.done(make(1, january(8), 2), receive(2, january(8), 2))
    await workshop.done(place(1, january(8), [orderLine(1, 2, 50_000)]))
    await workshop.done(make(3, january(9), 1, { sku: OTHER_SKU }))
  })

  test('is delivered, counted, corrected and written off as long as some is there', async () => {
    const workshop = await openWorkshop()
    await workshop.done(make(1, january(3), 5), place(1, january(7), [orderLine(1, 2, 50_000)]), retired)
    await workshop.done(deliver(1, january(10), [{ sku: SKU, quantity: 2 }]), count(january(10), 3))
    await workshop.done(correct(1, january(10), facts(4)))
    expect(await outcome(workshop, writeOff(january(10), 1), 'coordinator')).toHaveLength(1)
  })
})

test('an agency that is no partner any longer orders nothing from that day on; the day before it may', async () => {
  const workshop = await openWorkshop()
  await workshop.done(make(1, january(3), 5), parted)
  expect(await outcome(workshop, place(1, january(9), [orderLine(1, 2, 50_000)]))).toEqual({
    rule: 'partnership-ended',
    evidence: { agencyCode: AGENCY, day: january(9), endedOn: january(9) },
  })
  await workshop.done(place(1, january(8), [orderLine(1, 2, 50_000)]))
})

test('a correction, a count and a write-off bear the code as the catalogue spells it', async () => {
  const workshop = await openWorkshop()
  await workshop.done(make(1, january(3), 5))
  const asked = { sku: 'kpr-tas' }
  for (const [command, role] of [
    [{ ...correct(1, january(4), facts(4)), ...asked }, 'storekeeper'],
    [{ ...count(january(4), 4), ...asked }, 'storekeeper'],
    [{ ...writeOff(january(4), 1, 1), ...asked }, 'coordinator'],
  ] as const) {
    expect(await outcome(workshop, command, role)).toMatchObject([{ data: { sku: SKU } }])
    expect(await outcome(workshop, { ...command, sku: 'KPR-NIL' }, role)).toEqual({
      rule: 'unknown-product',
      evidence: { sku: 'KPR-NIL' },
    })
  }
})

test('a correction names makers that are known', async () => {
  const workshop = await openWorkshop()
  await workshop.done(make(1, january(3), 5))
  expect(await outcome(workshop, correct(1, january(3), facts(5, { makers: madeBy(9) })))).toMatchObject({
    rule: 'unknown-participant',
  })
  await workshop.done(correct(1, january(3), facts(5, { makers: madeBy(2) })))
})

test('who keeps the store does not write off what lacks in it', async () => {
  const workshop = await openWorkshop()
  await workshop.done(make(1, january(3), 5))
  expect(await outcome(workshop, writeOff(january(4), 1), 'storekeeper')).toMatchObject({ _tag: 'Unauthorised' })
  expect(await outcome(workshop, writeOff(january(4), 1), 'coordinator')).toMatchObject([
    { data: { batches: [{ batchId: batchId(1), quantity: 1, makers: [{ participantId: makerId(1) }] }] } },
  ])
})
