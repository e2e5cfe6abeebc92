import type { Day } from '@perca/eventsourcing'
import type { ReservedPart } from '../stock/events.js'
import type { ConsignmentEvent } from './events.js'

/** Pieces on a day. */
interface Dated {
  readonly on: Day
  readonly quantity: number
}

/**
 * A line: its pieces, oldest batch first, and what became of them. The first ones are sold, and settled, first; the last ones
 * come back first.
 */
export interface ConsignedLine {
  readonly lineId: string
  readonly sku: string
  readonly quantity: number
  readonly unitPrice: number
  readonly batches: readonly ReservedPart[]
  readonly sold: readonly Dated[]
  readonly returned: readonly Dated[]
  readonly settled: readonly Dated[]
}

/** What decisions need of a consignment, dated, so that any day can be judged. */
export interface ConsignmentState {
  readonly placed: { readonly programmeId: string; readonly agencyCode: string; readonly on: Day } | null
  readonly lines: readonly ConsignedLine[]
  /** Ids of sales, returns and settlements: each is written down once. */
  readonly ids: readonly string[]
}

/** No consignment stands under this id. */
export const initialState: ConsignmentState = { placed: null, lines: [], ids: [] }

/** Pieces in all. */
export const countOf = (parts: readonly { readonly quantity: number }[]): number =>
  parts.reduce((sum, { quantity }) => sum + quantity, 0)

type Moves = 'sold' | 'returned' | 'settled'

const moved = (
  state: ConsignmentState,
  what: Moves,
  id: string,
  on: Day,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): ConsignmentState => ({
  ...state,
  ids: [...state.ids, id],
  lines: state.lines.map((line) => {
    const quantity = countOf(lines.filter(({ lineId }) => lineId === line.lineId))
    return quantity === 0 ? line : { ...line, [what]: [...line[what], { on, quantity }] }
  }),
})

/** The consignment after one event more. A consignment is small: it is copied whole. */
export const evolve = (state: ConsignmentState, event: ConsignmentEvent): ConsignmentState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'ConsignmentPlaced': {
      const { programmeId, agencyCode, lines } = event.data
      const open = lines.map((line) => ({ ...line, sold: [], returned: [], settled: [] }))
      return { ...state, placed: { programmeId, agencyCode, on }, lines: open }
    }
    case 'ConsignmentSold':
      return moved(state, 'sold', event.data.saleId, on, event.data.lines)
    case 'ConsignmentReturned': {
      const { returnId, lines } = event.data
      const counted = lines.map(({ lineId, batches }) => ({ lineId, quantity: countOf(batches) }))
      return moved(state, 'returned', returnId, on, counted)
    }
    case 'ConsignmentSettled':
      return moved(state, 'settled', event.data.settlementId, on, event.data.lines)
  }
}
