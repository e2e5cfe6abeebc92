import type { Json } from '@perca/eventsourcing'
import type { Marking } from './marking.js'
import { below } from './place.js'

/** A marked field that was found in an event's data. */
export interface MarkedField {
  readonly pointer: string
  readonly class: string
  readonly value: Json
}

type Entries = { readonly [name: string]: Json }

/** What is marked inside a value: name, value and marking of each field that is there. */
const inside = (marking: Extract<Marking, { kind: 'within' }>, data: object): readonly [string, Json, Marking][] => {
  // What stands in JSON is an object or a list of JSON, and a list has its places for names.
  const entries = data as Entries
  const { each, fields } = marking
  if (each !== null) return Object.entries(entries).map(([name, value]) => [name, value, fields.get(name) ?? each])
  const found: [string, Json, Marking][] = []
  for (const [name, inner] of fields) {
    const value = Object.hasOwn(entries, name) ? entries[name] : undefined
    if (value !== undefined) found.push([name, value, inner])
  }
  return found
}

/**
 * The data with every marked field changed, the rest as it was; a field that is not there is left out.
 * Names that JavaScript treats in a way of its own (`__proto__`) are names like any other.
 */
export const withMarked = (marking: Marking, data: Json, change: (field: MarkedField) => Json, pointer = ''): Json => {
  if (marking.kind === 'sealed') return change({ pointer, class: marking.class, value: data })
  if (marking.kind !== 'within' || typeof data !== 'object' || data === null) return data
  const copy: Json = Array.isArray(data) ? [...data] : { ...data }
  for (const [name, value, inner] of inside(marking, data)) {
    const changed = withMarked(inner, value, change, below(pointer, name))
    Object.defineProperty(copy, name, { value: changed, enumerable: true, writable: true, configurable: true })
  }
  return copy
}

const collect = (marking: Marking, data: Json, pointer: string, found: MarkedField[]): void => {
  if (marking.kind === 'sealed') found.push({ pointer, class: marking.class, value: data })
  if (marking.kind !== 'within' || typeof data !== 'object' || data === null) return
  for (const [name, value, inner] of inside(marking, data)) collect(inner, value, below(pointer, name), found)
}

/** Every marked field in an event's data. */
export const markedFields = (marking: Marking, data: Json): readonly MarkedField[] => {
  const found: MarkedField[] = []
  collect(marking, data, '', found)
  return found
}
