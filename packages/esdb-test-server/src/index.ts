export type { Fault } from './faults.js'
export { type ServerOptions, startServer, type TestServer } from './start.js'
