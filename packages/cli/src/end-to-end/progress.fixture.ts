import { statSync } from 'node:fs'
import type { Running } from './perca.fixture.js'

/** How many bytes SQLite's write-ahead log beside a file has: it grows with every commit of an import. */
const written = (file: string): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0

/** Waits until an import into a file has written so much. False: it was over before. */
export const hasWritten = async ({ isOver }: Running, file: string, bytes: number): Promise<boolean> => {
  while (!isOver()) {
    if (written(file) >= bytes) return true
    // The next look at the file, not a guess at how long the import takes.
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return false
}

/** Watches an import to its end: how much it had written at most. */
export const mostWritten = async ({ isOver }: Running, file: string): Promise<number> => {
  let most = 0
  while (!isOver()) {
    most = Math.max(most, written(file))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return most
}
