import { closeSync, openSync } from 'node:fs'
import type { StoreError } from '@perca/eventsourcing'
import { DatabaseSync } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { corrupt } from '../keys/failure.js'
import { attempted, type KeyFile, transaction } from '../keys/sqlite/connection.js'
import { cannotOpen, isOfSystem, keyError } from '../keys/sqlite/failure.js'
import { type AccessEntry, type AccessLog, type AccessVerdict, entryHash, firstHash } from './access-log.js'

/** Marks a file as a log of accesses: "PcAL". */
const applicationId = 0x5063_414c

const schema = `
CREATE TABLE IF NOT EXISTS access (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  purpose TEXT NOT NULL,
  subject TEXT NOT NULL,
  class TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS access_subject ON access (subject, number);
CREATE TRIGGER IF NOT EXISTS access_never_changed BEFORE UPDATE ON access
  BEGIN SELECT raise(ABORT, 'accesses are never changed'); END;
CREATE TRIGGER IF NOT EXISTS access_never_deleted BEFORE DELETE ON access
  BEGIN SELECT raise(ABORT, 'accesses are never deleted'); END;
PRAGMA application_id = ${applicationId};
PRAGMA user_version = 1;
`

type Row = readonly [number, string, string, string, string, string, string, string]

const columns = 'number, at, actor, role, purpose, subject, class, hash'

const entryOf = ([number, at, actor, role, purpose, subject, of, hash]: Row): AccessEntry => ({
  number,
  at,
  actor,
  role,
  purpose,
  subject,
  class: of,
  hash,
})

const prepare = async (connection: KeyFile): Promise<E.Either<StoreError, void>> => {
  const { db, file } = connection
  const found = await attempted(connection, () => {
    const [id]: readonly [number] = db.prepare('PRAGMA application_id').get()
    const [tables]: readonly [number] = db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return { id, tables }
  })
  if (E.isLeft(found)) return found
  if (found.right.id !== applicationId && found.right.tables > 0) {
    return E.left(corrupt(`${file} is a database of another program; it was not touched. Name another file.`))
  }
  return attempted(connection, () => {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    db.exec(schema)
  })
}

const logOn = (connection: KeyFile): AccessLog => {
  const { db } = connection
  const last = db.prepare('SELECT number, hash FROM access ORDER BY number DESC LIMIT 1')
  const insert = db.prepare(`INSERT INTO access (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const ofSubject = db.prepare(`SELECT ${columns} FROM access WHERE subject = ? ORDER BY number`)
  const after = db.prepare(`SELECT ${columns} FROM access WHERE number > ? ORDER BY number LIMIT 1000`)

  const verify = async (): Promise<E.Either<StoreError, AccessVerdict>> => {
    let [number, head] = [0, firstHash]
    for (;;) {
      const rows = await attempted(connection, () => after.all(number).map(entryOf))
      if (E.isLeft(rows)) return rows
      for (const entry of rows.right) {
        if (entry.number !== number + 1 || entry.hash !== entryHash(head, entry.number, entry)) {
          return E.right({ _tag: 'Broken', number: number + 1 })
        }
        ;[number, head] = [entry.number, entry.hash]
      }
      if (rows.right.length === 0) return E.right({ _tag: 'Whole', entries: number, head })
    }
  }

  return {
    record: (accesses) => () =>
      transaction(connection, () => {
        const before: readonly [number, string] | undefined = last.get()
        let [number, hash] = before ?? [0, firstHash]
        for (const access of accesses) {
          number += 1
          hash = entryHash(hash, number, access)
          const { at, actor, role, purpose, subject, class: of } = access
          insert.run(number, at, actor, role, purpose, subject, of, hash)
        }
      }),
    of: (subject) => () => attempted(connection, () => ofSubject.all(subject).map(entryOf)),
    verify: () => verify,
    close: () => async () => {
      if (db.isOpen) db.close()
      return E.right(undefined)
    },
  }
}

/** Opens the log of accesses in a SQLite file of its own, made where it is missing; several processes may write it. */
export const sqliteAccessLog =
  (file: string, busyTimeout = 5_000): TaskEither<StoreError, AccessLog> =>
  async () => {
    try {
      if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600))
      const connection = { db: new DatabaseSync(file, { returnArrays: true, timeout: 10 }), file, busyTimeout }
      const prepared = await prepare(connection)
      if (E.isRight(prepared)) return E.right(logOn(connection))
      connection.db.close()
      return prepared
    } catch (thrown) {
      return E.left(isOfSystem(thrown) ? cannotOpen(file) : keyError(thrown, file))
    }
  }
