import type { Aggregate } from '@perca/eventsourcing'
import { type SessionEvent, sessionEvents } from './events.js'
import { programmeThere, skillKnown, slotToOpen, slotToPlan } from './evidence.js'
import {
  AskedOpening,
  AskedTeaching,
  CloseSession,
  closeSession,
  type OpenSession,
  openSession,
  type TeachSkill,
  teachSkill,
} from './holding.js'
import {
  AskedExtra,
  AskedSchedule,
  CancelSession,
  cancelSession,
  FollowCalendar,
  followCalendar,
  MoveSession,
  moveSession,
  type ScheduleExtraSession,
  type ScheduleSession,
  scheduleExtraSession,
  scheduleSession,
} from './planning.js'
import { slotId as stream } from './slot.js'
import { evolve, initialState, type SessionState } from './state.js'

/** Every command of a session. */
export type SessionCommand =
  | ScheduleSession
  | ScheduleExtraSession
  | MoveSession
  | CancelSession
  | FollowCalendar
  | OpenSession
  | CloseSession
  | TeachSkill

const planners = ['coordinator', 'facilitator']

/** `session-<programme>.<date>[.n]`: one slot; the name forbids a twin. */
export const session: Aggregate<SessionCommand, SessionState, SessionEvent> = {
  category: 'session',
  events: sessionEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    ScheduleSession: {
      codec: AskedSchedule,
      roles: [...planners, 'policy'],
      stream,
      lookUp: slotToPlan,
      yields: ['SessionScheduled'],
      decide: scheduleSession,
    },
    ScheduleExtraSession: {
      codec: AskedExtra,
      roles: planners,
      stream,
      lookUp: programmeThere,
      yields: ['SessionScheduled'],
      decide: scheduleExtraSession,
    },
    MoveSession: { codec: MoveSession, roles: planners, stream, yields: ['SessionMoved'], decide: moveSession },
    CancelSession: {
      codec: CancelSession,
      roles: planners,
      stream,
      yields: ['SessionCancelled'],
      decide: cancelSession,
    },
    FollowCalendar: {
      codec: FollowCalendar,
      roles: ['policy'],
      stream,
      yields: ['SessionCancelled', 'SessionMoved', 'SessionScheduled'],
      decide: followCalendar,
    },
    OpenSession: {
      codec: AskedOpening,
      roles: ['facilitator', 'registrar', 'policy'],
      stream,
      lookUp: slotToOpen,
      yields: ['SessionOpened'],
      decide: openSession,
    },
    CloseSession: {
      codec: CloseSession,
      roles: ['facilitator', 'registrar'],
      stream,
      yields: ['SessionClosed'],
      decide: closeSession,
    },
    TeachSkill: {
      codec: AskedTeaching,
      roles: ['facilitator', 'registrar'],
      stream,
      lookUp: skillKnown,
      yields: ['SkillTaught'],
      decide: teachSkill,
    },
  },
}
