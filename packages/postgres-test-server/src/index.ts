export { type PostgresServer, type ServerSettings, startPostgres } from './start.js'
