import { constants } from 'node:os'
import type { StoreError, Unavailable } from '@perca/eventsourcing'
import { corrupt, unavailable } from '../failure.js'

/** SQLite's primary result code; undefined where it was not SQLite that threw. */
const codeOf = (thrown: unknown): number | undefined => {
  if (!(thrown instanceof Error) || Reflect.get(thrown, 'code') !== 'ERR_SQLITE_ERROR') return undefined
  const code: unknown = Reflect.get(thrown, 'errcode')
  // An extended code ends in the primary one. The driver leaves it out where a row of `all` fails: then the words tell.
  if (typeof code === 'number') return code & 0xff
  return /is locked/.test(thrown.message) ? 5 : /malformed/.test(thrown.message) ? 11 : 1
}

/** True where the file system refused, and not SQLite. */
export const isOfSystem = (thrown: unknown): boolean =>
  thrown instanceof Error && typeof Reflect.get(thrown, 'syscall') === 'string'

/** The file can't be had: no such folder, no right to it. */
export const cannotOpen = (file: string): Unavailable =>
  unavailable(`${file} can't be opened or written. Look whether it is there, and who may write it and its folder.`)

/** Somebody else holds the file: the same call may go through a moment later. */
export const isBusy = (thrown: unknown): boolean => {
  const code = codeOf(thrown)
  return code === 5 || code === 6
}

/** What the system answers where there is no room: on the disk, under a quota, for a file of that size. */
const noRoom = new Set<unknown>([constants.errno.ENOSPC, constants.errno.EDQUOT, constants.errno.EFBIG])

/** Not every step of SQLite's says that the disk is full: then the system does. */
const isFull = (thrown: unknown): boolean =>
  codeOf(thrown) === 10 && thrown instanceof Error && noRoom.has(Reflect.get(thrown, 'systemErrno'))

/**
 * What SQLite threw, as a typed error.
 * @throws what is not an error of SQLite: a defect
 */
export const keyError = (thrown: unknown, file: string): StoreError => {
  const code = isFull(thrown) ? 13 : codeOf(thrown)
  switch (code) {
    case undefined:
      throw thrown
    case 5:
    case 6:
      return unavailable(`Another process works on ${file} and did not finish in time. Try again.`)
    case 8:
    case 14:
      return cannotOpen(file)
    case 11:
      return corrupt(`${file} is damaged. Restore the keys from a backup.`)
    case 13:
      return unavailable(`The disk of ${file} is full, or its quota used up. Make room, then try again.`)
    case 26:
      return corrupt(`${file} is no SQLite database. Name another file.`)
    default:
      return unavailable(`SQLite could not work on ${file} (code ${code}). See to its disk, then try again.`)
  }
}
