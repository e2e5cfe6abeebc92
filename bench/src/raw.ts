import type { NewEvent } from '@perca/eventsourcing'
import { DatabaseSync } from '@photostructure/sqlite'

/** The floor: the driver alone on a file that the store has made, so with the same schema and the same indexes. */
export interface Raw {
  /** Writes events to streams by number, all in one transaction, without any check. */
  readonly write: (events: readonly (readonly [stream: number, event: NewEvent])[]) => void
  /** The rows after a position, as arrays; nothing is made of them. */
  readonly page: (after: number, limit: number) => readonly (readonly unknown[])[]
  readonly stream: (number: number) => readonly (readonly unknown[])[]
  readonly close: () => void
}

export const rawOn = (file: string): Raw => {
  const db = new DatabaseSync(file, { returnArrays: true, enableForeignKeyConstraints: false })
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  const insert = db.prepare(
    'INSERT INTO event (position, stream, revision, id, type, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertSubject = db.prepare('INSERT INTO event_subject (subject, position) VALUES (?, ?)')
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')]
  const selectPage = db.prepare(
    'SELECT position, stream, revision, id, type, data, metadata, recorded_at FROM event WHERE position > ? ORDER BY position LIMIT ?',
  )
  const selectStream = db.prepare(
    'SELECT position, stream, revision, id, type, data, metadata, recorded_at FROM event WHERE stream = ? ORDER BY revision',
  )
  const numbersOf = (table: string) =>
    new Map<string, number>(
      db
        .prepare(`SELECT name, id FROM ${table}`)
        .all()
        .map(([name, id]) => [name, id]),
    )
  const [types, subjects] = [numbersOf('type'), numbersOf('subject')]
  const revisions = new Map<number, number>(
    db
      .prepare('SELECT stream, max(revision) FROM event GROUP BY stream')
      .all()
      .map(([stream, last]) => [stream, last]),
  )
  let [position]: [number] = db.prepare('SELECT coalesce(max(position), 0) FROM event').get()
  return {
    write: (events) => {
      begin.run()
      for (const [stream, { id, type, data, metadata }] of events) {
        const revision = (revisions.get(stream) ?? -1) + 1
        revisions.set(stream, revision)
        position += 1
        const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
        insert.run(
          position,
          stream,
          revision,
          bytes,
          types.get(type) ?? 0,
          JSON.stringify(data),
          JSON.stringify(metadata),
          Date.now(),
        )
        insertSubject.run(subjects.get(metadata.subjects[0] ?? '') ?? 0, position)
      }
      commit.run()
    },
    page: (after, limit) => selectPage.all(after, limit),
    stream: (number) => selectStream.all(number),
    close: () => db.close(),
  }
}
