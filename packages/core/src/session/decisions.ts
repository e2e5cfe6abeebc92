import { Day, type Decision, type Reader, type Refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type Slot, slotOn } from '../programme/calendar.js'
import { programme } from '../programme/decider.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import type { SessionEvent } from './events.js'

export interface SessionState {
  readonly scheduled: boolean
  readonly opened: boolean
}

export const initialState: SessionState = { scheduled: false, opened: false }

export const evolve = (state: SessionState, event: SessionEvent): SessionState => {
  switch (event.type) {
    case 'SessionScheduled':
      return { ...state, scheduled: true }
    case 'SessionOpened':
      return { ...state, opened: true }
  }
}

interface OnCalendar {
  readonly evidence: { readonly slot: Slot }
}

/** Plans the session of `effectiveOn`, by the calendar. */
export const AskedSchedule = t.strict({
  type: t.literal('ScheduleSession'),
  programmeId: ProgrammeId,
  helpers: t.readonlyArray(Uuid),
  effectiveOn: Day,
})
export interface ScheduleSession extends t.TypeOf<typeof AskedSchedule>, OnCalendar {}

/** Says that the session of `effectiveOn` takes place. Said again, nothing happens. */
export const AskedOpening = t.strict({ type: t.literal('OpenSession'), programmeId: ProgrammeId, effectiveOn: Day })
export interface OpenSession extends t.TypeOf<typeof AskedOpening>, OnCalendar {}

export type SessionCommand = ScheduleSession | OpenSession

/**
 * The calendar's slot on the day that is asked for.
 * @returns Left: `holiday`, `not-scheduled`. Rule 5.
 */
export const slotOfSession = (
  asked: { readonly programmeId: string; readonly effectiveOn: string },
  _: SessionState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, OnCalendar['evidence']> =>
  pipe(
    reader.state(programme, asked.programmeId),
    TE.chainEitherKW(({ state }) => slotOn(state, asked.effectiveOn)),
    TE.map((slot) => ({ slot })),
  )

const dataOf = (command: SessionCommand) => {
  const { startsAt, duration, venue } = command.evidence.slot
  return { programmeId: command.programmeId, startsAt, duration, venue }
}

/** @returns Right: nothing where the session is planned, or held, already. */
export const scheduleSession = (command: ScheduleSession, state: SessionState): Decision<SessionEvent> => {
  const { effectiveOn, helpers } = command
  const data = { ...dataOf(command), helpers }
  return E.right(state.scheduled || state.opened ? [] : [{ type: 'SessionScheduled', effectiveOn, data }])
}

/** @returns Right: nothing where the session is open already. */
export const openSession = (command: OpenSession, state: SessionState): Decision<SessionEvent> => {
  const { effectiveOn } = command
  return E.right(state.opened ? [] : [{ type: 'SessionOpened', effectiveOn, data: dataOf(command) }])
}
