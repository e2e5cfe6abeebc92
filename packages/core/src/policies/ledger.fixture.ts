import type { RecordedEvent } from '@perca/eventsourcing'
import type { AccountEvent, AccountEventOf } from '../account/events.js'
import type { OrderEvent } from '../order/events.js'
import type { StockEvent } from '../stock/events.js'

// A second bookkeeping, from the log alone and as plain as can be, that complains of every promise the log breaks.

type Told = AccountEvent | OrderEvent | StockEvent

interface Batch {
  readonly id: string
  readonly on: string
  readonly made: number
  free: number
}
interface Wait {
  readonly line: string
  readonly on: string
  pieces: number
}
interface Shelf {
  readonly batches: Batch[]
  readonly queue: Wait[]
}

const older = (a: { readonly on: string }, b: { readonly on: string }): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : 0
const later = (a: string, b: string): string => (a > b ? a : b)

/**
 * Keeps stock by the log: what is made, promised, waited for and gone, in its order.
 * @returns every broken promise, as a sentence: something promised that is not there or not the oldest, somebody passed over
 *   who waits longer, something free while somebody waits, something gone that was not promised.
 */
export const stockComplaints = (log: readonly RecordedEvent[]): readonly string[] => {
  const complaints: string[] = []
  const shelves = new Map<string, Shelf>()
  const promised = new Map<string, number>()
  const shelfOf = (stream: string): Shelf => {
    const shelf = shelves.get(stream) ?? { batches: [], queue: [] }
    shelves.set(stream, shelf)
    return shelf
  }
  for (const { event: recorded, stream } of log) {
    const event = recorded as Told // of other events, no case below is one
    const complain = (what: string) => complaints.push(`${event.effectiveOn} ${stream}: ${what}`)
    switch (event.type) {
      case 'ItemsMade': {
        const { batchId: id, quantity: made, grade } = event.data
        if (grade !== 'reject') shelfOf(stream).batches.push({ id, on: event.effectiveOn, made, free: made })
        break
      }
      case 'BackorderQueued': {
        const { orderId, lineId, quantity } = event.data
        shelfOf(stream).queue.push({ line: `${orderId} ${lineId}`, on: event.effectiveOn, pieces: quantity })
        break
      }
      case 'StockReserved': {
        const { orderId, lineId, batches, reason } = event.data
        const shelf = shelfOf(stream)
        const line = `${orderId} ${lineId}`
        for (const { batchId, quantity } of batches) {
          const [oldest] = shelf.batches.filter(({ free }) => free > 0).sort(older)
          if (oldest?.id !== batchId) complain(`${batchId} is promised, and is not the oldest`)
          else if (oldest.free < quantity) complain(`more of ${batchId} is promised than is free`)
          else if (oldest.on > event.effectiveOn) complain(`${batchId} is promised before it is made`)
          if (oldest !== undefined) oldest.free -= quantity
          if (reason === 'backorder') {
            const [first] = shelf.queue.filter(({ pieces }) => pieces > 0).sort(older)
            if (first?.line !== line) complain(`${line} is served, and does not wait longest`)
            else if (first.pieces < quantity) complain(`${line} is served more than it waits for`)
            else if (later(first.on, oldest?.on ?? '') !== event.effectiveOn)
              complain(`${line} is served on another day`)
            if (first !== undefined) first.pieces -= quantity
          }
          const key = `${line} ${batchId}`
          promised.set(key, (promised.get(key) ?? 0) + quantity)
        }
        break
      }
      case 'StockDispatched': {
        const { orderId, lineId, batches } = event.data
        for (const { batchId, quantity } of batches) {
          const key = `${orderId} ${lineId} ${batchId}`
          promised.set(key, (promised.get(key) ?? 0) - quantity)
          if ((promised.get(key) ?? 0) < 0) complain(`${batchId} is gone, and was not promised to ${orderId} ${lineId}`)
        }
        break
      }
    }
  }
  for (const [stream, { batches, queue }] of shelves) {
    const free = batches.reduce((sum, batch) => sum + batch.free, 0)
    const waited = queue.reduce((sum, { pieces }) => sum + pieces, 0)
    if (free > 0 && waited > 0) complaints.push(`${stream}: ${free} are free while ${waited} are waited for`)
  }
  return complaints
}

interface Entry {
  readonly on: string
  readonly account: string
  readonly amount: number
}

/** Every account that must never be overdrawn, day by day: what came first stands for what the next may not exceed. */
const entriesOf = ({ event: recorded, stream }: RecordedEvent): readonly Entry[] => {
  const event = recorded as Told // of other events, no case below is one
  const on = event.effectiveOn
  const entry = (account: string, amount: number): Entry => ({ on, account: `${stream} ${account}`, amount })
  switch (event.type) {
    case 'OrderPlaced':
    case 'OrderLinesAdded':
      return event.data.lines.map(({ lineId, quantity }) => entry(`ordered, not reserved ${lineId}`, quantity))
    case 'LineReserved': {
      const quantity = event.data.batches.reduce((sum, part) => sum + part.quantity, 0)
      return [
        entry(`ordered, not reserved ${event.data.lineId}`, -quantity),
        entry(`reserved, not delivered ${event.data.lineId}`, quantity),
      ]
    }
    case 'OrderDelivered':
      return event.data.lines.map(({ lineId, quantity }) => entry(`reserved, not delivered ${lineId}`, -quantity))
    case 'InvoiceIssued':
      return [entry('invoiced, not paid', event.data.amount)]
    case 'PaymentReceived':
      return [entry('invoiced, not paid', -event.data.amount)]
    case 'EarningsCredited':
      return [entry('credited, not paid out', event.data.amount)]
    case 'EarningsPaid':
      return [entry('credited, not paid out', -event.data.amount)]
    case 'ItemsMade':
      return event.data.grade === 'reject'
        ? []
        : [entry('free', event.data.quantity), entry('on hand', event.data.quantity)]
    case 'StockReserved': {
      const quantity = event.data.batches.reduce((sum, part) => sum + part.quantity, 0)
      return [entry('free', -quantity), entry('reserved', quantity)]
    }
    case 'StockDispatched': {
      const quantity = event.data.batches.reduce((sum, part) => sum + part.quantity, 0)
      return [entry('reserved', -quantity), entry('on hand', -quantity)]
    }
    default:
      return []
  }
}

/** Every account that is overdrawn at the end of any day: pieces promised that were not made by then, rupiah paid before they were due. */
export const overdrawn = (log: readonly RecordedEvent[]): readonly string[] => {
  const byAccount = new Map<string, Map<string, number>>()
  for (const { account, on, amount } of log.flatMap(entriesOf)) {
    const days = byAccount.get(account) ?? new Map<string, number>()
    byAccount.set(account, days.set(on, (days.get(on) ?? 0) + amount))
  }
  return [...byAccount].flatMap(([account, days]) => {
    let balance = 0
    return [...days.keys()].sort().flatMap((on) => {
      balance += days.get(on) ?? 0
      return balance < 0 ? [`${on} ${account}: ${balance}`] : []
    })
  })
}

/** What one maker was credited and paid, in rupiah, by the log. */
export const moneyOf = (log: readonly RecordedEvent[], participantId: string) => {
  const amounts = (type: string) =>
    log
      .filter(({ event, stream }) => stream === `account-${participantId}` && event.type === type)
      .reduce((sum, { event }) => sum + (event as AccountEventOf<'EarningsCredited' | 'EarningsPaid'>).data.amount, 0) // both are of that stream
  return { credited: amounts('EarningsCredited'), paid: amounts('EarningsPaid') }
}
