export { readerGrants, writerGrants } from './roles.js'
export type { NewerSchema, NotALog, OlderSchema } from './schema.js'
export {
  type CannotOpen,
  type OpenError,
  type PostgresOptions,
  type PostgresStore,
  postgresLimits,
  postgresStore,
  type Reach,
} from './store.js'
export type { Turn, Wait } from './turn.js'
