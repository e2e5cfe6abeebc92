import { existsSync } from 'node:fs'
import {
  type AccessLog,
  fileJournal,
  type Journal,
  type KeyStore,
  masterFromEnvironment,
  masterFromFile,
  masterVariable,
  memoryKeys,
  type SqliteKeys,
  sqliteAccessLog,
  sqliteKeys,
} from '@perca/privacy'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Failure, failed } from './failure.js'
import type { StoreUrl } from './option-values.js'

/** The keys of a log, and what stands beside them. */
export interface Keyring {
  readonly keys: KeyStore
  /** What was begun to be erased. */
  readonly journal: Journal
  /** Who opened whose data. */
  readonly openAccessLog: TaskEither<{ readonly message: string }, AccessLog>
  /** The file of a master key that was made just now: the person must be told to keep a copy. */
  readonly made: string | null
}

/** Whether keys may be made where there are none, or must be there already. */
export type KeyPurpose = 'make' | 'use'

/** Where keys are kept, where nothing else says so. */
const keysVariable = 'PERCA_KEYS'

/** Where the master key stands, where nothing else says so. */
const masterFileVariable = 'PERCA_MASTER_KEY_FILE'

/** The files of a log's keys begin so: beside a SQLite file, else in the current folder. Null: a log that ends with the process. */
const keysBaseOf = (url: string, env: { readonly [name: string]: string | undefined }): string | null => {
  const given = env[keysVariable]
  if (given !== undefined && given !== '') return given.replace(/\.db$/, '')
  if (url === 'sqlite::memory:' || url.startsWith('memory:')) return null
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : 'perca.db'
  return `${file.replace(/\.db$/, '')}-keys`
}

const masterOf = async (
  base: string,
  env: { readonly [name: string]: string | undefined },
  purpose: KeyPurpose,
): Promise<
  E.Either<Failure, { readonly master: Parameters<typeof sqliteKeys>[0]['master']; readonly made: string | null }>
> => {
  if ((env[masterVariable] ?? '') !== '') {
    const master = masterFromEnvironment(env)
    return E.isLeft(master) ? E.left(failed(master.left.message)) : E.right({ master: master.right, made: null })
  }
  const file = env[masterFileVariable] || `${base}.master`
  if (purpose === 'use' && !existsSync(file)) {
    return E.left(failed(`There is no master key ${file}. ${masterFileVariable} or ${masterVariable} names another.`))
  }
  // A new master key opens nothing that another one wrapped: only with the first keys.
  const master = await masterFromFile(file, { make: purpose === 'make' && !existsSync(`${base}.db`) })()
  if (E.isLeft(master)) return E.left(failed(master.left.message))
  return E.right({ master: master.right.master, made: master.right.isNew ? file : null })
}

/** Opens the keys of the log that a URL names. `make`: where there are none yet, they and their master key are made. */
export const openKeyring =
  (env: { readonly [name: string]: string | undefined }) =>
  (url: StoreUrl, purpose: KeyPurpose): TaskEither<Failure, Keyring> =>
  async () => {
    const base = keysBaseOf(url, env)
    if (base === null) {
      const nothing: Journal = {
        begin: () => async () => E.right(undefined),
        end: () => async () => E.right(undefined),
        open: () => async () => E.right([]),
      }
      return E.right({ keys: memoryKeys(), journal: nothing, openAccessLog: sqliteAccessLog(':memory:'), made: null })
    }
    const file = `${base}.db`
    if (purpose === 'use' && !existsSync(file)) {
      return E.left(
        failed(`There are no keys ${file}, so nothing sealed can be opened. ${keysVariable} names another file.`),
      )
    }
    const master = await masterOf(base, env, purpose)
    if (E.isLeft(master)) return master
    const keys: E.Either<{ readonly message: string }, SqliteKeys> = await sqliteKeys({
      file,
      master: master.right.master,
    })()
    if (E.isLeft(keys)) return E.left(failed(keys.left.message))
    return E.right({
      keys: keys.right,
      journal: fileJournal(`${file}.intents`),
      openAccessLog: sqliteAccessLog(`${base}-access.db`),
      made: master.right.made,
    })
  }
