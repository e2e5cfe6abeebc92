import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AccountEvent } from '../account/events.js'
import { monthOf, rowKey } from './keys.js'

const EarningsRow = t.type({
  programmeId: t.string,
  month: t.string,
  participantId: t.string,
  /** Rupiah. */
  credited: t.number,
  paid: t.number,
})
/** What one month credited and paid out to a person, in rupiah. */
export type EarningsRow = t.TypeOf<typeof EarningsRow>

/** What each month credited and paid out to whom. */
export const earnings = projection<EarningsRow, AccountEvent>({
  name: 'earnings',
  version: 1,
  row: EarningsRow,
  on: {
    EarningsCredited: ({ event, stream, metadata }, get) =>
      added(get, metadata.programmeId, stream, event.effectiveOn, event.data.amount, 0),
    EarningsPaid: ({ event, stream, metadata }, get) =>
      added(get, metadata.programmeId, stream, event.effectiveOn, 0, event.data.amount),
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
  const participantId = stream.slice('account-'.length)
  const month = monthOf(on)
  const key = rowKey(programmeId, month, participantId)
  const row = get(key) ?? { programmeId, month, participantId, credited: 0, paid: 0 }
  return [{ put: key, row: { ...row, credited: row.credited + credited, paid: row.paid + paid } }]
}
