import type { Closed, Corrupt, Unavailable } from '@perca/eventsourcing'

/** What every call answers once the keys were closed. */
export const closed: Closed = { _tag: 'Closed', message: 'The keys were given back; open them again.' }

/** A retry is safe: what was asked for was not done, or can be done again. */
export const unavailable = (message: string, outcomeUnknown = false): Unavailable => ({
  _tag: 'Unavailable',
  outcomeUnknown,
  message,
})

/** What keeps the keys, or a key in it, is not what it should be. */
export const corrupt = (message: string): Corrupt => ({
  _tag: 'Corrupt',
  stream: null,
  revision: null,
  path: 'key',
  message,
})
