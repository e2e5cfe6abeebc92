import { asked, cancelled, closedShort, declined, returnId, sentBack, sharedEventId } from './after-sale.fixture.js'
import type { OrderEvent } from './events.js'
import {
  delivered,
  has,
  january,
  lineId,
  makerId,
  orderLine,
  PROGRAMME,
  paid,
  pieces,
  piecesBy,
  placed,
  sourceId,
  terms,
} from './sale.fixture.js'

const bags = orderLine(1, 2, 50_000)
const gone = (quantity: number) => delivered(january(5), [{ ...bags, quantity, batches: [pieces(1, quantity)] }])
const ordered = placed(1, january(3), [bags])
/** An order of two pieces that are there. */
export const ready: readonly OrderEvent[] = [...ordered, has(1, january(3), [piecesBy(1, 2)])]
/** What they brought, all of it shared to one maker and the funds. */
export const share: OrderEvent = {
  type: 'ProceedsShared',
  effectiveOn: january(9),
  data: {
    programmeId: PROGRAMME,
    total: 100_000,
    rule: terms.rule,
    parts: { makers: 70_000, materialsFund: 20_000, programmeFund: 10_000 },
    shares: [{ participantId: makerId(1), code: 'P-001', amount: 70_000 }],
  },
}
const completed: readonly OrderEvent[] = [
  ...ready,
  ...gone(2),
  paid(january(9), 100_000),
  share,
  { type: 'OrderCompleted', effectiveOn: january(9), data: { programmeId: PROGRAMME } },
]
/** A piece came back after the sharing. */
const oneBack = (number: number): readonly OrderEvent[] => [
  ...sentBack(january(9), [{ line: bags, batches: [piecesBy(1, 1)] }], number),
  {
    type: 'ProceedsReversed',
    effectiveOn: january(9),
    data: {
      programmeId: PROGRAMME,
      returnId: returnId(number),
      sharedEventId,
      total: 50_000,
      parts: { makers: 35_000, materialsFund: 10_000, programmeFund: 5_000 },
      shares: [{ participantId: makerId(1), code: 'P-001', amount: 35_000 }],
    },
  },
]

/** An order’s lives, each day by day to the ninth. */
export const lives: { readonly [state: string]: readonly OrderEvent[] } = {
  'not placed': [],
  requested: [asked(1, january(3), [bags])],
  declined: [asked(1, january(3), [bags]), declined(january(5))],
  cancelled: [...ready, cancelled(january(5), [bags])],
  waiting: [
    ...ordered,
    {
      type: 'LineBackordered',
      effectiveOn: january(3),
      data: { lineId: lineId(1), quantity: 2, sourceEventId: sourceId(1) },
    },
  ],
  'half there': [...ordered, has(1, january(3), [piecesBy(1, 1)])],
  ready,
  'half delivered': [...ready, ...gone(1)],
  'half delivered and paid for that': [...ready, ...gone(1), paid(january(6), 50_000)],
  'half delivered and closed with that': [...ready, ...gone(1), closedShort(january(6), bags, 1)],
  delivered: [...ready, ...gone(2)],
  'delivered and half paid': [...ready, ...gone(2), paid(january(6), 50_000)],
  completed,
  'completed and half back': [...completed, ...oneBack(1)],
  'completed and all back': [...completed, ...oneBack(1), ...oneBack(2)],
}
