import { type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Slot, slotOn } from '../programme/calendar.js'
import { programme } from '../programme/decider.js'
import { session } from './decider.js'
import { slotId } from './slot.js'

type Found<Evidence> = TE.TaskEither<Refusal | StoreError, Evidence>

/**
 * The day's first session, as a mark of the register falls into it: as it was held; else as it is planned with a reason of its
 * own; else as the calendar foresees it.
 * @returns Left: `not-scheduled`, also where it is cancelled; `holiday`. Rule 5.
 */
export const slotOfSessionOn = (
  { programmeId, effectiveOn: day }: { readonly programmeId: string; readonly effectiveOn: string },
  reader: Reader,
): Found<Slot> =>
  pipe(
    reader.state(session, slotId({ programmeId, effectiveOn: day })),
    TE.chainW(({ state: { plan, held, cancelled } }): Found<Slot> => {
      const own = held ?? (plan !== null && plan.reason !== null ? plan : null)
      if (own !== null) {
        const { startsAt, duration, venue } = own
        return TE.right({ day, startsAt, duration, venue, scheduleFrom: null })
      }
      if (cancelled !== null) {
        const message = 'The session of this day is cancelled. Check the date, or plan it again.'
        return TE.left(refusal('not-scheduled', message, { day, cancelled }))
      }
      return pipe(
        reader.state(programme, programmeId),
        TE.chainEitherKW(({ state }) => slotOn(state, day)),
      )
    }),
  )
