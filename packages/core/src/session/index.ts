export { type SessionCommand, session } from './decider.js'
export type { SessionEvent } from './events.js'
export type { CloseSession, OpenSession, TeachSkill } from './holding.js'
export type {
  CancelSession,
  FollowCalendar,
  MoveSession,
  ScheduleExtraSession,
  ScheduleSession,
} from './planning.js'
export type { SessionState } from './state.js'
