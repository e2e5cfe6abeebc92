import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AccountEvent } from './events.js'

const Receipt = t.type({ paidByEvent: t.string })

/** The key of a programme's receipt number, whatever its case. */
export const receiptKey = (programmeId: string | null, receiptRef: string): string =>
  JSON.stringify([programmeId, receiptRef.toUpperCase()])

/** Receipt numbers of payouts, over all accounts of a programme: a number stands once. */
export const receipts = projection<t.TypeOf<typeof Receipt>, AccountEvent>({
  name: 'receipts',
  version: 1,
  row: Receipt,
  on: {
    EarningsPaid: ({ event, id, metadata }) => [
      { put: receiptKey(metadata.programmeId, event.data.receiptRef), row: { paidByEvent: id } },
    ],
  },
})
