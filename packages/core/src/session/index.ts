export { session } from './decider.js'
export type { OpenSession, ScheduleSession, SessionCommand, SessionState } from './decisions.js'
export type { SessionEvent } from './events.js'
