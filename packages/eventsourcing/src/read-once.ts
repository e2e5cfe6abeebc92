import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Aggregate, Command, Folded, Reader } from './aggregate.js'
import type { Event } from './event.js'
import type { StoreError } from './store.js'

/** The same reader, which reads each stream's state once: a decision rests on one state of a stream, however often it asks. */
export const readOnce = (reader: Reader): Reader => {
  const read = new Map<string, Promise<unknown>>()
  return {
    ...reader,
    state: <C extends Command, S, Ev extends Event>(
      aggregate: Aggregate<C, S, Ev>,
      id: string,
    ): TaskEither<StoreError, Folded<S>> => {
      const stream = `${aggregate.category}-${id}`
      return () => {
        const state = read.get(stream) ?? reader.state(aggregate, id)()
        read.set(stream, state)
        // Under a stream's name stands what was read of it, by the aggregate of its category.
        return state as ReturnType<TaskEither<StoreError, Folded<S>>>
      }
    },
  }
}
