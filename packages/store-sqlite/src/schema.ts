import type { DatabaseSyncInstance } from '@photostructure/sqlite'

/** `PERC` in ASCII: marks a file as ours (`file(1)` and SQLite's `application_id` show it). */
const applicationId = 0x50455243

/**
 * Each step leads from the version of its index to the next, and is never changed once it was published.
 *
 * What repeats (stream, type, person) is written once and numbered; an id is its 16 bytes. `position` is given without
 * gaps, in the order of commits. JSON stays text: it is read with one call.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE stream (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL
  ) STRICT;
  CREATE TABLE type (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES stream,
    revision INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    type INTEGER NOT NULL REFERENCES type,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TABLE event_subject (
    subject INTEGER NOT NULL REFERENCES subject,
    position INTEGER NOT NULL REFERENCES event,
    PRIMARY KEY (subject, position)
  ) STRICT, WITHOUT ROWID;
  `,
]

/** The version of the layout that this package writes. */
export const schemaVersion = migrations.length

/** What a file is to us. */
export type FileKind =
  | { readonly kind: 'empty' }
  | { readonly kind: 'log'; readonly version: number }
  | { readonly kind: 'foreign' }

/** Looks at a file and changes nothing. */
export const kindOf = (db: DatabaseSyncInstance): FileKind => {
  const [application]: [number] = db.prepare('PRAGMA application_id').get()
  const [version]: [number] = db.prepare('PRAGMA user_version').get()
  if (application === applicationId) return { kind: 'log', version }
  const [tables]: [number] = db.prepare('SELECT count(*) FROM sqlite_schema').get()
  return application === 0 && version === 0 && tables === 0 ? { kind: 'empty' } : { kind: 'foreign' }
}

/** Brings an empty file or an older log to the version of today, in one transaction; of two processes one does it. */
export const migrate = (db: DatabaseSyncInstance): void => {
  db.exec('BEGIN IMMEDIATE')
  try {
    // Looked at again under the lock: another process may have been here first.
    const found = kindOf(db)
    const version = found.kind === 'log' ? found.version : 0
    for (const step of migrations.slice(version)) db.exec(step)
    if (version < schemaVersion)
      db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`)
    db.exec('COMMIT')
  } catch (thrown) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw thrown
  }
}
