import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { unavailable } from '../keys/failure.js'
import { isOfSystem } from '../keys/sqlite/failure.js'

/** What is to be erased, by whose word: all that is needed to end it, whenever. No personal data. */
const Intent = t.type({
  /** Its own id, a UUID; the command that ends it bears it. */
  id: t.string,
  participantId: t.string,
  classes: t.array(t.string),
  basis: t.string,
  /** The day from which it holds. */
  effectiveOn: t.string,
  actor: t.type({ id: t.string, role: t.string }),
  programmeId: t.string,
})
export type Intent = t.TypeOf<typeof Intent>

/** Remembers what was begun, so that it is ended. */
export interface Journal {
  /** On the disk when it says so. */
  readonly begin: (intent: Intent) => TaskEither<StoreError, void>
  readonly end: (id: string) => TaskEither<StoreError, void>
  /** What was begun and not ended, in the order of its beginning. */
  readonly open: () => TaskEither<StoreError, readonly Intent[]>
}

const Line = t.union([t.type({ begun: Intent }), t.type({ ended: t.string })])

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    // What a crash cut off: nothing was destroyed then, and who asked for it got no answer.
    return null
  }
}

/** A journal in a file of lines, each on the disk before anything follows from it. Kept beside the keys. */
export const fileJournal = (path: string): Journal => {
  const attempt = <A>(work: () => A): E.Either<StoreError, A> => {
    try {
      return E.right(work())
    } catch (thrown) {
      if (!isOfSystem(thrown)) throw thrown
      return E.left(unavailable(`${path} can't be read or written. See to its rights and its disk, then try again.`))
    }
  }
  const write = (line: t.TypeOf<typeof Line>) =>
    attempt(() => {
      const file = openSync(path, 'a', 0o600)
      try {
        // A line of its own, also behind one that a crash cut off.
        writeSync(file, `\n${JSON.stringify(line)}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    })
  return {
    begin: (intent) => async () => write({ begun: intent }),
    end: (id) => async () => write({ ended: id }),
    open: () => async () =>
      attempt(() => {
        const open = new Map<string, Intent>()
        for (const text of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
          const line = parsed(text)
          if (!Line.is(line)) continue
          if ('ended' in line) open.delete(line.ended)
          else open.set(line.begun.id, line.begun)
        }
        return [...open.values()]
      }),
  }
}
