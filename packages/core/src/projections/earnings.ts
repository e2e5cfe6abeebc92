import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AccountEvent } from '../account/events.js'
import { idInStream } from '../values/ids.js'
import { monthOf, rowKey } from './keys.js'

const EarningsRow = t.type({
  programmeId: t.string,
  month: t.string,
  participantId: t.string,
  /** Rupiah: shares, less what was taken back of them, and what came from or went to a merged file's account. */
  credited: t.number,
  /** Rupiah: payouts, also to heirs, less those that were reversed. */
  paid: t.number,
})
/** What one month credited and paid out to a person, in rupiah. Credited less paid, over all months, is due. */
export type EarningsRow = t.TypeOf<typeof EarningsRow>

/** What each month credited and paid out to whom. */
export const earnings = projection<EarningsRow, AccountEvent>({
  name: 'earnings',
  version: 2,
  row: EarningsRow,
  on: {
    EarningsCredited: ({ event, stream, metadata }, get) =>
      added(get, metadata.programmeId, stream, event.effectiveOn, event.data.amount, 0),
    EarningsPaid: ({ event, stream, metadata }, get) =>
      added(get, metadata.programmeId, stream, event.effectiveOn, 0, event.data.amount),
    EarningsReversed: ({ event, stream, metadata }, get) =>
      added(get, metadata.programmeId, stream, event.effectiveOn, -event.data.taken, 0),
    PayoutReversed: ({ event, stream, metadata }, get) =>
      added(get, metadata.programmeId, stream, event.effectiveOn, 0, -event.data.amount),
    BalanceMoved: ({ event, stream, metadata }, get) => {
      const { direction, amount } = event.data
      const moved = direction === 'in' ? amount : -amount
      return moved === 0 ? [] : added(get, metadata.programmeId, stream, event.effectiveOn, moved, 0)
    },
  },
})

function added(
  get: (key: string) => EarningsRow | undefined,
  programme: string | null,
  stream: string,
  on: string,
  credited: number,
  paid: number,
) {
  const programmeId = programme ?? ''
  const participantId = idInStream(stream)
  const month = monthOf(on)
  const key = rowKey(programmeId, month, participantId)
  const row = get(key) ?? { programmeId, month, participantId, credited: 0, paid: 0 }
  return [{ put: key, row: { ...row, credited: row.credited + credited, paid: row.paid + paid } }]
}
