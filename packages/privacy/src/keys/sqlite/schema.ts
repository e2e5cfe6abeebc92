import type { DatabaseSyncInstance } from '@photostructure/sqlite'

/** `PERK` in ASCII: marks a file of keys. */
const applicationId = 0x5045524b

/**
 * Each step leads from the version of its index to the next, and is never changed once it was published.
 *
 * What is destroyed is overwritten where it stands, with as many zeros (`gone`: 1), and its row stays. `secure_delete` clears
 * what is deleted, too; but what a b-tree leaves behind where it moves rows to another page is not promised to anybody. Rows
 * that come in the order of their numbers, and never change their size, are never moved. For the same reason no index holds
 * anything of an identity number but 12 bits of its keyed hash.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE owner (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    class TEXT NOT NULL,
    destroyed_at INTEGER,
    UNIQUE (subject, class)
  ) STRICT;
  CREATE TABLE subject_key (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES owner,
    number INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    master TEXT NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0,
    wrapped BLOB NOT NULL,
    UNIQUE (owner, number)
  ) STRICT;
  CREATE INDEX subject_key_by_master ON subject_key (master) WHERE gone = 0;
  CREATE TABLE index_key (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    master TEXT NOT NULL,
    wrapped BLOB NOT NULL
  ) STRICT;
  CREATE TABLE identity (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    digest BLOB NOT NULL
  ) STRICT;
  CREATE INDEX identity_by_bucket ON identity (bucket);
  CREATE INDEX identity_by_subject ON identity (subject);
  `,
]

/** The version of the layout that this package writes. */
export const schemaVersion = migrations.length

/** The version of the layout in a file; 0, it is empty; `foreign`, it is another program's. Changes nothing. */
export const standingOf = (db: DatabaseSyncInstance): number | 'foreign' => {
  const [application]: [number] = db.prepare('PRAGMA application_id').get()
  const [version]: [number] = db.prepare('PRAGMA user_version').get()
  if (application === applicationId) return version
  const [tables]: [number] = db.prepare('SELECT count(*) FROM sqlite_schema').get()
  return application === 0 && version === 0 && tables === 0 ? 0 : 'foreign'
}

/** Brings a file to the version of today, in one transaction; of two processes one does it. */
export const migrate = (db: DatabaseSyncInstance): void => {
  if (standingOf(db) === schemaVersion) return
  db.exec('BEGIN IMMEDIATE')
  // Looked at again under the lock: another process may have been here first.
  const found = standingOf(db)
  for (const step of migrations.slice(found === 'foreign' ? schemaVersion : found)) db.exec(step)
  if (found !== schemaVersion) {
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`)
  }
  db.exec('COMMIT')
}
