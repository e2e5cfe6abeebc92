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

/** What the calendar had said where a session followed it. */
const followed = (event: SessionEvent | undefined) => {
  switch (event?.type) {
    case 'SessionCancelled':
      return { place: null, because: event.data.reason }
    case 'SessionMoved':
      return { place: event.data.now, because: 'schedule' }
    default:
      return { place: event?.data, because: 'schedule' }
  }
}

const planners = ['coordinator', 'facilitator']

/** `session-<programme>.<date>[.n]`: one slot; the name forbids a twin. */
export const session: Aggregate<SessionCommand, SessionState, SessionEvent> = {
  category: 'session',
  events: sessionEvents,
  initialState,
  evolve,
  named: (id) => ({ slot: Number(id.split('.')[2] ?? 1) }),
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
    MoveSession: {
      recall: ([moved]) => (moved?.type === 'SessionMoved' ? moved.data.now : {}),
      codec: MoveSession,
      roles: planners,
      stream,
      yields: ['SessionMoved'],
      decide: moveSession,
    },
    CancelSession: {
      codec: CancelSession,
      roles: planners,
      stream,
      yields: ['SessionCancelled'],
      decide: cancelSession,
    },
    FollowCalendar: {
      recall: ([event]) => followed(event),
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
