import type { Aggregate } from '@perca/eventsourcing'
import { type ConsignmentEvent, consignmentEvents } from './events.js'
import { AskedConsignment, goodsAndAgency, type PlaceConsignment, placeConsignment } from './placing.js'
import { ReturnConsigned, returnConsigned, SellConsigned, sellConsigned } from './selling.js'
import { AskedSettlement, type SettleConsignment, settleConsignment, termsOfSettlement } from './settling.js'
import { type ConsignmentState, evolve, initialState } from './state.js'

/** Every command of a consignment. */
export type ConsignmentCommand = PlaceConsignment | SellConsigned | ReturnConsigned | SettleConsignment

const stream = ({ consignmentId }: { readonly consignmentId: string }) => consignmentId

const makersNamed = (event: ConsignmentEvent): readonly string[] => {
  switch (event.type) {
    case 'ConsignmentPlaced':
    case 'ConsignmentReturned':
      return event.data.lines.flatMap(({ batches }) =>
        batches.flatMap(({ makers }) => makers.map(({ participantId }) => participantId)),
      )
    case 'ConsignmentSettled':
      return event.data.shares.map(({ participantId }) => participantId)
    case 'ConsignmentSold':
      return []
  }
}

/** `consignment-<uuid>`: goods that an agency sells for the programme, until they are settled or back. */
export const consignment: Aggregate<ConsignmentCommand, ConsignmentState, ConsignmentEvent> = {
  category: 'consignment',
  events: consignmentEvents,
  initialState,
  evolve,
  subjects: (event) => [...new Set(makersNamed(event))],
  commands: {
    PlaceConsignment: {
      codec: AskedConsignment,
      roles: ['storekeeper', 'registrar'],
      stream,
      lookUp: goodsAndAgency,
      yields: ['ConsignmentPlaced'],
      decide: placeConsignment,
    },
    SellConsigned: {
      codec: SellConsigned,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['ConsignmentSold'],
      decide: sellConsigned,
    },
    ReturnConsigned: {
      recall: ([event]) =>
        event?.type === 'ConsignmentReturned'
          ? {
              condition: event.data.lines[0]?.condition,
              lines: event.data.lines.map(({ lineId, batches }) => ({
                lineId,
                quantity: batches.reduce((sum, part) => sum + part.quantity, 0),
              })),
            }
          : {},
      codec: ReturnConsigned,
      roles: ['storekeeper', 'registrar'],
      stream,
      yields: ['ConsignmentReturned'],
      decide: returnConsigned,
    },
    SettleConsignment: {
      recall: ([event]) => (event?.type === 'ConsignmentSettled' ? { amount: event.data.total } : {}),
      codec: AskedSettlement,
      roles: ['treasurer', 'registrar'],
      stream,
      lookUp: termsOfSettlement,
      yields: ['ConsignmentSettled'],
      decide: settleConsignment,
    },
  },
}
