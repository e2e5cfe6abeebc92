import { policy } from '@perca/eventsourcing'
import type { ParticipantEvent } from '../participant/events.js'
import type { NoteMerged, NoteMergeUndone } from '../participant/merging.js'
import { idInStream } from '../values/ids.js'

/** P8: a file that was absorbed is told so, and told where that is undone. */
export const mergeFilesPolicy = policy<ParticipantEvent>({
  name: 'merge-files',
  sends: ['NoteMergeUndone', 'NoteMerged'],
  on: {
    Absorbed: ({ event, id, stream }) => {
      const { mergeId, participantId } = event.data
      const command: NoteMerged = {
        type: 'NoteMerged',
        participantId,
        intoParticipantId: idInStream(stream),
        mergeId,
        sourceEventId: id,
        effectiveOn: event.effectiveOn,
      }
      return [{ target: mergeId, command }]
    },
    MergeUndone: ({ event, id, stream }) => {
      const { mergeId, participantId, reason, sourceEventId } = event.data
      // The duplicate's own copy tells nobody.
      if (sourceEventId !== null) return []
      const command: NoteMergeUndone = {
        type: 'NoteMergeUndone',
        participantId,
        intoParticipantId: idInStream(stream),
        mergeId,
        reason,
        sourceEventId: id,
        effectiveOn: event.effectiveOn,
      }
      return [{ target: mergeId, command }]
    },
  },
})
