import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { IncidentState } from './state.js'

// One named check a rule. Each gives what was relied on.

type Check<Evidence> = E.Either<Refusal, Evidence>
type Reported = NonNullable<IncidentState['reported']>

/** Nothing was reported under this id yet. */
export const unreported = (state: IncidentState, incidentId: string): Check<null> =>
  state.reported === null
    ? E.right(null)
    : E.left(
        refusal('duplicate-id', 'An incident stands under this id already. Give another id, or drop the entry.', {
          incidentId,
        }),
      )

/** The incident was reported in this programme, on or before the day. Rule 11. */
export const reportedBy = (state: IncidentState, programmeId: string, day: string): Check<Reported> =>
  state.reported === null || state.reported.programmeId !== programmeId || state.reported.on > day
    ? E.left(
        refusal('unknown-incident', 'No incident of this id stands in this programme by this day. Check the date.', {
          programmeId,
          day,
        }),
      )
    : E.right(state.reported)

/** The incident is not closed by the day. */
export const openOn = ({ closedOn }: IncidentState, day: string): Check<null> =>
  closedOn === null || closedOn > day
    ? E.right(null)
    : E.left(
        refusal('incident-closed', 'This incident was closed by this day. Report what happened since as a new one.', {
          day,
          closedOn,
        }),
      )

/** The incident is not closed on any day. */
export const neverClosed = ({ closedOn }: IncidentState): Check<null> =>
  closedOn === null
    ? E.right(null)
    : E.left(
        refusal('incident-closed', 'This incident is closed already. Report what happened since as a new one.', {
          closedOn,
        }),
      )

/** Ids match whatever their case: who is named does not act by writing theirs in other letters. */
const isOf = (ids: readonly string[], actorId: string): boolean =>
  ids.some((id) => id.toUpperCase() === actorId.toUpperCase())

/** Who acts is none of those whom the incident names. Rule 21. */
export const notNamed = (reported: Reported, actorId: string, incidentId: string): Check<null> =>
  isOf(reported.named, actorId)
    ? E.left(
        refusal(
          'not-authorised',
          'Those whom an incident names do not settle it. Leave it to somebody else in charge.',
          {
            incidentId,
          },
        ),
      )
    : E.right(null)

/** Who acts is not who reported the incident: whoever reports does not close. Rule 21, separation of duties. */
export const notReporter = (reported: Reported, actorId: string, incidentId: string): Check<null> =>
  isOf([reported.by], actorId)
    ? E.left(
        refusal('not-authorised', 'Who reported an incident does not close it. Leave it to somebody else in charge.', {
          incidentId,
        }),
      )
    : E.right(null)

/** True where somebody in this role may read the incident: those in charge of safety, but none whom it names. Rule 21. */
export const mayRead = (
  { reported }: { readonly reported: { readonly named: readonly string[] } | null },
  actorId: string,
  role: string,
): boolean => reported !== null && role === 'safeguarding' && !isOf(reported.named, actorId)
