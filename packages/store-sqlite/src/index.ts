export type { CannotOpen, Durability, NewerSchema, NotALog, OpenError } from './connection.js'
export { type SqliteOptions, type SqliteStore, sqliteLimits, sqliteStore } from './store.js'
export { type Turn, takeTurn, type Wait } from './turn.js'
export { openUrl } from './url.js'
