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

/** The server did not answer in time; this process hung up. */
export class Overdue extends Error {}

/** The error code that the function `append` raises in a transaction that sees the past. */
export const wrongIsolation = 'PE001'

/** PostgreSQL's code for what it refused; undefined where it refused nothing, but the connection broke. */
export const sqlState = (thrown: unknown): string | undefined => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** What the system calls the trouble with a connection: `ECONNREFUSED`. */
const systemCode = (thrown: unknown): string => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined
  return typeof code === 'string' ? ` (${code})` : ''
}

/** What PostgreSQL refused, by class or by code, and what to do. Its own words are left out: they may quote a row. */
const refusals: readonly (readonly [start: string, message: string])[] = [
  ['28', 'PostgreSQL does not let this user in. Check user, password and pg_hba.conf.'],
  ['3D000', 'There is no such database on this server. Name another one, or create it.'],
  ['42501', 'PostgreSQL does not give this user the right. Grant what docs/how-to/stores/postgresql.md lists.'],
  ['25006', 'This server only reads: it is a standby, or set so. Connect to the one that writes.'],
  ['3F000', 'The schema of the log is not there any more. Restore it from a backup.'],
  ['42P01', 'A table of the log is not there any more. Restore it from a backup.'],
  ['42883', 'A function of the log is not there any more. Restore it from a backup.'],
  ['53100', "The server's disk is full; nothing was written. Make room, then try again."],
  ['53300', 'The server has no connection to spare. Try again, or raise max_connections.'],
  ['53', 'The server is short of memory or room; nothing was written. Try again later.'],
  ['40', 'The server undid this call because of another one. Try again.'],
  ['55P03', 'Another transaction holds the log for too long; nothing was written. Try again.'],
  ['57014', 'The server cancelled this call: it took too long; nothing was written. Try again.'],
  ['57', 'The server is starting or shutting down. Try again when it is up.'],
]

/**
 * Turns what the driver threw into a typed error. No message holds what the server said: it may quote data.
 *
 * @param wasSent it happened behind the sending of an append: then a broken connection leaves open whether it was written
 * @throws what is no trouble of server or connection: a defect
 */
export const storeError = (thrown: unknown, wasSent = false): StoreError => {
  if (thrown instanceof Overdue) {
    return unavailable('The server did not answer in time. Look whether it is busy or stuck, then try again.', wasSent)
  }
  const state = sqlState(thrown)
  if (state !== undefined) {
    if (state.startsWith('XX00') && state !== 'XX000') {
      return corrupt(`The server finds its own files damaged (${state}). Restore the database from a backup.`)
    }
    // Told by the server as it goes down: the commit may have been before it.
    const wentDown = state.startsWith('57P') || state.startsWith('08')
    const message =
      refusals.find(([start]) => state.startsWith(start))?.[1] ?? `PostgreSQL refused to do this (${state}).`
    return unavailable(message, wasSent && wentDown)
  }
  if (isDefect(thrown)) throw thrown
  return unavailable(
    `There is no connection to the server${systemCode(thrown)}. Look whether it is up and can be reached, then try again.`,
    wasSent,
  )
}
