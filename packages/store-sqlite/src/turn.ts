import { rmSync } from 'node:fs'
import type { StoreError } from '@perca/eventsourcing'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isBusy, storeError } from './failure.js'

/** The turn of one process among those that do a long piece of work on one file. */
export interface Turn {
  /** Gives it to the next. A process that ends, in whatever way, gives it as well. */
  readonly end: () => void
}

/** How somebody waits for their turn. */
export interface Wait {
  /** Once it is true, the wait is given up. */
  readonly signal: { readonly aborted: boolean }
  /** Called once, where another process has the turn. */
  readonly onWait: () => void
}

/** Between two attempts, in milliseconds. */
const PACE = 50

/** Holds the file for itself alone; undefined where another connection does, of this process or of another one. */
const held = (file: string): DatabaseSyncInstance | undefined => {
  const db = new DatabaseSync(file)
  try {
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (thrown) {
    db.close()
    if (isBusy(thrown)) return undefined
    throw thrown
  }
}

const letGo = (db: DatabaseSyncInstance): void => {
  db.exec('ROLLBACK')
  db.close()
}

/** Holds the file that stands at the path. One that its last holder took away meanwhile does not count. */
const heldAt = (path: string): DatabaseSyncInstance | undefined => {
  const mine = held(path)
  if (mine === undefined) return undefined
  const other = held(path)
  if (other === undefined) return mine
  letGo(other)
  letGo(mine)
  return undefined
}

/**
 * Waits for the turn to work on a log: one process at a time has it, whatever becomes of the others. Nobody is kept from
 * reading or appending; it is for work that must not be interleaved with its like, such as two imports. A file beside the
 * log, `<file>-turn`, stands for it as long as it lasts.
 *
 * @returns Right: the turn; undefined where the wait was given up. Left: the file beside the log can't be made.
 */
export const takeTurn =
  (file: string, { signal, onWait }: Wait): TaskEither<StoreError, Turn | undefined> =>
  async () => {
    const path = `${file}-turn`
    try {
      for (let waits = false; !signal.aborted; waits = true) {
        const db = heldAt(path)
        if (db !== undefined) {
          const end = () => {
            rmSync(path, { force: true })
            letGo(db)
          }
          return E.right({ end })
        }
        if (!waits) onWait()
        await new Promise((resolve) => setTimeout(resolve, PACE))
      }
      return E.right(undefined)
    } catch (thrown) {
      return E.left(storeError(thrown, path))
    }
  }
