import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { OpenError } from './connection.js'
import { type SqliteOptions, type SqliteStore, sqliteStore } from './store.js'

/**
 * Opens the store that a URL names: `sqlite:perca.db` (a path, as it stands, from the current folder or from the root), or
 * `sqlite::memory:`.
 *
 * @returns Left: as with {@link sqliteStore}; CannotOpen also where the URL is not of this kind.
 */
export const openUrl = (url: string, options: Omit<SqliteOptions, 'file'> = {}): TaskEither<OpenError, SqliteStore> =>
  url.startsWith('sqlite:') && url.length > 'sqlite:'.length
    ? sqliteStore({ ...options, file: url.slice('sqlite:'.length) })
    : async () =>
        E.left({
          _tag: 'CannotOpen',
          message: 'A SQLite store is named sqlite:<file>, like sqlite:perca.db, or sqlite::memory:.',
        })
