import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { ClientBase } from 'pg'
import { corrupt } from '../failure.js'
import { askOn } from './ask.js'

/** Names that need no quoting. */
const schemaName = /^(?!pg_)[a-z_][a-z0-9_]{0,40}$/

/** Whether a schema may have this name: small letters, digits and `_`, 41 at most, not beginning with `pg_`. */
export const isSchemaName = (name: string): boolean => schemaName.test(name)

/** Each step leads from the version of its index to the next, and is never changed once it was published. */
const migrations: readonly ((schema: string) => string)[] = [
  (schema) => `
  CREATE TABLE ${schema}.owner (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject text NOT NULL,
    class text NOT NULL,
    destroyed_at bigint,
    UNIQUE (subject, class)
  );
  CREATE TABLE ${schema}.subject_key (
    id text COLLATE "C" PRIMARY KEY,
    owner bigint NOT NULL REFERENCES ${schema}.owner,
    number integer NOT NULL,
    made_at bigint NOT NULL,
    master text NOT NULL,
    wrapped bytea NOT NULL,
    gone boolean NOT NULL DEFAULT false,
    UNIQUE (owner, number)
  );
  CREATE TABLE ${schema}.index_key (
    one integer PRIMARY KEY CHECK (one = 1),
    master text NOT NULL,
    wrapped bytea NOT NULL
  );
  CREATE TABLE ${schema}.identity (
    subject text PRIMARY KEY,
    digest bytea NOT NULL
  );
  CREATE INDEX identity_by_digest ON ${schema}.identity (digest);
  `,
]

/** The version of the layout that this package writes. */
const schemaVersion = migrations.length

/** The version that is there; 0, there is none. Changes nothing. */
const standingOf = async (client: ClientBase, schema: string): Promise<number> => {
  const tables = await askOn(
    client,
    `SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'keys_version'`,
    [schema],
  )
  if (tables.length === 0) return 0
  const [row] = await askOn(client, `SELECT version FROM ${schema}.keys_version`)
  return Number(row?.[0] ?? 0)
}

/** Serialises whoever brings keys to another version. */
const migrationLock = 0x5045524b

/** Brings the tables to the version of today; of two processes one does it. Left: a newer version wrote them. */
export const migrate = async (client: ClientBase, schema: string): Promise<E.Either<StoreError, void>> => {
  const before = await standingOf(client, schema)
  if (before === schemaVersion) return E.right(undefined)
  if (before > schemaVersion) {
    return E.left(
      corrupt(`The keys in schema ${schema} are of a newer Perca; they were not touched. Use a newer version.`),
    )
  }
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
  // Looked at again under the lock: another process may have been here first.
  const found = await standingOf(client, schema)
  if (found === 0) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
    await client.query(
      `CREATE TABLE ${schema}.keys_version (one integer PRIMARY KEY CHECK (one = 1), version integer NOT NULL)`,
    )
    await client.query(`INSERT INTO ${schema}.keys_version VALUES (1, 0)`)
  }
  for (const step of migrations.slice(found)) await client.query(step(schema))
  await client.query(`UPDATE ${schema}.keys_version SET version = $1`, [schemaVersion])
  await client.query('COMMIT')
  return E.right(undefined)
}
