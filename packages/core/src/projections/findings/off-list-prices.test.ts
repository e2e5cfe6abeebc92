import { describe, expect, test } from 'vitest'
import { january, lineId, OTHER_SKU, orderLine, PROGRAMME, place, SKU } from '../../order/sale.fixture.js'
import { openWorkshop } from '../../policies/workshop.fixture.js'
import { day } from '../../testing/day.fixture.js'
import { found, lastOf } from './finding.fixture.js'

const setTo = (price: number, on: string, sku = SKU) => ({
  type: 'SetPrice',
  programmeId: PROGRAMME,
  sku,
  price,
  effectiveOn: day(on),
})
describe('a price off the list', () => {
  test('is found in a line, with both prices', async () => {
    const workshop = await openWorkshop()
    await workshop.done(place(1, january(3), [orderLine(1, 1, 50_000), orderLine(2, 1, 49_999, OTHER_SKU)]))
    const placed = await lastOf(workshop, 'OrderPlaced')
    expect(await found(workshop)).toEqual([
      {
        is: 'finding',
        kind: 'price-off-list',
        programmeId: PROGRAMME,
        on: january(3),
        stream: placed.stream,
        eventId: placed.id,
        details: { lineId: lineId(2), sku: OTHER_SKU, unitPrice: 49_999, listPrice: 50_000 },
      },
    ])
  })

  test('is found in a line that was added later too', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      place(1, january(3), [orderLine(1, 1, 50_000)]),
      place(1, january(3), [orderLine(2, 1, 1, OTHER_SKU)]),
    )
    const added = await lastOf(workshop, 'OrderLinesAdded')
    expect(await found(workshop)).toMatchObject([{ eventId: added.id, details: { lineId: lineId(2), unitPrice: 1 } }])
  })

  test('is a matter of the price in force on the order’s day', async () => {
    const workshop = await openWorkshop()
    await workshop.done(setTo(60_000, '2020-01-10'))
    await workshop.done(
      place(1, january(9), [orderLine(1, 1, 50_000)]),
      place(2, january(10), [orderLine(2, 1, 50_000)]),
      place(3, january(10), [orderLine(3, 1, 60_000)]),
      place(4, day('2019-12-31'), [orderLine(4, 1, 7)]),
    )
    expect((await found(workshop)).map(({ details }) => details)).toEqual([
      { lineId: lineId(2), sku: SKU, unitPrice: 50_000, listPrice: 60_000 },
    ])
  })

  test('is settled by a price written down late, and only up to the next price', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      place(1, january(5), [orderLine(1, 1, 55_000)]),
      place(2, day('2020-02-05'), [orderLine(2, 1, 55_000)]),
      place(3, day('2020-03-05'), [orderLine(3, 1, 55_000)]),
      place(4, day('2020-04-05'), [orderLine(4, 1, 55_000)]),
    )
    const lines = async () => (await found(workshop)).map(({ details }) => details['lineId'])
    expect(await lines()).toEqual([lineId(1), lineId(2), lineId(3), lineId(4)])
    await workshop.done(setTo(55_000, '2020-04-05', 'kpr-tas'))
    expect(await lines()).toEqual([lineId(1), lineId(2), lineId(3)])
    await workshop.done(setTo(60_000, '2020-03-06'))
    await workshop.done(setTo(55_000, '2020-02-05'))
    expect(await lines()).toEqual([lineId(1)])
    await workshop.done(setTo(56_000, '2020-03-05'))
    expect(await lines()).toEqual([lineId(1), lineId(3)])
    expect((await found(workshop)).map(({ details }) => details['listPrice'])).toEqual([50_000, 56_000])
  })

  test('is nobody’s guess where no price counts yet', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      place(1, day('2019-12-10'), [orderLine(1, 1, 7)]),
      place(2, day('2019-12-11'), [orderLine(2, 1, 8)]),
    )
    expect(await found(workshop, { asOf: '2019-12-31' })).toEqual([])
    await workshop.done(setTo(7, '2019-12-01'))
    expect((await found(workshop, { asOf: '2019-12-31' })).map(({ details }) => details['lineId'])).toEqual([lineId(2)])
  })

  test('counts as of the order’s day, and not before', async () => {
    const workshop = await openWorkshop()
    await workshop.done(place(1, january(5), [orderLine(1, 1, 55_000)]), setTo(55_000, '2020-01-05'))
    await workshop.done(place(2, january(8), [orderLine(2, 1, 50_000)]))
    expect(await found(workshop, { asOf: january(7) })).toEqual([])
    expect(await found(workshop, { asOf: january(8) })).toHaveLength(1)
  })
})
