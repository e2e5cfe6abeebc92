import type { Reader, Refusal, StoreError } from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { slotOn } from '../programme/calendar.js'
import { programme } from '../programme/decider.js'
import type { RecordAttendance } from './attendance.js'
import { known } from './rules.js'
import type { ParticipantState } from './state.js'

/**
 * The slot that the programme's calendar foresees on the mark's day.
 * @returns Left: `unknown-participant` first, then `holiday`, `not-scheduled`.
 */
export const slotOfMark = (
  asked: Omit<RecordAttendance, 'evidence'>,
  state: ParticipantState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, RecordAttendance['evidence']> =>
  pipe(
    TE.fromEither(known(state)),
    TE.chainW(() => reader.state(programme, asked.programmeId)),
    TE.chainEitherKW((calendar) => slotOn(calendar.state, asked.effectiveOn)),
    TE.map((slot) => ({ slot })),
  )
