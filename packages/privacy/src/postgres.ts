export { type PostgresKeys, type PostgresKeysOptions, postgresKeys } from './keys/postgres/store.js'
