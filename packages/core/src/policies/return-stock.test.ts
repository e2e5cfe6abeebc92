import { describe, expect, test } from 'vitest'
import { refund, sendBack, sharedEventId } from '../order/after-sale.fixture.js'
import { deliver, january, make, makerId, orderLine, pay, place, SKU } from '../order/sale.fixture.js'
import { disagreements } from '../projections/disagreements.js'
import { moneyOf } from './ledger.fixture.js'
import { openWorkshop, right } from './workshop.fixture.js'

const bags = (order: number, quantity: number) => orderLine(order, quantity, 50_000)
const back = (on: number, quantity: number) => sendBack(1, january(on), [{ line: 1, batch: null, quantity }])

/** Two bags are made, delivered and paid; somebody else waits for one. */
const sold = async () => {
  const workshop = await openWorkshop()
  await workshop.done(
    make(1, january(3), 2),
    place(1, january(4), [bags(1, 2)]),
    place(2, january(5), [bags(2, 1)]),
    deliver(1, january(6), [{ sku: SKU, quantity: 2 }]),
    pay(1, january(7), 100_000),
  )
  return workshop
}

describe('what comes back of an order', () => {
  test('is there for whoever waits longest, where it can be sold again', async () => {
    const workshop = await sold()
    await workshop.done(back(8, 1), deliver(2, january(9), [{ sku: SKU, quantity: 1 }]))
    expect(await workshop.rows(disagreements)).toEqual(new Map())
  })

  test('is there for nobody, where it is damaged', async () => {
    const workshop = await sold()
    await workshop.done({ ...back(8, 1), condition: 'damaged' })
    expect(await workshop.send(deliver(2, january(9), [{ sku: SKU, quantity: 1 }]))).toMatchObject({
      left: { rule: 'insufficient-stock' },
    })
  })

  test('takes back what was credited for it, naming the sharing; a coordinator gives the money back', async () => {
    const workshop = await sold()
    await workshop.done(back(8, 2))
    const log = await workshop.log()
    const shared = log.find(({ event }) => event.type === 'ProceedsShared')
    const reversed = log.find(({ event }) => event.type === 'ProceedsReversed')
    expect(reversed?.event.data).toMatchObject({ sharedEventId: shared?.id, total: 100_000 })
    expect(shared?.id).not.toBe(sharedEventId)
    expect(moneyOf(log, makerId(1)).credited).toBe(70_000)
    right(await workshop.send(refund(1, january(9), 100_000), { role: 'coordinator' }))
    expect(await workshop.send(refund(1, january(9), 1), { role: 'coordinator' })).toMatchObject({
      left: { rule: 'over-refund', evidence: { refundable: 0 } },
    })
    expect(await workshop.send(refund(1, january(9), 1), { role: 'treasurer' })).toMatchObject({
      left: { _tag: 'Unauthorised' },
    })
  })
})
