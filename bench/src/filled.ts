import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SqliteStore, sqliteStore } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { newEvent, someIds } from './sample.js'

/** The value, or the end of the measurement. */
export const must = <A>(result: E.Either<{ readonly message: string }, A>): A => {
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

export const opened = async (file: string): Promise<SqliteStore> => must(await sqliteStore({ file })())

/** A log that stands already, in copies that can be written. */
export interface FilledLog {
  readonly streams: readonly string[]
  readonly people: readonly string[]
  readonly copy: (name: string) => string
  readonly remove: () => void
}

/** Fills a log with events of many streams, and one long stream. */
export const filledLog = async (events: number, longStream: number): Promise<FilledLog> => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-bench-'))
  const file = join(folder, 'filled.db')
  const store = await opened(file)
  must(await store.relax()())
  const people = someIds(1_000)
  const streams = ['long-1', ...someIds(5_000).map((id) => `participant-${id}`)]
  must(
    await store.append(
      'long-1',
      'any',
      Array.from({ length: longStream }, () => newEvent(people)),
    )(),
  )
  for (let written = longStream; written < events; written += 250) {
    const appends = Array.from({ length: 250 }, (_, n) =>
      store.append(streams[1 + ((written * 7 + n) % 5_000)] ?? '', 'any', [newEvent(people)])(),
    )
    for (const appended of await Promise.all(appends)) must(appended)
  }
  must(await store.durable()())
  must(await store.close()())
  return {
    streams,
    people,
    copy: (name) => {
      copyFileSync(file, join(folder, name))
      return join(folder, name)
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}
