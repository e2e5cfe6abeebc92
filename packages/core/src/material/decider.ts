import type { Aggregate } from '@perca/eventsourcing'
import { FIRST_BOOK, streamId } from '../values/ids.js'
import { evolve, initialState, type MaterialState, MoveMaterial, moveMaterial } from './decisions.js'
import { type MaterialEvent, materialEvents } from './events.js'

/** `material-<programme>.<slug>.<book>`: the grams of one material. */
export const material: Aggregate<MoveMaterial, MaterialState, MaterialEvent> = {
  category: 'material',
  events: materialEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    MoveMaterial: {
      codec: MoveMaterial,
      roles: ['storekeeper', 'registrar'],
      stream: ({ programmeId, materialId }) => streamId(programmeId, materialId, FIRST_BOOK),
      decide: moveMaterial,
    },
  },
}
