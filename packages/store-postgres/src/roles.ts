import { isSchemaName } from './schema.js'

/** A role's name, quoted: what stands in it can't end it. */
const quoted = (role: string): string => `"${role.replaceAll('"', '""')}"`

const readable = (schema: string, role: string): readonly string[] => [
  `GRANT USAGE ON SCHEMA ${schema} TO ${quoted(role)};`,
  ...['event', 'event_subject', 'counter', 'schema_version'].map(
    (table) => `GRANT SELECT ON ${schema}.${table} TO ${quoted(role)};`,
  ),
]

/** @throws where a schema can't have the name: a defect of the caller, who must not build SQL of it */
const checked = (schema: string): string => {
  if (!isSchemaName(schema)) throw new Error('A log can not be in a schema of this name.')
  return schema
}

/**
 * The SQL that lets a role read the log of a schema, and nothing else. The role must be there; run it as the log's owner.
 * @param schema the schema's name, as it was given to `postgresStore`
 */
export const readerGrants = (schema: string, role: string): string => readable(checked(schema), role).join('\n')

/**
 * The SQL that lets a role append to the log of a schema and read it, and nothing else: it can neither change nor delete an
 * event, nor write one past the checks. An app should run as such a role, and the owner only migrate.
 * @param schema the schema's name, as it was given to `postgresStore`
 */
export const writerGrants = (schema: string, role: string): string =>
  [...readable(checked(schema), role), `GRANT EXECUTE ON FUNCTION ${schema}.append TO ${quoted(role)};`].join('\n')
