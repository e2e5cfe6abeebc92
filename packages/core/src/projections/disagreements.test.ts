import { derivedId, type Event, liveRows, type RecordedEvent } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import {
  batchId,
  deliver,
  delivered,
  deliveryId,
  has,
  january,
  left,
  lineId,
  make,
  makerId,
  orderId,
  orderLine,
  PROGRAMME,
  pay,
  pieces,
  piecesBy,
  place,
  promised,
  SKU,
  sourceId,
  terms,
  waits,
} from '../order/sale.fixture.js'
import { openWorkshop, right } from '../policies/workshop.fixture.js'
import { disagreements } from './disagreements.js'

const bags = orderLine(1, 3, 50_000)
const inStock = 'stock-kediri.KPR-TAS.1'
const inOrder = `order-${orderId(1)}`
const inAccount = `account-${makerId(1)}`

/** Events as if they were recorded, one after the other; the source of copies comes first, under `sourceId(1)`. */
const after = (...events: readonly (readonly [string, Event])[]) => {
  const live = liveRows(disagreements)
  for (const [place, [stream, event]] of events.entries()) {
    const recorded: RecordedEvent = {
      event,
      stream,
      id: place === 0 ? sourceId(1) : derivedId(sourceId(1), String(place)),
      revision: place,
      position: String(place),
      recordedAt: '2020-02-01T00:00:00.000Z',
      metadata: {
        commandId: sourceId(2),
        correlationId: sourceId(2),
        causationId: null,
        actor: { id: 'test', role: 'registrar' },
        programmeId: PROGRAMME,
        subjects: [],
        effectiveOn: event.effectiveOn,
        schemaVersion: 1,
      },
    }
    live.take(recorded)
  }
  return [...live.rows.values()].map(({ copy, on, difference }) => ({ copy, on, difference }))
}

const promise = promised(1, january(7), [piecesBy(1, 2)])
const copied = has(1, january(7), [piecesBy(1, 2)])
const ofBatch = (amount: number, maker = 1) => [{ of: `${batchId(1)} ${makerId(maker)}*1`, amount }]

describe('a promise and what the order was told of it', () => {
  test('differ until it is told, and agree then', () => {
    expect(after([inStock, promise])).toEqual([{ copy: 'LineReserved', on: january(7), difference: ofBatch(2) }])
    expect(after([inStock, promise], [inOrder, copied])).toEqual([])
  })

  test('differ where it is told of other pieces', () => {
    expect(after([inStock, promise], [inOrder, has(1, january(7), [piecesBy(1, 1)])])).toEqual([
      { copy: 'LineReserved', on: january(7), difference: ofBatch(1) },
    ])
    expect(after([inStock, promise], [inOrder, has(1, january(7), [piecesBy(1, 2), piecesBy(2, 1)])])).toEqual([
      { copy: 'LineReserved', on: january(7), difference: [{ of: `${batchId(2)} ${makerId(1)}*1`, amount: -1 }] },
    ])
  })

  test('differ where it is told of other makers: they would be paid', () => {
    const others = [{ participantId: makerId(2), parts: 1 }]
    expect(after([inStock, promise], [inOrder, has(1, january(7), [piecesBy(1, 2, others)])])).toEqual([
      { copy: 'LineReserved', on: january(7), difference: [...ofBatch(2), ...ofBatch(-2, 2)] },
    ])
  })

  test('differ where it is told twice', () => {
    expect(after([inStock, promise], [inOrder, copied], [inOrder, copied])).toEqual([
      { copy: 'LineReserved', on: january(7), difference: ofBatch(-2) },
    ])
  })

  test('differ, both, where it is told on another day, to another order, or of another promise', () => {
    const both = (on: string) => [
      { copy: 'LineReserved', on: january(7), difference: ofBatch(2) },
      { copy: 'LineReserved', on, difference: ofBatch(-2) },
    ]
    expect(after([inStock, promise], [inOrder, { ...copied, effectiveOn: january(8) }])).toEqual(both(january(8)))
    expect(after([inStock, promise], [`order-${orderId(2)}`, copied])).toEqual(both(january(7)))
    expect(
      after([inStock, promise], [inOrder, { ...copied, data: { ...copied.data, sourceEventId: sourceId(2) } }]),
    ).toEqual(both(january(7)))
  })
})

test('a wait and what the order was told of it differ until it is told, and by how much', () => {
  const told = (quantity: number): Event => ({
    type: 'LineBackordered',
    effectiveOn: january(7),
    data: { lineId: lineId(1), quantity, sourceEventId: sourceId(1) },
  })
  const differing = (amount: number) => [
    { copy: 'LineBackordered', on: january(7), difference: [{ of: 'pieces', amount }] },
  ]
  expect(after([inStock, waits(1, january(7), 3)])).toEqual(differing(3))
  expect(after([inStock, waits(1, january(7), 3)], [inOrder, told(5)])).toEqual(differing(-2))
  expect(after([inStock, waits(1, january(7), 3)], [inOrder, told(3)])).toEqual([])
})

test('what was delivered and what left the stock differ line by line, until all has left', () => {
  const [gone] = delivered(january(9), [
    { ...bags, batches: [pieces(1, 2), pieces(2, 1)] },
    { ...orderLine(2, 1, 25_000, 'KPR-KST'), batches: [pieces(3, 1)] },
  ])
  const other: Event = {
    type: 'StockDispatched',
    effectiveOn: january(9),
    data: {
      programmeId: PROGRAMME,
      sku: 'KPR-KST',
      orderId: orderId(1),
      lineId: lineId(2),
      deliveryId: deliveryId(1),
      batches: [pieces(3, 1)],
    },
  }
  const differing = (...difference: readonly { readonly of: string; readonly amount: number }[]) => ({
    copy: 'StockDispatched',
    on: january(9),
    difference,
  })
  expect(after([inOrder, gone])).toEqual([
    differing({ of: batchId(1), amount: 2 }, { of: batchId(2), amount: 1 }),
    differing({ of: batchId(3), amount: 1 }),
  ])
  expect(after([inOrder, gone], [inStock, other], [inStock, left(1, january(9), [pieces(1, 2)])])).toEqual([
    differing({ of: batchId(2), amount: 1 }),
  ])
  expect(
    after([inOrder, gone], [inStock, other], [inStock, left(1, january(9), [pieces(1, 2), pieces(2, 1)])]),
  ).toEqual([])
})

test('shares and credits differ maker by maker, in rupiah, until all are credited', () => {
  const share: Event = {
    type: 'ProceedsShared',
    effectiveOn: january(9),
    data: {
      programmeId: PROGRAMME,
      total: 100,
      rule: terms.rule,
      parts: { makers: 70, materialsFund: 0, programmeFund: 0 },
      shares: [
        { participantId: makerId(1), code: 'P-001', amount: 60 },
        { participantId: makerId(2), code: 'P-002', amount: 10 },
      ],
    },
  }
  const credit = (amount: number): Event => ({
    type: 'EarningsCredited',
    effectiveOn: january(9),
    data: { sharedEventId: sourceId(1), source: { kind: 'order', id: orderId(1) }, amount },
  })
  const differing = (amount: number) => ({
    copy: 'EarningsCredited',
    on: january(9),
    difference: [{ of: 'rupiah', amount }],
  })
  expect(after([inOrder, share])).toEqual([differing(60), differing(10)])
  expect(after([inOrder, share], [inAccount, credit(59)])).toEqual([differing(1), differing(10)])
  expect(after([inOrder, share], [inAccount, credit(60)])).toEqual([differing(10)])
  expect(after([inOrder, share], [inAccount, credit(60)], [`account-${makerId(2)}`, credit(10)])).toEqual([])
})

describe('what the ② streams tell each other', () => {
  const item = { programmeId: PROGRAMME, sku: SKU }
  const on = january(9)
  const lines = [{ lineId: lineId(1), sku: SKU, quantity: 2, unitPrice: 50_000, batches: [piecesBy(1, 2)] }]
  const shares = [{ participantId: makerId(1), code: 'P-001', amount: 70 }]
  const parts = { makers: 70, materialsFund: 20, programmeFund: 10 }
  const inFund = 'fund-kediri.PROGRAMME.1'
  const back = { batches: [piecesBy(1, 2)], condition: 'damaged' }
  const ev = (type: string, data: object): Event => ({ type, effectiveOn: on, data })
  const fund = (type: 'FundCredited' | 'LossAbsorbed', name: string, amount: number, sourceEventId = sourceId(1)) =>
    [inFund, ev(type, { programmeId: PROGRAMME, fund: name, sourceEventId, amount })] as const
  const credited = (kind: string, id: string) =>
    [inAccount, ev('EarningsCredited', { sharedEventId: sourceId(1), source: { kind, id }, amount: 70 })] as const
  const all = (amount: number) => [{ of: `${batchId(1)} ${makerId(1)}*1`, amount }]

  test.each([
    [
      'goods that an order’s buyer returned',
      [inOrder, ev('GoodsReturned', { programmeId: PROGRAMME, returnId: sourceId(3), lines, condition: 'damaged' })],
      [
        [
          inStock,
          ev('StockReturned', { ...item, ...back, returnId: sourceId(3), source: 'order', sourceId: orderId(1) }),
        ],
      ],
      [{ copy: 'StockReturned', on, difference: all(2) }],
    ],
    [
      'goods that a shop gave back',
      [
        `consignment-${sourceId(4)}`,
        ev('ConsignmentReturned', { returnId: sourceId(3), lines: [{ lineId: lineId(1), sku: SKU, ...back }] }),
      ],
      [
        [
          inStock,
          ev('StockReturned', {
            ...item,
            ...back,
            returnId: sourceId(3),
            source: 'consignment',
            sourceId: sourceId(4),
          }),
        ],
      ],
      [{ copy: 'StockReturned', on, difference: all(2) }],
    ],
    [
      'goods on consignment',
      [`consignment-${sourceId(4)}`, ev('ConsignmentPlaced', { programmeId: PROGRAMME, agencyCode: 'KEL-01', lines })],
      [
        [
          inStock,
          ev('StockConsigned', { ...item, consignmentId: sourceId(4), lineId: lineId(1), batches: [piecesBy(1, 2)] }),
        ],
      ],
      [{ copy: 'StockConsigned', on, difference: all(2) }],
    ],
    [
      'a gift',
      [inFund, ev('FundSpent', { spendId: sourceId(5), gift: { sku: SKU, batches: [piecesBy(1, 2)], shares } })],
      [
        [inStock, ev('GoodsGiven', { ...item, giftId: sourceId(5), batches: [piecesBy(1, 2)] })],
        credited('gift', sourceId(5)),
      ],
      [
        { copy: 'GoodsGiven', on, difference: all(2) },
        { copy: 'EarningsCredited', on, difference: [{ of: 'rupiah', amount: 70 }] },
      ],
    ],
    [
      'a consignment that was settled',
      [`consignment-${sourceId(4)}`, ev('ConsignmentSettled', { shares, parts })],
      [
        credited('consignment', sourceId(4)),
        fund('FundCredited', 'materials', 20),
        fund('FundCredited', 'programme', 10),
      ],
      [
        { copy: 'EarningsCredited', on, difference: [{ of: 'rupiah', amount: 70 }] },
        { copy: 'FundCredited', on, difference: [{ of: 'rupiah', amount: 20 }] },
        { copy: 'FundCredited', on, difference: [{ of: 'rupiah', amount: 10 }] },
      ],
    ],
    [
      'a reversal, of which a maker gives back less than was asked',
      [inOrder, ev('ProceedsReversed', { shares, parts })],
      [
        [inAccount, ev('EarningsReversed', { sourceEventId: sourceId(1), orderId: orderId(1), asked: 70, taken: 40 })],
        fund('LossAbsorbed', 'materials', 20),
        fund('LossAbsorbed', 'programme', 10),
        fund('LossAbsorbed', 'programme', 30, derivedId(sourceId(1), '1')),
      ],
      [
        { copy: 'EarningsReversed', on, difference: [{ of: 'rupiah', amount: 70 }] },
        { copy: 'LossAbsorbed', on, difference: [{ of: 'rupiah', amount: 20 }] },
        { copy: 'LossAbsorbed', on, difference: [{ of: 'rupiah', amount: 10 }] },
      ],
    ],
  ] as const)('of %s, they differ until all is told, and agree then', (_, source, told, differing) => {
    expect(after(source)).toEqual(differing)
    expect(after(source, ...told)).toEqual([])
    for (const place of told.keys()) {
      const others = told.filter((__, at) => at !== place)
      expect(after(source, ...others)).not.toEqual([])
    }
  })

  test('money that a fund spends on no gift has no copy', () => {
    expect(after([inFund, ev('FundSpent', { spendId: sourceId(5), gift: null })])).toEqual([])
  })
})

test('of a programme that is not named, they are told all the same', async () => {
  const { send, rows, settled } = await openWorkshop()
  right(await send(make(1, january(3), 2)))
  right(await send(place(1, january(3), [bags])))
  await settled()
  const { programmeId: _, ...note } = { programmeId: PROGRAMME, ...copied.data }
  right(
    await send(
      { type: 'NoteReserved', orderId: orderId(1), ...note, effectiveOn: january(7) },
      { role: 'policy', programmeId: null },
    ),
  )
  expect([...(await rows(disagreements)).values()]).toMatchObject([
    { copy: 'LineReserved', programmeId: '', stream: inOrder, difference: ofBatch(-2) },
  ])
})

test('a promise of nothing is nothing to differ about', () => {
  expect(after([inStock, promised(1, january(7), [])])).toEqual([])
})

describe('in a programme', () => {
  const sale = [make(1, january(3), 2), place(1, january(3), [bags])]

  test('they differ while nothing has settled, and in nothing once all has', async () => {
    const { send, settled, rows } = await openWorkshop()
    for (const command of sale) right(await send(command))
    expect(await rows(disagreements)).toEqual(new Map())
    await settled()
    for (const command of [make(2, january(8), 4), deliver(1, january(9), [{ sku: SKU, quantity: 2 }])])
      right(await send(command))
    const open = [...(await rows(disagreements)).values()]
    expect(
      open.map(({ copy, programmeId, stream, difference }) => [
        copy,
        programmeId,
        stream,
        difference.map(({ amount }) => amount),
      ]),
    ).toEqual([
      ['LineReserved', PROGRAMME, inStock, [1]],
      ['StockDispatched', PROGRAMME, inOrder, [2]],
    ])
    expect(open.map((row) => disagreements.row.decode(JSON.parse(JSON.stringify(row))))).toEqual(open.map(E.right))
    await settled()
    right(await send(deliver(1, january(9), [{ sku: SKU, quantity: 1 }])))
    right(await send(pay(1, january(9), 150_000)))
    expect([...(await rows(disagreements)).values()].map(({ copy }) => copy)).toEqual([
      'StockDispatched',
      'EarningsCredited',
      'FundCredited',
      'FundCredited',
    ])
    expect(await settled()).toMatchObject({ refused: [] })
    expect(await rows(disagreements)).toEqual(new Map())
  })

  test('they agree as of every day, and as known at every moment in which all had settled', async () => {
    let hour = 0
    const workshop = await openWorkshop(memoryStore({ now: () => new Date(Date.UTC(2020, 1, 1, hour)) }))
    const acts = [
      ...sale,
      make(2, january(8), 4),
      deliver(1, january(9), [{ sku: SKU, quantity: 3 }]),
      pay(1, january(9), 150_000),
    ]
    for (const command of acts) {
      hour += 1
      right(await workshop.send(command))
      hour += 1
      await workshop.settled()
    }
    const rows = async (horizon: object) =>
      [...(await workshop.rows(disagreements, horizon)).values()].map(({ copy }) => copy)
    for (let date = 1; date <= 10; date++) expect(await rows({ asOf: january(date) })).toEqual([])
    const known = []
    for (let at = 0; at <= hour; at++)
      known.push(await rows({ knownAt: new Date(Date.UTC(2020, 1, 1, at)).toISOString() }))
    expect(known.filter((_, at) => at % 2 === 0)).toEqual(acts.map(() => []).concat([[]]))
    expect(known[7]).toEqual(['StockDispatched'])
    expect(known[9]).toEqual(['EarningsCredited', 'FundCredited', 'FundCredited'])
  })
})
