import type { AnyAggregate } from './aggregate.js'
import { decodeEvent, type EventReader } from './versions.js'

/**
 * A reader of the events of these aggregates. A type is looked up by its name; two aggregates that name an event alike
 * are a defect of the program, found when it starts.
 */
export const eventReader = (aggregates: readonly AnyAggregate[]): EventReader => {
  const owner = new Map<string, AnyAggregate>()
  for (const aggregate of aggregates) {
    for (const type of Object.keys(aggregate.events)) {
      const other = owner.get(type)
      if (other !== undefined)
        throw new Error(`${type} is an event of both ${other.category} and ${aggregate.category}`)
      owner.set(type, aggregate)
    }
  }
  return (stored) => decodeEvent(owner.get(stored.type)?.events ?? {}, stored)
}
