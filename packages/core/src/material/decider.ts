import type { Aggregate } from '@perca/eventsourcing'
import { FIRST_BOOK, streamId } from '../values/ids.js'
import {
  CountMaterial,
  countMaterial,
  evolve,
  initialState,
  type MaterialCommand,
  type MaterialState,
  MoveMaterial,
  moveMaterial,
} from './decisions.js'
import { type MaterialEvent, materialEvents } from './events.js'

const stream = ({ programmeId, materialId }: { readonly programmeId: string; readonly materialId: string }) =>
  streamId(programmeId, materialId, FIRST_BOOK)

/** `material-<programme>.<slug>.<book>`: the grams of one material. */
export const material: Aggregate<MaterialCommand, MaterialState, MaterialEvent> = {
  category: 'material',
  events: materialEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    MoveMaterial: {
      recall: (events) => ({
        received: events.flatMap((event) => (event.type === 'MaterialReceived' ? [event.data.grams] : []))[0] ?? null,
        issued: events.flatMap((event) => (event.type === 'MaterialIssued' ? [event.data.grams] : []))[0] ?? null,
        source: events.flatMap((event) => (event.type === 'MaterialReceived' ? [event.data.source] : []))[0] ?? null,
      }),
      codec: MoveMaterial,
      roles: ['storekeeper', 'registrar'],
      stream,
      yields: ['MaterialIssued', 'MaterialReceived'],
      decide: moveMaterial,
    },
    CountMaterial: {
      codec: CountMaterial,
      roles: ['storekeeper', 'registrar'],
      stream,
      yields: ['MaterialCounted'],
      decide: countMaterial,
    },
  },
}
