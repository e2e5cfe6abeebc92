import { type CommandError, ErrorType, isCommandError } from '@eventstore/db-client'
import {
  type Closed,
  type Corrupt,
  isDefect,
  type StoreError,
  type Unacceptable,
  type Unavailable,
} from '@perca/eventsourcing'

export const closed: Closed = { _tag: 'Closed', message: 'The store was closed; open it again.' }

export const unavailable = (message: string, outcomeUnknown = false): Unavailable => ({
  _tag: 'Unavailable',
  outcomeUnknown,
  message,
})

export const unacceptable = (message: string): Unacceptable => ({ _tag: 'Unacceptable', message })

/** What is stored can't be read: where it stands, and why. */
export const corrupt = (message: string, at: Partial<Pick<Corrupt, 'stream' | 'revision' | 'path'>> = {}): Corrupt => ({
  _tag: 'Corrupt',
  stream: at.stream ?? null,
  revision: at.revision ?? null,
  path: at.path ?? '',
  message,
})

/** The server did not answer in time; this process waits no longer. */
export class Overdue extends Error {}

const isClientError = (thrown: unknown): thrown is CommandError => thrown instanceof Error && isCommandError(thrown)

/** Whether the client said so. */
export const isOf = (thrown: unknown, type: ErrorType): boolean => isClientError(thrown) && thrown.type === type

/** Kinds of the client's errors that may be over a moment later. */
const passing = new Set<unknown>([
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.TIMEOUT,
  ErrorType.NOT_LEADER,
])

/** gRPC's codes for cancelled, overdue and unavailable, as the client throws them where it has not made them its own. */
const passingCodes = new Set<unknown>([1, 4, 14])

/** What the server, or the client's search for one, says while nobody leads. */
const passingWords = /Failed to discover|Server Is (?:Not Ready|Busy|Too Busy)|No leader info/i

/** Whether the same call may go through a moment later. */
export const isPassing = (thrown: unknown): boolean => {
  if (thrown instanceof Overdue) return true
  if (isClientError(thrown) && passing.has(thrown.type)) return true
  if (!(thrown instanceof Error)) return false
  return passingCodes.has(Reflect.get(thrown, 'code')) || passingWords.test(thrown.message)
}

/** What to do about it. The server's own words are left out: they may name a stream. */
const messageOf = (thrown: unknown): string => {
  if (thrown instanceof Overdue)
    return 'The server did not answer in time. Look whether it is busy or stuck, then try again.'
  if (isOf(thrown, ErrorType.ACCESS_DENIED)) {
    return 'The server does not give this user the right. Give what docs/how-to/stores/eventstoredb.md lists.'
  }
  if (isOf(thrown, ErrorType.NOT_LEADER)) return 'Another node leads the cluster now. Try again.'
  if (isPassing(thrown))
    return 'There is no connection to the server. Look whether it is up and can be reached, then try again.'
  const kind = isClientError(thrown) ? ` (${thrown.type})` : ''
  return `The server refused to do this${kind}.`
}

/**
 * Turns what the client threw into a typed error.
 *
 * @param wasSent it happened behind the sending of an append: then it may have been written all the same
 * @throws what is no trouble of server or connection: a defect
 */
export const storeError = (thrown: unknown, wasSent = false): StoreError => {
  if (isOf(thrown, ErrorType.STREAM_DELETED)) {
    return corrupt('A stream of the log was deleted for ever on the server. Restore it from a backup.')
  }
  if (!isPassing(thrown) && isDefect(thrown)) throw thrown
  return unavailable(messageOf(thrown), wasSent && isPassing(thrown))
}
