import type { ExecuteError, Fault, Json } from '@perca/eventsourcing'

/** A refusal or an error as RFC 9457 says it (`application/problem+json`), with what a client needs to act on it. */
export interface Problem {
  /** Names the kind of problem: a client compares it, a person may look it up. */
  readonly type: string
  readonly title: string
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500 | 503
  /** What to do next. */
  readonly detail: string
  /** The rule that says no, and what it relied on. */
  readonly rule?: string
  readonly evidence?: { readonly [name: string]: Json }
  /** Where the input is no command. */
  readonly faults?: readonly Fault[]
  /** The roles that may. */
  readonly allowed?: readonly string[]
  /** True where the same request, with the same Idempotency-Key, may go through later. */
  readonly retry: boolean
}

const named = (kind: string): string => `urn:perca:problem:${kind}`

/** The problem that an error of a command is. */
export const problemOf = (error: ExecuteError): Problem => {
  switch (error._tag) {
    case 'Refusal':
      return {
        type: named(error.rule),
        title: 'The programme’s rules say no',
        status: 422,
        detail: error.message,
        rule: error.rule,
        evidence: error.evidence,
        retry: false,
      }
    case 'Invalid':
      return {
        type: named('invalid'),
        title: 'This is no command',
        status: 400,
        detail: error.message,
        faults: error.faults,
        retry: false,
      }
    case 'Unauthorised':
      return {
        type: named('unauthorised'),
        title: 'Your role may not do this',
        status: 403,
        detail: error.message,
        allowed: error.allowed,
        retry: false,
      }
    case 'Conflict':
      return {
        type: named('conflict'),
        title: 'Somebody else was quicker',
        status: 409,
        detail: 'Read again, and decide anew.',
        retry: true,
      }
    case 'Unavailable':
      return {
        type: named('unavailable'),
        title: 'The store does not answer',
        status: 503,
        detail: 'Send the same request again, with the same Idempotency-Key: nothing is recorded twice.',
        retry: true,
      }
    case 'IdReused':
      return {
        type: named('key-reused'),
        title: 'This Idempotency-Key was used for another command',
        status: 409,
        detail: 'Send it with a new one.',
        retry: false,
      }
    case 'TooLarge':
    case 'Unacceptable':
      return {
        type: named('too-large'),
        title: 'No store takes this',
        status: 413,
        detail: error.message,
        retry: false,
      }
    case 'Corrupt':
    case 'Closed':
      // What is wrong inside is the operator's to read in the log, and not a caller's.
      return {
        type: named('internal'),
        title: 'Something is wrong here',
        status: 500,
        detail: 'Tell whoever runs this service.',
        retry: false,
      }
  }
}

/** The problem of a caller without a token that is known. */
export const unknownCaller: Problem = {
  type: named('unknown-caller'),
  title: 'Say who you are',
  status: 401,
  detail: 'Send a bearer token that this service knows.',
  retry: false,
}

/** The problem of a thing that is not there. */
export const notThere = (what: string): Problem => ({
  type: named('not-there'),
  title: `No such ${what}`,
  status: 404,
  detail: `No ${what} stands under this id.`,
  retry: false,
})
