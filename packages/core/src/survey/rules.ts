import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { SurveyState } from './state.js'

// One named check a rule. Each gives what was relied on.

type Check<Evidence> = E.Either<Refusal, Evidence>
type Round = NonNullable<SurveyState['round']>

/** No round stands under this id yet. */
export const unopened = (state: SurveyState, surveyId: string): Check<null> =>
  state.round === null
    ? E.right(null)
    : E.left(refusal('duplicate-id', 'A round stands under this id already. Give another id.', { surveyId }))

/** The round is one of this programme. Rule 11. */
export const roundOf = (state: SurveyState, programmeId: string, surveyId: string): Check<Round> =>
  state.round === null || state.round.programmeId !== programmeId
    ? E.left(
        refusal('unknown-round', 'This programme has no round of this id. Check the programme, or open it first.', {
          programmeId,
          surveyId,
        }),
      )
    : E.right(state.round)

const closed = ({ from, to }: Round, closedOn: string | null, day: string): Refusal =>
  refusal('round-closed', 'The round takes no answers on this day, or takes none any more. Check the date.', {
    day,
    from,
    to,
    closedOn,
  })

/** The round takes answers of the day, and was not closed: a closed one has been counted. */
export const openOn = ({ closedOn }: SurveyState, round: Round, day: string): Check<Round> =>
  closedOn === null && day >= round.from && day <= round.to ? E.right(round) : E.left(closed(round, closedOn, day))

/** Nobody's answer stands under this id. */
export const notRecorded = (state: SurveyState, responseId: string): Check<null> =>
  state.responses.has(responseId)
    ? E.left(
        refusal('already-recorded', 'An answer stands under this id already. Give another id, or drop the entry.', {
          responseId,
        }),
      )
    : E.right(null)

/** The round is not closed, has begun by the day, and nobody answered after it. */
export const noneAfter = ({ closedOn, lastOn }: SurveyState, round: Round, day: string): Check<Round> => {
  if (closedOn !== null) return E.left(closed(round, closedOn, day))
  const last = lastOn ?? round.from
  return day >= last
    ? E.right(round)
    : E.left(
        refusal('invalid-date', 'A round is closed on or after the day of its last answer. Check the date.', {
          from: last,
          to: day,
        }),
      )
}
