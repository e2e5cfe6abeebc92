import { describe, expect, test } from 'vitest'
import { cancel, close } from '../order/after-sale.fixture.js'
import {
  deliver,
  january,
  lineId,
  make,
  orderId,
  orderLine,
  PROGRAMME,
  pay,
  place,
  reserve,
  SKU,
} from '../order/sale.fixture.js'
import { disagreements } from '../projections/disagreements.js'
import { openWorkshop, right, type Workshop } from './workshop.fixture.js'

const bags = (order: number, quantity: number) => orderLine(order, quantity, 50_000)

/** What happened to stock, in the order of the log: event, and for whom. */
const stockEvents = async ({ log }: Workshop): Promise<readonly string[]> =>
  (await log())
    .filter(({ stream }) => stream.startsWith('stock-'))
    .map(({ event }) => {
      const { orderId: of } = event.data as { readonly orderId?: string } // an event of stock, which names an order or none
      const order = [1, 2, 3].find((number) => orderId(number) === of)
      return order === undefined ? event.type : `${event.type} ${order}`
    })

const asPolicy = { role: 'policy' }
const release = (order: number, on: number) => ({
  type: 'ReleaseReservation',
  programmeId: PROGRAMME,
  sku: SKU,
  orderId: orderId(order),
  lineId: lineId(order),
  reason: 'order-cancelled',
  effectiveOn: january(on),
})

describe('P6: what an order needs no longer is freed', () => {
  test('of a cancelled order, for whoever waits longest', async () => {
    const workshop = await openWorkshop()
    await workshop.done(make(1, january(3), 2), place(1, january(4), [bags(1, 2)]), place(2, january(5), [bags(2, 1)]))
    await workshop.done(cancel(1, january(6)))
    expect((await stockEvents(workshop)).slice(-2)).toEqual(['ReservationReleased 1', 'StockReserved 2'])
    await workshop.done(deliver(2, january(7), [{ sku: SKU, quantity: 1 }]))
    expect(await workshop.rows(disagreements)).toEqual(new Map())
  })

  test('of a line that is closed short: its place in the queue, too', async () => {
    const workshop = await openWorkshop()
    await workshop.done(make(1, january(3), 1), place(1, january(4), [bags(1, 3)]), place(2, january(5), [bags(2, 1)]))
    await workshop.done(
      deliver(1, january(6), [{ sku: SKU, quantity: 1 }]),
      pay(1, january(6), 50_000),
      close(1, january(7), 1),
      make(2, january(8), 1),
    )
    expect((await stockEvents(workshop)).slice(-2)).toEqual(['ItemsMade', 'StockReserved 2'])
    expect((await workshop.log()).filter(({ event }) => event.type === 'ProceedsShared')).toHaveLength(1)
    expect(await workshop.rows(disagreements)).toEqual(new Map())
  })

  test('where the order hears of its promise after it was cancelled', async () => {
    const workshop = await openWorkshop()
    await workshop.done(make(1, january(3), 2))
    right(await workshop.send(place(1, january(4), [bags(1, 2)])))
    right(await workshop.send(reserve(1, january(4), 2), asPolicy))
    right(await workshop.send(cancel(1, january(5))))
    await workshop.settled()
    const ofOrder = (await workshop.log()).filter(({ stream }) => stream === `order-${orderId(1)}`)
    expect(ofOrder.map(({ event }) => event.type)).toEqual([
      'OrderPlaced',
      'OrderAccepted',
      'OrderCancelled',
      ...ofOrder.slice(3).map(() => expect.stringMatching(/^Line(Reserved|Backordered)$/)),
    ])
    await workshop.done(place(2, january(6), [bags(2, 2)]), deliver(2, january(7), [{ sku: SKU, quantity: 2 }]))
    expect(await workshop.rows(disagreements)).toEqual(new Map())
  })

  test('where stock hears of the end before it hears of the order', async () => {
    const workshop = await openWorkshop()
    await workshop.done(make(1, january(3), 2))
    right(await workshop.send(place(1, january(4), [bags(1, 2)])))
    right(await workshop.send(cancel(1, january(5))))
    // Another process lets follow what follows from the second before the first: the log knows no order between streams.
    right(await workshop.send(release(1, 5), asPolicy))
    expect((await workshop.settled()).refused).toEqual([])
    expect(await stockEvents(workshop)).toEqual(['ItemsMade', 'ReservationReleased 1'])
    await workshop.done(place(2, january(6), [bags(2, 2)]), deliver(2, january(7), [{ sku: SKU, quantity: 2 }]))
    expect(await workshop.rows(disagreements)).toEqual(new Map())
  })

  test('nothing of an order that was only asked for', async () => {
    const workshop = await openWorkshop()
    const { promisedOn: _, ...asked } = place(1, january(4), [bags(1, 2)])
    await workshop.done(make(1, january(3), 2), { ...asked, type: 'RequestOrder' }, cancel(1, january(5)))
    expect(await stockEvents(workshop)).toEqual(['ItemsMade'])
  })
})
