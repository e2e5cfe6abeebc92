import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { lastDayOf, monthOf, nextMonth } from '../values/month.js'
import type { ProgrammeState } from './state.js'

// One named check a rule.

/** The programme stands. @returns Left: `programme-unknown`. */
export const established = (state: ProgrammeState): E.Either<Refusal, NonNullable<ProgrammeState['established']>> =>
  state.established === null
    ? E.left(refusal('programme-unknown', 'Establish the programme first.'))
    : E.right(state.established)

/** The programme has no last day. @returns Left: `programme-closed`. */
export const notClosed = ({ lastDay }: Pick<ProgrammeState, 'lastDay'>, day: string): E.Either<Refusal, null> =>
  lastDay === null
    ? E.right(null)
    : E.left(
        refusal('programme-closed', 'The programme is closed; nothing begins in it any more. Check the date.', {
          day,
          lastDay,
        }),
      )

/** The day is not after the programme's last. @returns Left: `programme-closed`. */
export const notClosedOn = (state: Pick<ProgrammeState, 'lastDay'>, day: string): E.Either<Refusal, null> =>
  state.lastDay !== null && day <= state.lastDay ? E.right(null) : notClosed(state, day)

/** The programme stands, and the day is not after its last. @returns Left: `programme-unknown`, `programme-closed`. */
export const runsOn = (state: ProgrammeState, day: string): E.Either<Refusal, null> =>
  pipe(
    established(state),
    E.chain(() => notClosedOn(state, day)),
  )

/** The day's month is open. @returns Left: `month-closed`. Rule 20. */
export const monthOpenOn = (
  { closedThrough }: Pick<ProgrammeState, 'closedThrough'>,
  day: string,
): E.Either<Refusal, null> =>
  closedThrough === null || monthOf(day) > closedThrough
    ? E.right(null)
    : E.left(
        refusal('month-closed', 'This month is closed. Record it on a day of an open month, as a correction.', {
          day,
          month: monthOf(day),
          openFrom: `${nextMonth(closedThrough)}-01`,
        }),
      )

/**
 * The month may be closed on the day: it is over, and is the one after the last that was closed. The first to be closed may
 * be any that is over; what lies before it is closed with it.
 * @returns Left: `month-closed`, `month-out-of-order`, `month-not-over`. Rule 20.
 */
export const closableOn = (state: ProgrammeState, month: string, day: string): E.Either<Refusal, null> => {
  const { closedThrough } = state
  if (closedThrough !== null && month <= closedThrough) {
    return E.left(
      refusal('month-closed', 'This month is closed already. What is wrong in it is corrected in an open month.', {
        day,
        month,
        openFrom: `${nextMonth(closedThrough)}-01`,
      }),
    )
  }
  if (closedThrough !== null && month !== nextMonth(closedThrough)) {
    return E.left(
      refusal('month-out-of-order', 'Months are closed one after the other. Close the next one first.', {
        month,
        next: nextMonth(closedThrough),
      }),
    )
  }
  return day > lastDayOf(month)
    ? E.right(null)
    : E.left(refusal('month-not-over', 'A month is closed once it is over. Close it on a later day.', { day, month }))
}
