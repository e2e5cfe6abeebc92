import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewEvent } from '@perca/eventsourcing'
import { DatabaseSync } from '@photostructure/sqlite'
import { opened } from '../filled.js'
import { type Database, type Engine, engineOf } from './engine.js'
import { type Emmett, peerModule } from './peer.js'

/** The driver alone: one table with the columns an event needs, its rows numbered by SQLite. */
const rawSqlite = (file: string): Engine => {
  const db = new DatabaseSync(file, { returnArrays: true })
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec(
    'CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, id TEXT, type TEXT, data TEXT, metadata TEXT, UNIQUE (stream, revision)) STRICT',
  )
  const insert = db.prepare('INSERT INTO event (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)')
  const stream = db.prepare('SELECT * FROM event WHERE stream = ? ORDER BY revision')
  const page = db.prepare('SELECT * FROM event WHERE position > ? ORDER BY position LIMIT 1000')
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')]
  const revisions = new Map<string, number>()
  return {
    append: async (name, events: readonly NewEvent[]) => {
      begin.run()
      for (const { id, type, data, metadata } of events) {
        const revision = (revisions.get(name) ?? -1) + 1
        revisions.set(name, revision)
        insert.run(name, revision, id, type, JSON.stringify(data), JSON.stringify(metadata))
      }
      commit.run()
    },
    load: async (name) => stream.all(name).length,
    readAll: async () => {
      let [count, after] = [0, 0]
      for (;;) {
        const rows = page.all(after)
        if (rows.length === 0) return count
        count += rows.length
        after = Number(rows.at(-1)?.[0])
      }
    },
    follow: null,
    close: async () => db.close(),
  }
}

const emmettSqlite = async (file: string): Promise<Engine | null> => {
  const loaded = await peerModule('sqlite', '@event-driven-io/emmett-sqlite')
  if (loaded === null) return null
  const open = loaded['getSQLiteEventStore'] as (options: object) => Emmett
  const store = open({ fileName: file, schema: { autoMigration: 'CreateOrUpdate' } })
  // It answers SQLITE_BUSY to appends at the same time: so they wait for each other here, which is what its users must do.
  let last: Promise<unknown> = Promise.resolve()
  return {
    append: async (stream, events) => {
      const mine = last.then(() =>
        store.appendToStream(
          stream,
          events.map(({ type, data, metadata }) => ({ type, data, metadata })),
        ),
      )
      last = mine.catch(() => undefined)
      await mine
    },
    load: async (stream) => (await store.readStream(stream)).events.length,
    readAll: null,
    follow: null,
    close: async () => undefined,
  }
}

export const sqlite = async (): Promise<Database> => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-bench-'))
  const perca = engineOf(await opened(join(folder, 'perca.db')))
  const raw = rawSqlite(join(folder, 'raw.db'))
  const peer = await emmettSqlite(join(folder, 'emmett.db'))
  return {
    name: 'SQLite',
    settings:
      'files in one folder, WAL; Perca and raw: synchronous = FULL; Emmett: its own settings, one append at a time',
    perca,
    raw,
    peer,
    peerHint: 'npm install --prefix peers/sqlite',
    close: async () => {
      await Promise.all([perca, raw, ...(peer === null ? [] : [peer])].map((engine) => engine.close()))
      rmSync(folder, { recursive: true })
    },
  }
}
