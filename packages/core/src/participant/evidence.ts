import type { Reader, Refusal, StoreError } from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { slotOfSessionOn } from '../session/slot-on.js'
import type { RecordAttendance } from './attendance.js'
import { known } from './rules.js'
import type { ParticipantState } from './state.js'

/**
 * The session of the mark's day: as it was held or planned with a reason of its own, or as the calendar foresees it.
 * @returns Left: `unknown-participant` first, then `holiday`, `not-scheduled`.
 */
export const slotOfMark = (
  asked: Omit<RecordAttendance, 'evidence'>,
  state: ParticipantState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, RecordAttendance['evidence']> =>
  pipe(
    TE.fromEither(known(state)),
    TE.chainW(() => slotOfSessionOn(asked, reader)),
    TE.map((slot) => ({ slot })),
  )
