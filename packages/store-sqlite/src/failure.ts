import { constants } from 'node:os'
import type { Closed, Corrupt, StoreError, Unavailable } from '@perca/eventsourcing'

/** SQLite's primary result codes that a caller can do something about, with SQLite's own words for them. */
const codes = {
  busy: [5, 'database is locked'],
  locked: [6, 'database table is locked'],
  readOnly: [8, 'attempt to write a readonly database'],
  inputOutput: [10, 'disk I/O error'],
  corrupt: [11, 'database disk image is malformed'],
  full: [13, 'database or disk is full'],
  cannotOpen: [14, 'unable to open database file'],
  notADatabase: [26, 'file is not a database'],
} as const

/** What the system answers where there is no room: on the disk, under a quota, for a file of that size. */
const noRoom = new Set<unknown>([constants.errno.ENOSPC, constants.errno.EDQUOT, constants.errno.EFBIG])

/** What went wrong in SQLite, as far as it matters here. */
export type Trouble = keyof typeof codes

const isTrouble = (name: string): name is Trouble => name in codes

/**
 * What SQLite said.
 * @returns undefined where it's not one of SQLite's own errors, but a defect in the program
 */
export const troubleOf = (thrown: unknown): Trouble | 'other' | undefined => {
  if (!(thrown instanceof Error) || Reflect.get(thrown, 'code') !== 'ERR_SQLITE_ERROR') return undefined
  const code: unknown = Reflect.get(thrown, 'errcode')
  const name = Object.entries(codes).find(([, [primary, words]]) =>
    // The driver leaves the code out where a row of `all` fails: then the words tell. An extended code ends in the primary.
    typeof code === 'number' ? (code & 0xff) === primary : thrown.message.includes(words),
  )?.[0]
  // Not every step of SQLite's says that the disk is full: then the system does.
  if (name === 'inputOutput' && noRoom.has(Reflect.get(thrown, 'systemErrno'))) return 'full'
  return name !== undefined && isTrouble(name) ? name : 'other'
}

/** Someone else holds the file: the same call may go through a moment later. */
export const isBusy = (thrown: unknown): boolean => {
  const trouble = troubleOf(thrown)
  return trouble === 'busy' || trouble === 'locked'
}

export const closed: Closed = { _tag: 'Closed', message: 'The store was closed; open it again.' }

const unavailable = (message: string, outcomeUnknown: boolean): Unavailable => ({
  _tag: 'Unavailable',
  outcomeUnknown,
  message,
})

/** What is stored can't be read: where it stands, and why. */
export const corrupt = (message: string, at: Partial<Pick<Corrupt, 'stream' | 'revision' | 'path'>> = {}): Corrupt => ({
  _tag: 'Corrupt',
  stream: at.stream ?? null,
  revision: at.revision ?? null,
  path: at.path ?? '',
  message,
})

/** Relaxed appends that were answered could not be committed: from then on the store takes no more. */
export const tailLost = (thrown: unknown, file: string): Unavailable =>
  unavailable(
    troubleOf(thrown) === 'full'
      ? `The disk of ${file} is full, or its quota used up; the last appends are not kept. Make room, then open the store again.`
      : `The last appends to ${file} are not kept (${wordsOf(thrown)}). Look after its disk, then open the store again.`,
    true,
  )

/**
 * Turns what SQLite threw into a typed error.
 *
 * @param atCommit the error came from the commit itself: then a failing disk leaves open whether it went through
 * @throws what is not an error of SQLite: a defect
 */
export const storeError = (thrown: unknown, file: string, atCommit = false): StoreError => {
  const trouble = troubleOf(thrown)
  switch (trouble) {
    case undefined:
      throw thrown
    case 'busy':
    case 'locked':
      return unavailable(`Another process is writing ${file} and did not finish in time. Try again.`, false)
    case 'full':
      return unavailable(
        `The disk of ${file} is full, or its quota used up; nothing was written. Make room, then try again.`,
        false,
      )
    case 'readOnly':
      return unavailable(
        `${file} can't be written: it was moved, or the process may only read it. Nothing was written.`,
        false,
      )
    case 'cannotOpen':
      return unavailable(`${file} could not be opened any more. Look whether it is still there.`, false)
    case 'inputOutput':
      return unavailable(
        `The disk of ${file} fails (${wordsOf(thrown)}). Look after the disk, then try again.`,
        atCommit,
      )
    case 'corrupt':
    case 'notADatabase':
      return corrupt(`${file} is damaged (${wordsOf(thrown)}). Restore it from a backup.`)
    case 'other':
      return unavailable(`SQLite refused to work on ${file} (${wordsOf(thrown)}).`, atCommit)
  }
}

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
