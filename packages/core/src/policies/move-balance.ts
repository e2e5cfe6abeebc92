import { policy } from '@perca/eventsourcing'
import type { AccountEvent } from '../account/events.js'
import type { MoveBalanceIn, MoveBalanceOut, ReturnBalance } from '../account/moving.js'
import type { ParticipantEvent } from '../participant/events.js'
import { idInStream } from '../values/ids.js'

/**
 * P8: where a file was absorbed, its account's balance moves to the surviving one, and back where that is undone; what moves
 * out of one account arrives in the other.
 */
export const moveBalancePolicy = policy<AccountEvent | ParticipantEvent>({
  name: 'move-balance',
  sends: ['MoveBalanceIn', 'MoveBalanceOut', 'ReturnBalance'],
  on: {
    Absorbed: ({ event, id, stream }) => {
      const { mergeId, participantId } = event.data
      const command: MoveBalanceOut = {
        type: 'MoveBalanceOut',
        participantId,
        otherParticipantId: idInStream(stream),
        mergeId,
        sourceEventId: id,
        effectiveOn: event.effectiveOn,
      }
      return [{ target: mergeId, command }]
    },
    MergeUndone: ({ event, id, stream }) => {
      const { mergeId, participantId, sourceEventId } = event.data
      // The duplicate's copy of it moves nothing.
      if (sourceEventId !== null) return []
      const command: ReturnBalance = {
        type: 'ReturnBalance',
        participantId: idInStream(stream),
        otherParticipantId: participantId,
        mergeId,
        sourceEventId: id,
        effectiveOn: event.effectiveOn,
      }
      return [{ target: mergeId, command }]
    },
    BalanceMoved: ({ event, id, stream }) => {
      const { mergeId, direction, otherParticipantId, amount, undoes, passed } = event.data
      // Nothing moved: only that a merge is undone must be known there, too.
      if (direction === 'in' || (amount === 0 && !undoes)) return []
      const command: MoveBalanceIn = {
        type: 'MoveBalanceIn',
        participantId: otherParticipantId,
        otherParticipantId: idInStream(stream),
        mergeId,
        amount,
        undoes,
        passed,
        sourceEventId: id,
        effectiveOn: event.effectiveOn,
      }
      return [{ target: mergeId, command }]
    },
  },
})
