import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { leastFrom } from '../values/balance.js'
import type { FundState } from './state.js'

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The fund holds that much on the day and on every day since. Rule 14. */
export const coveredOn = ({ entries }: FundState, asked: number, day: string): Check<number> => {
  const held = leastFrom(day, entries)
  return asked > held
    ? E.left(
        refusal('insufficient-funds', 'The fund does not hold that much. Spend less, or wait until more comes in.', {
          asked,
          held,
          day,
        }),
      )
    : E.right(held)
}

/** Nothing stands in the fund under this id yet. Rule 11. */
export const notEntered = ({ ids }: FundState, id: string): Check<null> =>
  ids.has(id)
    ? E.left(refusal('already-recorded', 'This is written down in the fund already. Look at its entries.', { id }))
    : E.right(null)
