import * as E from 'fp-ts/lib/Either.js'
import type { ClientBase } from 'pg'
import { askOn } from './ask.js'
import { sqlState } from './failure.js'
import { release1 } from './released/release-1.js'

/** The newest version of the stored layout. */
export const schemaVersion = 1

/** What brings a log from one version to the next, in SQL, for a schema of a name. Only ever added to. */
const releases: readonly ((schema: string) => string)[] = [release1]

/** There is something else under this name; it was not touched. */
export interface NotALog {
  readonly _tag: 'NotALog'
  readonly message: string
}

/** The log was written by a newer version of this package; it was not touched. */
export interface NewerSchema {
  readonly _tag: 'NewerSchema'
  readonly found: number
  readonly known: number
  readonly message: string
}

/** The log is of an older version, or not there yet, and was not to be changed; it was not touched. */
export interface OlderSchema {
  readonly _tag: 'OlderSchema'
  /** 0: there is no log yet. */
  readonly found: number
  readonly known: number
  readonly message: string
}

/** Names that need no quoting and leave room for what is named after them. */
const schemaName = /^(?!pg_)[a-z_][a-z0-9_]{0,40}$/

/** Whether a schema may have this name: small letters, digits and `_`, 41 at most, not beginning with `pg_`. */
export const isSchemaName = (name: string): boolean => schemaName.test(name)

/** On which channel the log of a schema tells that it grew. */
export const channelOf = (schema: string): string => `perca_${schema}_grew`

const newer = (schema: string, found: number): NewerSchema => ({
  _tag: 'NewerSchema',
  found,
  known: schemaVersion,
  message: `The log in schema ${schema} has version ${found}; this version of Perca knows ${schemaVersion} at most. Use a newer version.`,
})

const older = (schema: string, found: number): OlderSchema => ({
  _tag: 'OlderSchema',
  found,
  known: schemaVersion,
  message:
    found === 0
      ? `There is no log in schema ${schema}. Open it once with a user who may create it: perca store migrate.`
      : `The log in schema ${schema} has version ${found}, this version of Perca needs ${schemaVersion}. Bring it up with a user who owns it: perca store migrate.`,
})

/**
 * Which of these tables are in a schema. Read from the catalogue's tables: `to_regclass` may answer from what this session
 * knew before it waited for another one that makes them.
 */
const tablesIn = async (client: ClientBase, schema: string, names: readonly string[]): Promise<number> => {
  const rows = await askOn(client, {
    text: 'SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = ANY ($2)',
    values: [schema, names],
  })
  return rows.length
}

/** Which version of a log stands in a schema; 0: none. */
const versionIn = async (client: ClientBase, schema: string): Promise<number> => {
  if ((await tablesIn(client, schema, ['schema_version'])) === 0) return 0
  const [row] = await askOn(client, { text: `SELECT version FROM ${schema}.schema_version`, values: [] })
  return Number(row?.[0] ?? 0)
}

/** Whether something stands in the schema already that is no log. */
const isForeign = async (client: ClientBase, schema: string): Promise<boolean> =>
  (await tablesIn(client, schema, ['counter', 'event', 'event_subject', 'schema_version'])) > 0

/**
 * Brings the log in a schema to today's version, or makes it. Several processes may do so at the same time: one does, the
 * others wait for it. All of it happens in one transaction, or nothing. Throws what the driver throws.
 *
 * @returns Right: which version it found. Left: what stands there is no log, or a newer one, or must not be changed.
 */
export const prepareSchema = async (
  client: ClientBase,
  schema: string,
  mayMigrate: boolean,
): Promise<E.Either<NotALog | NewerSchema | OlderSchema, number>> => {
  const found = await versionIn(client, schema)
  if (found > schemaVersion) return E.left(newer(schema, found))
  if (found === schemaVersion) return E.right(found)
  if (!mayMigrate) return E.left(older(schema, found))
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('perca migrate ' || $1, 0))", [schema])
    // Another process may have been quicker.
    const locked = await versionIn(client, schema)
    if (locked === 0 && (await isForeign(client, schema))) {
      await client.query('ROLLBACK')
      return E.left({
        _tag: 'NotALog',
        message: `Schema ${schema} holds tables of another program under the names of a log's; nothing was touched. Name another schema.`,
      })
    }
    for (const release of releases.slice(locked)) await client.query(release(schema))
    await client.query('COMMIT')
    return locked > schemaVersion ? E.left(newer(schema, locked)) : E.right(locked)
  } catch (thrown) {
    // A connection that broke rolls back by itself.
    if (sqlState(thrown) !== undefined) await client.query('ROLLBACK')
    throw thrown
  }
}
