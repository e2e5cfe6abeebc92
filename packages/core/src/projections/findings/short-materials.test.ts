import type { Day } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { january, PROGRAMME, sourceId } from '../../order/sale.fixture.js'
import { openWorkshop, type Workshop, weighed } from '../../policies/workshop.fixture.js'
import { day } from '../../testing/day.fixture.js'
import { found, lastOf } from './finding.fixture.js'

describe('a material of which there is less than none', () => {
  const short = async (workshop: Workshop, horizon = {}) =>
    (await found(workshop, horizon)).map(({ on, details }) => [on, details['grams']])

  test('is found on the first day of the month that ends so, with the month’s worst', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(100, january(3)), weighed(-100, january(4)))
    expect(await short(workshop)).toEqual([])
    await workshop.done(weighed(-1, january(5)))
    const issued = await lastOf(workshop, 'MaterialIssued')
    await workshop.done(weighed(-50, january(8)), weighed(10, january(9)))
    expect(await found(workshop)).toEqual([
      {
        is: 'finding',
        kind: 'material-short',
        programmeId: PROGRAMME,
        on: january(5),
        stream: 'material-kediri.KAIN-PERCA.1',
        eventId: issued.id,
        details: { materialId: 'kain-perca', grams: -51 },
      },
    ])
  })

  test('is a matter of the day’s end: what came in on the day counts, whichever was written first', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-100, january(3)), weighed(100, january(3)))
    expect(await short(workshop)).toEqual([])
    await workshop.done(weighed(-1, january(3)))
    expect(await short(workshop)).toEqual([[january(3), -1]])
  })

  test('is found in every month in which it moves while short', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      weighed(-30, january(3)),
      weighed(10, day('2020-02-10')),
      weighed(5, day('2020-02-11')),
      weighed(15, day('2020-03-02')),
    )
    expect(await short(workshop)).toEqual([
      [january(3), -30],
      ['2020-02-10', -20],
    ])
  })

  test('is settled by what is received late, on its day or before', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-30, january(3)), weighed(-50, day('2020-02-10')), weighed(-10, january(20)))
    expect(await short(workshop)).toEqual([
      [january(3), -40],
      ['2020-02-10', -90],
    ])
    await workshop.done(weighed(30, january(4)))
    expect(await short(workshop)).toEqual([
      [january(3), -30],
      ['2020-02-10', -60],
    ])
    await workshop.done(weighed(45, day('2019-12-30')))
    expect(await short(workshop)).toEqual([['2020-02-10', -15]])
    await workshop.done(weighed(15, day('2020-02-10')))
    expect(await short(workshop)).toEqual([])
  })

  const weigh = (counted: number, on: Day, number = 1) => ({
    type: 'CountMaterial',
    programmeId: PROGRAMME,
    materialId: 'kain-perca',
    countId: sourceId(number),
    counted,
    effectiveOn: on,
  })

  test('is measured from what was counted last, on the day of the count and after it', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-30, january(3)), weigh(10, january(4)), weighed(-15, january(6)))
    expect(await short(workshop)).toEqual([[january(3), -30]])
    await workshop.done(weighed(30, january(2)))
    expect(await short(workshop)).toEqual([[january(6), -5]])
    await workshop.done(weighed(-40, day('2020-02-10')))
    expect(await short(workshop)).toEqual([
      [january(6), -5],
      ['2020-02-10', -45],
    ])
    await workshop.done(weigh(100, january(31), 2))
    expect(await short(workshop)).toEqual([[january(6), -5]])
    await workshop.done(weighed(500, january(3)), weigh(15, january(4), 3))
    expect(await short(workshop)).toEqual([])
  })

  test('is not found on a day that was counted, whatever the books say', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-30, january(3)), weigh(0, january(3)), weighed(-1, january(3)))
    expect(await short(workshop)).toEqual([])
    await workshop.done(weighed(-1, january(4)))
    expect(await short(workshop)).toEqual([[january(4), -1]])
  })

  test('counts as of its day; each material by itself', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(50, january(3)), weighed(-10, january(5), 'benang'), weighed(-60, january(6)))
    expect(await short(workshop, { asOf: january(4) })).toEqual([])
    expect(await short(workshop, { asOf: january(5) })).toEqual([[january(5), -10]])
    expect((await found(workshop)).map(({ details }) => details['materialId'])).toEqual(['benang', 'kain-perca'])
  })
})
