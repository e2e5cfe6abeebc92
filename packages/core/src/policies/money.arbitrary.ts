import fc from 'fast-check'
import { account } from '../account/decider.js'
import { consignment } from '../consignment/decider.js'
import { leftOf, unsettledOn } from '../consignment/rules.js'
import { fund, fundId } from '../fund/decider.js'
import { order } from '../order/decider.js'
import { keptOf } from '../order/pieces.js'
import {
  AGENCY,
  deliver,
  january,
  lineId,
  make,
  makerId,
  orderId,
  PROGRAMME,
  pay,
  place,
  SKU,
  uuid,
} from '../order/sale.fixture.js'
import { anyWish, commandOf, type Turn } from './sales.arbitrary.js'
import { right, type Workshop } from './workshop.fixture.js'

/** What else may be wished for where money moves: numbers choose of what there is, and how much. */
const KINDS = [
  'return goods',
  'withhold tax',
  'refund',
  'reverse a payout',
  'spend',
  'donate',
  'give',
  'consign',
  'sell consigned',
  'return consigned',
  'settle',
  'merge',
  'undo',
  'inherit',
  'pay an heir',
  'receive',
] as const

interface OtherTurn {
  readonly kind: (typeof KINDS)[number]
  readonly which: number
  readonly all: boolean
  readonly late: number
}
/** A turn of sales, or of money: which of what there is, and how much of it. */
export type MoneyTurn = { readonly kind: 'sale'; readonly turn: Turn } | OtherTurn

const late = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 9 }) },
)
const sale = fc.record({ wish: anyWish, late }).map((turn): MoneyTurn => ({ kind: 'sale', turn }))
const other: fc.Arbitrary<MoneyTurn> = fc.record({
  kind: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...KINDS) },
    // What rests on most that must have been before.
    { weight: 1, arbitrary: fc.constantFrom('withhold tax', 'refund', 'consign', 'sell consigned', 'settle') },
  ),
  which: fc.nat(5),
  all: fc.boolean(),
  late,
})

/** Turns of a programme's money, a day each, some of them dated back. */
export const moneyTurns = fc.array(fc.oneof({ weight: 3, arbitrary: sale }, { weight: 4, arbitrary: other }), {
  minLength: 20,
  maxLength: 31,
  size: 'max',
})

/** How each history begins: goods were sold and shared, and their maker was paid a part of it. */
export const begun = (): readonly object[] => [
  make(95, january(1), 3),
  place(1, january(1), [{ lineId: lineId(10), sku: SKU, quantity: 2, unitPrice: 50_001 }]),
  { ...deliver(1, january(1), [{ sku: SKU, quantity: 2 }]), deliveryId: uuid(6, 99) },
  { ...pay(1, january(1), 100_002), paymentId: uuid(7, 99) },
  {
    type: 'PayEarnings',
    participantId: makerId(1),
    programmeId: PROGRAMME,
    payoutId: uuid(9, 99),
    amount: 50_000,
    receiptRef: 'KW-99',
    effectiveOn: january(1),
  },
]

/** The merges that a history holds, by number: the duplicate and the surviving file. */
const MERGES = [
  [2, 1],
  [3, 1],
  [1, 3],
] as const

interface Sending {
  readonly command: object
  readonly role: string
}

const sum = (list: Iterable<{ readonly amount: number }>) => [...list].reduce((total, { amount }) => total + amount, 0)

const otherSendingOf = async (workshop: Workshop, turn: OtherTurn, number: number): Promise<Sending> => {
  const { which, all } = turn
  const effectiveOn = january(Math.max(1, number + 1 - turn.late))
  const dated = { programmeId: PROGRAMME, effectiveOn }
  const { reader } = workshop.app
  const part = (open: number) => Math.max(1, all ? open : Math.ceil(open / 2))
  const maker = makerId(1 + (which % 3))
  const orders = []
  for (const id of [1, 2, 3].map(orderId)) orders.push({ id, ...right(await reader.state(order, id)()).state })
  const consigned = []
  for (const id of [1, 2].map((one) => uuid(10, one)))
    consigned.push({ id, ...right(await reader.state(consignment, id)()).state })
  const account1 = right(await reader.state(account, maker)()).state
  const purse = right(await reader.state(fund, fundId(PROGRAMME, 'programme'))()).state
  const oneOrder = orders[which % 3]
  const placedOne = consigned.filter(({ placed }) => placed !== null)
  const one = placedOne[which % Math.max(1, placedOne.length)] ?? consigned[0]
  const line = one?.lines[0]
  switch (turn.kind) {
    case 'return goods': {
      const back = orders.find(({ lines }) => lines.some((sold) => keptOf(sold).length > 0)) ?? oneOrder
      const sold = back?.lines.find((each) => keptOf(each).length > 0)
      const pieces = sold === undefined ? 1 : keptOf(sold).reduce((total, { quantity }) => total + quantity, 0)
      return {
        command: {
          type: 'ReturnGoods',
          ...dated,
          orderId: back?.id,
          returnId: uuid(11, number),
          lines: [{ lineId: sold?.lineId ?? uuid(5, 1), batchId: null, quantity: part(pieces) }],
          condition: which % 2 === 0 ? 'resaleable' : 'damaged',
          reason: 'defect',
        },
        role: 'storekeeper',
      }
    }
    case 'withhold tax': {
      const owing = orders.find(({ owed, completed }) => sum(owed) > 0 && !completed) ?? oneOrder
      return {
        command: {
          type: 'WithholdTax',
          ...dated,
          orderId: owing?.id,
          withholdingId: uuid(12, number),
          amount: part(Math.ceil(sum(owing?.owed ?? []) / 10)),
          slipRef: `BP-${number}`,
        },
        role: 'treasurer',
      }
    }
    case 'refund': {
      const over = orders.find(({ owed }) => sum(owed) < 0) ?? oneOrder
      return {
        command: {
          type: 'RefundPayment',
          ...dated,
          orderId: over?.id,
          refundId: uuid(13, number),
          paymentId: null,
          amount: part(-sum(over?.owed ?? [])),
          reason: 'goods-returned',
        },
        role: 'coordinator',
      }
    }
    case 'reverse a payout': {
      const [payoutId = uuid(9, which)] = [...account1.payouts.keys()].slice(which % 2)
      const command = { type: 'ReversePayout', ...dated, participantId: maker, payoutId, reason: 'receipt-void' }
      return { command, role: 'coordinator' }
    }
    case 'spend':
      return {
        command: {
          type: 'SpendFund',
          ...dated,
          fund: which % 2 === 0 ? 'programme' : 'materials',
          spendId: uuid(14, number),
          amount: part(sum(purse.entries)),
          purpose: 'transport',
          receiptRef: `KB-${number}`,
        },
        role: 'treasurer',
      }
    case 'donate':
      return {
        command: {
          type: 'ReceiveDonation',
          ...dated,
          fund: which % 2 === 0 ? 'programme' : 'materials',
          donationId: uuid(15, number),
          amount: 10_000 * (which + 1) + 1,
          method: null,
          donor: null,
        },
        role: 'treasurer',
      }
    case 'give':
      return {
        command: {
          type: 'GiveGift',
          ...dated,
          giftId: uuid(16, number),
          sku: SKU,
          quantity: 1 + (which % 2),
          unitPrice: all ? 5_001 : 49_999,
          occasion: 'exhibition',
        },
        role: 'treasurer',
      }
    case 'consign': {
      const id = uuid(10, 1 + (which % 2))
      return {
        command: {
          type: 'PlaceConsignment',
          ...dated,
          consignmentId: id,
          agencyCode: AGENCY,
          lines: [{ lineId: uuid(17, which % 2), sku: SKU, quantity: 1 + (which % 3), unitPrice: 33_333 }],
        },
        role: 'storekeeper',
      }
    }
    case 'sell consigned':
      return {
        command: {
          type: 'SellConsigned',
          ...dated,
          consignmentId: one?.id,
          saleId: uuid(18, number),
          lines: [{ lineId: line?.lineId ?? uuid(17, 0), quantity: part(line === undefined ? 1 : leftOf(line)) }],
        },
        role: 'coordinator',
      }
    case 'return consigned':
      return {
        command: {
          type: 'ReturnConsigned',
          ...dated,
          consignmentId: one?.id,
          returnId: uuid(19, number),
          lines: [{ lineId: line?.lineId ?? uuid(17, 0), quantity: part(line === undefined ? 1 : leftOf(line)) }],
          condition: 'resaleable',
        },
        role: 'storekeeper',
      }
    case 'settle': {
      const due = line === undefined ? 0 : unsettledOn(line, effectiveOn) * line.unitPrice
      const amount = Math.max(1, due)
      return {
        command: {
          type: 'SettleConsignment',
          ...dated,
          consignmentId: one?.id,
          settlementId: uuid(20, number),
          amount,
        },
        role: 'treasurer',
      }
    }
    case 'merge':
    case 'undo': {
      const [from, into] = MERGES[which % MERGES.length] ?? MERGES[0]
      const merge = { mergeId: uuid(21, which), sourceEventId: uuid(22, number), effectiveOn }
      return turn.kind === 'merge'
        ? {
            command: {
              type: 'MoveBalanceOut',
              participantId: makerId(from),
              otherParticipantId: makerId(into),
              ...merge,
            },
            role: 'policy',
          }
        : {
            command: {
              type: 'ReturnBalance',
              participantId: makerId(into),
              otherParticipantId: makerId(from),
              ...merge,
            },
            role: 'policy',
          }
    }
    case 'inherit':
      return {
        command: {
          type: 'RecogniseHeir',
          ...dated,
          participantId: maker,
          heirId: uuid(23, number),
          heir: { name: null, nik: null, relation: null },
          documentRef: 'SKW-1',
          part: all ? 5_000 : 3_333,
        },
        role: 'coordinator',
      }
    case 'pay an heir':
      return {
        command: {
          type: 'PayEarnings',
          ...dated,
          participantId: maker,
          payoutId: uuid(24, number),
          amount: part(Math.floor(sum(account1.entries) / 3)),
          receiptRef: `KH-${number}`,
          heirId: account1.heirs[0]?.heirId ?? uuid(23, 0),
        },
        role: 'treasurer',
      }
    case 'receive':
      return {
        command: {
          type: 'ReceiveStock',
          ...dated,
          sku: SKU,
          batchId: uuid(25, number),
          grade: 'A',
          quantity: 1 + which,
          makers: [],
          source: 'opening',
        },
        role: 'storekeeper',
      }
  }
}

/** The command that a turn comes to, as things stand, and in which role it is sent. */
export const sendingOf = async (workshop: Workshop, turn: MoneyTurn, number: number): Promise<Sending> =>
  turn.kind === 'sale'
    ? { command: await commandOf(workshop, turn.turn, number), role: 'registrar' }
    : otherSendingOf(workshop, turn, number)
