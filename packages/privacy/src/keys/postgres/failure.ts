import { isDefect, type StoreError } from '@perca/eventsourcing'
import { unavailable } from '../failure.js'

const codeOf = (thrown: unknown): string | null => {
  const code: unknown = Reflect.get(Object(thrown), 'code')
  return typeof code === 'string' ? code : null
}

/** What PostgreSQL refused, by the beginning of its code, and what to do. Its own words are left out: they may quote a row. */
const refusals: readonly (readonly [start: string, message: string])[] = [
  ['28', 'PostgreSQL does not let this user at the keys. Check user, password and pg_hba.conf.'],
  ['3D000', 'There is no such database for the keys on this server. Name another one, or create it.'],
  ['42501', 'PostgreSQL does not give this user the right. Grant what docs/how-to/keys-in-postgresql.md lists.'],
  ['25006', 'This server only reads: it is a standby, or set so. Connect to the one that writes.'],
  ['42P01', 'A table of the keys is not there any more. Restore them from a backup.'],
  ['53', "The keys' server is short of room, memory or connections. Make room, then try again."],
  ['57', "The keys' server is starting or shutting down. Try again when it is up."],
]

/**
 * What the driver threw, as a typed error. Whatever was asked may be asked again: nothing is done twice.
 * @throws what is no trouble of server or connection: a defect
 */
export const keyError = (thrown: unknown): StoreError => {
  if (isDefect(thrown)) throw thrown
  const code = codeOf(thrown)
  if (code !== null && /^[0-9A-Z]{5}$/.test(code)) {
    const known = refusals.find(([start]) => code.startsWith(start))
    return unavailable(known?.[1] ?? `PostgreSQL refused to do this with the keys (${code}). Try again.`)
  }
  const reason = code === null ? '' : ` (${code})`
  return unavailable(
    `There is no connection to the keys' server${reason}. Look whether it is up and can be reached, then try again.`,
  )
}
