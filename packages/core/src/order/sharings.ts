import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { idInStream } from '../values/ids.js'
import type { OrderEvent } from './events.js'

const Sharing = t.type({ sharedEventId: t.string })

/** Which event shared each order, by the order's id: a reversal names it. */
export const sharings = projection<t.TypeOf<typeof Sharing>, OrderEvent>({
  name: 'sharings',
  version: 1,
  row: Sharing,
  on: {
    ProceedsShared: ({ id, stream }) => [{ put: idInStream(stream), row: { sharedEventId: id } }],
  },
})
