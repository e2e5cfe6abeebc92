import type { Day } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { january, make, PROGRAMME, SKU, sourceId } from '../../order/sale.fixture.js'
import { openWorkshop, right } from '../../policies/workshop.fixture.js'
import { found, lastOf } from './finding.fixture.js'

describe('a product whose count differs from the books', () => {
  const count = (counted: number, on: Day, number = 1) => ({
    type: 'CountStock',
    programmeId: PROGRAMME,
    sku: 'kpr-tas',
    countId: sourceId(number),
    counted,
    effectiveOn: on,
  })

  test('is found by its last count, until a later one agrees', async () => {
    const workshop = await openWorkshop()
    await workshop.done(make(1, january(3), 5), count(5, january(4)))
    expect(await found(workshop)).toEqual([])
    await workshop.done(count(3, january(6), 2))
    const { id } = await lastOf(workshop, 'StockCounted')
    const finding = {
      is: 'finding',
      kind: 'stock-miscounted',
      programmeId: PROGRAMME,
      on: january(6),
      stream: 'stock-kediri.KPR-TAS.1',
      eventId: id,
      details: { sku: SKU, difference: -2 },
    }
    expect(await found(workshop)).toEqual([finding])
    await workshop.done(count(4, january(5), 3))
    expect(await found(workshop)).toEqual([finding])
    const lost = { type: 'WriteOffStock', programmeId: PROGRAMME, sku: SKU, writeOffId: sourceId(4), batchId: null }
    right(
      await workshop.send(
        { ...lost, quantity: 2, reason: 'counted', effectiveOn: january(7) },
        { role: 'coordinator' },
      ),
    )
    await workshop.done(count(3, january(7), 5))
    expect(await found(workshop)).toEqual([])
  })
})
