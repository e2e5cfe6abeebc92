import { project } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { describe, expect, test } from 'vitest'
import { january, make, orderLine, PROGRAMME, place } from '../order/sale.fixture.js'
import { enrolment, mark, openWorkshop, right, type Workshop } from '../policies/workshop.fixture.js'
import { day } from '../testing/day.fixture.js'
import { restatementProjections, restatements } from './restatements.js'

const closeMonth = (month: string, on: string) => ({
  type: 'CloseMonth',
  programmeId: PROGRAMME,
  month,
  effectiveOn: day(on),
})
const restated = async ({ app, store }: Workshop, horizon = {}) =>
  restatements(right(await project(store, app.decode, restatementProjections, horizon)()), PROGRAMME)

/** January with a mark and a batch, closed on 3 February before an order of January has settled. */
const racing = async (now: () => Date = () => new Date()) => {
  const workshop = await openWorkshop(memoryStore({ now }))
  await workshop.done(...enrolment(1, january(2)), mark(1, january(7), 'present'), make(1, january(7), 3))
  await workshop.send(place(1, january(8), [orderLine(1, 2, 50_000)]))
  right(await workshop.send(closeMonth('2020-01', '2020-02-03'), { role: 'coordinator' }))
  return workshop
}

describe('a closed month', () => {
  test('of which nothing else is known since has no changes', async () => {
    const workshop = await racing()
    expect(await restated(workshop)).toEqual([
      { programmeId: PROGRAMME, month: '2020-01', closedOn: '2020-02-03', changes: [], since: [] },
    ])
  })

  test('is not touched by what happens after it', async () => {
    const workshop = await racing()
    await workshop.send(mark(1, day('2020-02-04'), 'present'))
    await workshop.send(make(2, day('2020-02-04'), 5))
    expect(await restated(workshop)).toMatchObject([{ changes: [], since: [] }])
  })

  test('tells each figure that is known otherwise now, and the events that came since', async () => {
    const workshop = await racing()
    await workshop.settled()
    const [january20] = await restated(workshop)
    expect(january20?.changes).toEqual([{ path: 'stock[KPR-TAS].reserved', was: 0, now: 2 }])
    const reserved = (await workshop.log()).find(({ event }) => event.type === 'StockReserved')
    expect(january20?.since).toContainEqual({
      eventId: reserved?.id,
      type: 'StockReserved',
      on: january(8),
      corrects: null,
    })
  })

  test('stays as it was in what was known before', async () => {
    let now = new Date('2020-02-03T03:00:00.000Z')
    const workshop = await racing(() => now)
    const known = { knownAt: '2020-02-03T03:00:00.000Z' }
    const before = await restated(workshop, known)
    now = new Date('2020-02-09T03:00:00.000Z')
    await workshop.settled()
    expect(await restated(workshop, known)).toEqual(before)
    expect((await restated(workshop))[0]?.changes).not.toEqual([])
  })

  test('shows a holiday that is declared later as a session less', async () => {
    const workshop = await racing()
    const holiday = {
      type: 'DeclareHoliday',
      programmeId: PROGRAMME,
      date: january(14),
      name: 'Cuti bersama',
      decree: null,
      effectiveOn: day('2020-02-05'),
    }
    right(await workshop.send(holiday))
    expect(await restated(workshop)).toMatchObject([{ changes: [{ path: 'sessions.planned', was: 9, now: 8 }] }])
  })

  test('comes after the one before it', async () => {
    const workshop = await racing()
    right(await workshop.send(closeMonth('2020-02', '2020-03-02'), { role: 'coordinator' }))
    expect((await restated(workshop)).map(({ month }) => month)).toEqual(['2020-01', '2020-02'])
  })
})
