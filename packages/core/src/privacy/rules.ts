import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { Breach, Grant, PrivacyState, Request } from './state.js'

// One named check a rule. Each gives what was relied on.

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The request stands in this year's record. Rule 11. */
export const requestKnown = (state: PrivacyState, requestId: string): Check<Request> =>
  E.fromNullable(
    refusal('unknown-request', 'No request of this id stands in the record of this year. Check the year it came in.', {
      requestId,
    }),
  )(state.requests.get(requestId))

/** The request has no answer yet. */
export const unanswered = (request: Request, requestId: string): Check<Request> =>
  request.answeredAt === null
    ? E.right(request)
    : E.left(
        refusal(
          'request-answered',
          'This request has an answer already. Record a new request for what is asked anew.',
          {
            requestId,
            answeredAt: request.answeredAt,
          },
        ),
      )

/** The breach stands in this year's record. Rule 11. */
export const breachKnown = (state: PrivacyState, breachId: string): Check<Breach> =>
  E.fromNullable(
    refusal('unknown-breach', 'No breach of this id stands in the record of this year. Check the year it was found.', {
      breachId,
    }),
  )(state.breaches.get(breachId))

/** They were not told of the breach yet. */
export const untold = (breach: Breach, breachId: string, to: 'person' | 'authority'): Check<Breach> =>
  breach.told[to] === null
    ? E.right(breach)
    : E.left(
        refusal('breach-notified', 'They were told of this breach already. Drop the second entry.', {
          breachId,
          to,
          at: breach.told[to],
        }),
      )

/** The grant stands in this year's record, and holds on the day: it was given on or before it, and not taken away. */
export const grantStanding = (state: PrivacyState, grantId: string, day: string): Check<Grant> => {
  const grant = state.grants.get(grantId)
  if (grant === undefined || grant.from > day) {
    const message = 'No grant of this id stands in the record of this year by this day. Check the year and the date.'
    return E.left(refusal('unknown-grant', message, { grantId, day, from: grant?.from ?? null }))
  }
  return grant.revokedOn === null
    ? E.right(grant)
    : E.left(
        refusal('grant-revoked', 'This grant was taken away already; there is nothing to revoke.', {
          grantId,
          revokedOn: grant.revokedOn,
        }),
      )
}

/** Nothing stands under this id yet: an id is of one thing. */
export const unused = (held: boolean, evidence: { readonly [name: string]: string }): Check<null> =>
  held
    ? E.left(
        refusal(
          'duplicate-id',
          'Something stands under this id already. Give another id, or drop the entry.',
          evidence,
        ),
      )
    : E.right(null)

/** Of two days or instants the second is not before the first. Rule 11. */
export const inOrder = (first: string, second: string, message: string): Check<null> =>
  second >= first ? E.right(null) : E.left(refusal('invalid-date', message, { from: first, to: second }))

/** Who gives a role is not who gets it: separation of duties. */
export const notToThemselves = (actorId: string, granteeId: string): Check<null> =>
  actorId.toUpperCase() === granteeId.toUpperCase()
    ? E.left(
        refusal('not-authorised', 'Nobody grants access to themselves. Have somebody else in charge grant it.', {
          actorId,
        }),
      )
    : E.right(null)

/** What is not granted in full has a reason. */
export const reasoned = (outcome: string, reason: string | null, requestId: string): Check<null> =>
  outcome === 'granted' || reason !== null
    ? E.right(null)
    : E.left(
        refusal('reason-missing', 'Who is not granted what they ask for is told why. Give the reason in code.', {
          requestId,
        }),
      )
