import type { Event, Happened } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import {
  delivered,
  deliveryId,
  january,
  lineId,
  makerId,
  OTHER_SKU,
  orderId,
  orderLine,
  PROGRAMME,
  pieces,
  piecesBy,
  placed,
  promised,
  SKU,
  sourceId,
  terms,
  waits,
} from '../order/sale.fixture.js'
import { policies } from './policies.js'

const happened = (event: Event, stream: string): Happened => ({
  event,
  id: sourceId(1),
  stream,
  revision: 0,
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
})

/** Every command that any policy makes of an event: the policy's name, the target, the command. */
const following = (event: Event, stream: string) =>
  policies.flatMap(({ name, on }) =>
    Object.hasOwn(on, event.type)
      ? (on[event.type]?.(happened(event, stream)) ?? []).map(({ target, command }) => ({ name, target, command }))
      : [],
  )

const bags = orderLine(1, 3, 45_000)
const mats = orderLine(2, 2, 25_000, OTHER_SKU)
const item = { programmeId: PROGRAMME, sku: SKU }

describe('what follows from what', () => {
  test('P1: an accepted order’s pieces are promised, line by line', () => {
    const [, taken] = placed(1, january(3), [bags, mats])
    expect(following(taken, `order-${orderId(1)}`)).toEqual(
      [bags, mats].map(({ lineId: line, sku, quantity }) => ({
        name: 'reserve-stock',
        target: line,
        command: {
          type: 'ReserveStock',
          programmeId: PROGRAMME,
          sku,
          orderId: orderId(1),
          lineId: line,
          quantity,
          effectiveOn: january(3),
        },
      })),
    )
  })

  test('P2: the order is told what stock promised, and what it waits for, on the day of it', () => {
    const dated = { orderId: orderId(1), lineId: lineId(1), sourceEventId: sourceId(1), effectiveOn: january(7) }
    expect(following(promised(1, january(7), [piecesBy(1, 2)], 'backorder'), 'stock-kediri.KPR-TAS.1')).toEqual([
      {
        name: 'note-promises',
        target: lineId(1),
        command: { type: 'NoteReserved', ...dated, batches: [piecesBy(1, 2)] },
      },
    ])
    expect(following(waits(1, january(7), 3), 'stock-kediri.KPR-TAS.1')).toEqual([
      { name: 'note-promises', target: lineId(1), command: { type: 'NoteBackordered', ...dated, quantity: 3 } },
    ])
  })

  test('P3: what was delivered leaves the stock, line by line', () => {
    const [gone] = delivered(january(9), [
      { ...bags, batches: [pieces(1, 3)] },
      { ...mats, batches: [pieces(2, 1), pieces(3, 1)] },
    ])
    const dated = { type: 'DispatchStock', orderId: orderId(1), deliveryId: deliveryId(1), effectiveOn: january(9) }
    expect(following(gone, `order-${orderId(1)}`)).toEqual([
      {
        name: 'dispatch-stock',
        target: lineId(1),
        command: { ...dated, ...item, lineId: lineId(1), batches: [pieces(1, 3)] },
      },
      {
        name: 'dispatch-stock',
        target: lineId(2),
        command: { ...dated, ...item, sku: OTHER_SKU, lineId: lineId(2), batches: [pieces(2, 1), pieces(3, 1)] },
      },
    ])
  })

  test('P4: each maker and each fund is credited with its share, naming the sharing', () => {
    const shares = [
      { participantId: makerId(1), code: 'P-001', amount: 60 },
      { participantId: makerId(2), code: 'P-002', amount: 10 },
    ]
    const share: Event = {
      type: 'ProceedsShared',
      effectiveOn: january(9),
      data: {
        programmeId: PROGRAMME,
        total: 100,
        rule: terms.rule,
        parts: { makers: 70, materialsFund: 20, programmeFund: 10 },
        shares,
      },
    }
    const source = { kind: 'order', id: orderId(1) }
    expect(following(share, `order-${orderId(1)}`).filter(({ name }) => name === 'credit-earnings')).toEqual(
      shares.map(({ participantId, amount }) => ({
        name: 'credit-earnings',
        target: participantId,
        command: {
          type: 'CreditEarnings',
          participantId,
          sharedEventId: sourceId(1),
          source,
          amount,
          effectiveOn: january(9),
        },
      })),
    )
    const funds = [
      { fund: 'materials', amount: 20 },
      { fund: 'programme', amount: 10 },
    ]
    expect(following(share, `order-${orderId(1)}`).filter(({ name }) => name === 'credit-funds')).toEqual(
      funds.map(({ fund, amount }) => ({
        name: 'credit-funds',
        target: fund,
        command: {
          type: 'CreditFund',
          programmeId: PROGRAMME,
          fund,
          sourceEventId: sourceId(1),
          source,
          amount,
          effectiveOn: january(9),
        },
      })),
    )
  })

  test('a session is opened by a mark for it', () => {
    const mark: Event = {
      type: 'AttendanceRecorded',
      effectiveOn: january(7),
      data: {
        sessionId: 'kediri.2020-01-07',
        programmeId: PROGRAMME,
        status: 'absent',
        minutes: null,
        basis: { enrolmentId: sourceId(3), assessmentId: null },
      },
    }
    expect(following(mark, `participant-${makerId(1)}`)).toEqual([
      {
        name: 'open-session',
        target: 'kediri.2020-01-07',
        command: { type: 'OpenSession', programmeId: PROGRAMME, effectiveOn: january(7) },
      },
    ])
  })

  test('nothing else follows by itself', () => {
    const reacting = policies.flatMap(({ on }) => Object.keys(on))
    expect([...new Set(reacting)].sort()).toEqual([
      'Absorbed',
      'AttendanceRecorded',
      'BackorderQueued',
      'BalanceMoved',
      'ConsignmentPlaced',
      'ConsignmentReturned',
      'ConsignmentSettled',
      'EarningsReversed',
      'FundSpent',
      'GoodsReturned',
      'LineClosedShort',
      'MergeUndone',
      'OrderAccepted',
      'OrderCancelled',
      'OrderDelivered',
      'ProceedsReversed',
      'ProceedsShared',
      'StockReserved',
    ])
  })

  test('policies are told apart by name: the ids of their commands follow from it', () => {
    expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length)
  })
})
