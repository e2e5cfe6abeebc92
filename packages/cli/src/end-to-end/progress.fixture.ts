import { statSync } from 'node:fs'
import type { Running } from './perca.fixture.js'

/** How many bytes SQLite's write-ahead log beside a file has: it grows with every commit of an import. */
const written = (file: string): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0

/** Between two looks at a file: not a guess at how long the import takes. */
const look = () => new Promise((resolve) => setTimeout(resolve, 1))

/**
 * Waits until an import into a file has written so much. False: it was over before.
 * @param looks how often it is looked at after that: an import commits many rows at a time, and is to be met between them
 */
export const hasWritten = async ({ isOver }: Running, file: string, bytes: number, looks = 0): Promise<boolean> => {
  let left = looks
  while (!isOver()) {
    if (written(file) >= bytes && left-- <= 0) return true
    await look()
  }
  return false
}

/** Watches an import to its end: how much it had written at most. */
export const mostWritten = async ({ isOver }: Running, file: string): Promise<number> => {
  let most = 0
  while (!isOver()) {
    most = Math.max(most, written(file))
    await look()
  }
  return most
}
