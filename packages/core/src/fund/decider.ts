import type { Aggregate } from '@perca/eventsourcing'
import { FIRST_BOOK, streamId } from '../values/ids.js'
import {
  AbsorbLoss,
  absorbLoss,
  CreditFund,
  creditFund,
  ReceiveDonation,
  receiveDonation,
  SpendFund,
  spendFund,
} from './decisions.js'
import { type FundEvent, type FundName, fundEvents } from './events.js'
import { AskedGift, type GiveGift, giveGift, piecesOfGift } from './gift.js'
import { evolve, type FundState, initialState } from './state.js'

/** Every command of a fund. */
export type FundCommand = CreditFund | AbsorbLoss | SpendFund | ReceiveDonation | GiveGift

/** The id of a programme's fund. */
export const fundId = (programmeId: string, name: FundName): string => streamId(programmeId, name, FIRST_BOOK)

const stream = ({ programmeId, fund: name }: { readonly programmeId: string; readonly fund: FundName }) =>
  fundId(programmeId, name)

const makersNamed = (event: FundEvent): readonly string[] => {
  const gift = event.type === 'FundSpent' ? event.data.gift : null
  return gift === null
    ? []
    : [...new Set(gift.batches.flatMap(({ makers }) => makers.map(({ participantId }) => participantId)))]
}

/** `fund-<programme>.<name>.<book>`: a programme's money that is no maker's. */
export const fund: Aggregate<FundCommand, FundState, FundEvent> = {
  category: 'fund',
  events: fundEvents,
  initialState,
  evolve,
  subjects: makersNamed,
  commands: {
    CreditFund: { codec: CreditFund, roles: ['policy'], stream, yields: ['FundCredited'], decide: creditFund },
    AbsorbLoss: { codec: AbsorbLoss, roles: ['policy'], stream, yields: ['LossAbsorbed'], decide: absorbLoss },
    SpendFund: { codec: SpendFund, roles: ['treasurer'], stream, yields: ['FundSpent'], decide: spendFund },
    ReceiveDonation: {
      codec: ReceiveDonation,
      roles: ['treasurer', 'registrar'],
      stream,
      yields: ['DonationReceived'],
      decide: receiveDonation,
    },
    GiveGift: {
      recall: ([event]) => (event?.type === 'FundSpent' ? { giftId: event.data.spendId, ...event.data.gift } : {}),
      codec: AskedGift,
      roles: ['treasurer'],
      stream: ({ programmeId }) => fundId(programmeId, 'programme'),
      lookUp: piecesOfGift,
      yields: ['FundSpent'],
      decide: giveGift,
    },
  },
}
