import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Instant, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { unavailable } from '../failure.js'
import type { Tombstone } from '../key-store.js'
import type { KeyOwner } from '../subject-key.js'

/**
 * The list of whose keys were destroyed, beside the file of keys and apart from it: where an old backup of that file is put
 * back, the list still knows. It is written before anything is destroyed, so that what was begun is ended when the file is
 * opened again, whatever happened in between.
 */
export interface ErasedList {
  /** On the disk when it says so. */
  readonly add: (owner: KeyOwner, at: number) => E.Either<StoreError, void>
  readonly all: () => E.Either<StoreError, readonly Tombstone[]>
}

/** The list's name, beside the file of keys. */
export const erasedListOf = (file: string): string => `${file}.erased`

const failed = (list: string, thrown: unknown): E.Either<StoreError, never> => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined
  if (typeof code !== 'string') throw thrown
  return E.left(
    unavailable(`${list} can't be read or written (${code}). See to its rights and its disk, then try again.`),
  )
}

const lineOf = (owner: KeyOwner, at: number): string =>
  JSON.stringify([owner.subject, owner.class, new Date(at).toISOString()])

/** A line; null for one that a crash cut off: then nothing was destroyed yet, and who asked for it got no answer. */
const tombstoneIn = (line: string): Tombstone | null => {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return null
  }
  if (!Array.isArray(parsed) || parsed.length !== 3) return null
  const [subject, of, at]: readonly unknown[] = parsed
  return typeof subject === 'string' && typeof of === 'string' && Instant.is(at)
    ? { owner: { subject, class: of }, at }
    : null
}

/** Makes sure of the list's name in its folder, which a power cut could take away again. */
const syncFolder = (path: string): void => {
  // Windows opens no folders; its file systems keep names themselves.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** The list beside a file of keys; none beside `:memory:`, which ends with its process. */
export const erasedList = (file: string): ErasedList => {
  if (file === ':memory:') return { add: () => E.right(undefined), all: () => E.right([]) }
  const path = erasedListOf(file)
  return {
    add: (owner, at) => {
      try {
        const isNew = !existsSync(path)
        const list = openSync(path, 'a', 0o600)
        try {
          // A line of its own, also behind one that a crash cut off.
          writeSync(list, `\n${lineOf(owner, at)}\n`)
          fsyncSync(list)
        } finally {
          closeSync(list)
        }
        if (isNew) syncFolder(path)
        return E.right(undefined)
      } catch (thrown) {
        return failed(path, thrown)
      }
    },
    all: () => {
      try {
        if (!existsSync(path)) return E.right([])
        return E.right(
          readFileSync(path, 'utf8')
            .split('\n')
            .flatMap((line) => tombstoneIn(line) ?? []),
        )
      } catch (thrown) {
        return failed(path, thrown)
      }
    },
  }
}
