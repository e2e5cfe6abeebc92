import { Day, type Decision, type Reader, type Refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type Slot, slotOn } from '../programme/calendar.js'
import { programme } from '../programme/decider.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import type { SessionEvent } from './events.js'

/** What decisions need of a session. */
export interface SessionState {
  readonly scheduled: boolean
  readonly opened: boolean
}

/** Neither planned nor held. */
export const initialState: SessionState = { scheduled: false, opened: false }

/** The session after one event more. */
export const evolve = (state: SessionState, event: SessionEvent): SessionState => {
  switch (event.type) {
    case 'SessionScheduled':
      return { ...state, scheduled: true }
    case 'SessionOpened':
      return { ...state, opened: true }
  }
}

interface OnCalendar {
  /** The calendar's slot; null where the session was opened before, and nothing is left to decide. */
  readonly evidence: { readonly slot: Slot | null }
}

/** Plans the session of `effectiveOn`, by the calendar. */
export const AskedSchedule = t.strict({
  type: t.literal('ScheduleSession'),
  programmeId: ProgrammeId,
  helpers: t.readonlyArray(Uuid),
  effectiveOn: Day,
})
/** The planned session, with the calendar's slot. */
export interface ScheduleSession extends t.TypeOf<typeof AskedSchedule>, OnCalendar {}

/** Says that the session of `effectiveOn` takes place. Said again, nothing happens. */
export const AskedOpening = t.strict({ type: t.literal('OpenSession'), programmeId: ProgrammeId, effectiveOn: Day })
/** The session that takes place, with the calendar's slot. */
export interface OpenSession extends t.TypeOf<typeof AskedOpening>, OnCalendar {}

/** Every command of a session. */
export type SessionCommand = ScheduleSession | OpenSession

/**
 * The calendar's slot on the day that is asked for.
 * @returns Left: `holiday`, `not-scheduled`. Rule 5.
 */
export const slotOfSession = (
  asked: { readonly programmeId: string; readonly effectiveOn: string },
  state: SessionState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, OnCalendar['evidence']> =>
  state.opened
    ? TE.right({ slot: null })
    : pipe(
        reader.state(programme, asked.programmeId),
        TE.chainEitherKW(({ state }) => slotOn(state, asked.effectiveOn)),
        TE.map((slot) => ({ slot })),
      )

const dataOf = (programmeId: string, { startsAt, duration, venue }: Slot) => ({
  programmeId,
  startsAt,
  duration,
  venue,
})

/** @returns Right: nothing where the session is planned, or held, already. */
export const scheduleSession = (command: ScheduleSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, helpers, evidence } = command
  if (state.scheduled || state.opened || evidence.slot === null) return E.right([])
  return E.right([{ type: 'SessionScheduled', effectiveOn, data: { ...dataOf(programmeId, evidence.slot), helpers } }])
}

/** @returns Right: nothing where the session is open already. */
export const openSession = (command: OpenSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, evidence } = command
  if (state.opened || evidence.slot === null) return E.right([])
  return E.right([{ type: 'SessionOpened', effectiveOn, data: dataOf(programmeId, evidence.slot) }])
}
