import { deepStrictEqual } from 'node:assert'
import { type Aggregate, type Command, type Event, fold, type Sealed, typeNamed } from '@perca/eventsourcing'
import fc from 'fast-check'
import type * as t from 'io-ts'
import { histories, readBack } from './laws.js'
import { textOf } from './laws-still.js'
import { tagged } from './tagged.js'

const SEALED: Sealed = { sealed: 'a key that is gone' }

/** The value with every sensitive field sealed, as its codec marks them. */
const sealed = (codec: t.Mixed, value: unknown): unknown => {
  const known = tagged(codec)
  switch (known?._tag) {
    case 'SensitiveType':
      return SEALED
    case 'InterfaceType':
    case 'PartialType': {
      // What an object's codec took is an object.
      const fields = Object.entries(value as object)
      const codecOf = (name: string) => (Object.hasOwn(known.props, name) ? known.props[name] : undefined)
      return Object.fromEntries(
        fields.map(([name, field]) => {
          const inner = codecOf(name)
          return [name, inner === undefined ? field : sealed(inner, field)]
        }),
      )
    }
    case 'ExactType':
    case 'ReadonlyType':
      return sealed(known.type, value)
    case 'ArrayType':
    case 'ReadonlyArrayType':
      // What an array's codec took is an array.
      return (value as readonly unknown[]).map((item) => sealed(known.type, item))
    case 'IntersectionType':
      return known.types.reduce<unknown>((so, type) => sealed(type, so), value)
    case 'UnionType': {
      const member = known.types.find((type) => type.is(value))
      return member === undefined ? value : sealed(member, value)
    }
    default:
      return value
  }
}

/** The event as it is read where no key is at hand. */
const withoutKeys = <C extends Command, S, E extends Event>(aggregate: Aggregate<C, S, E>, event: E): E => {
  const type = typeNamed(aggregate.events, event.type)
  return type === undefined ? event : { ...event, data: sealed(type.data, event.data) }
}

/**
 * Law: a history whose keys are gone can be read and folded, into the same state: no decision rests on what is personal.
 */
export const everySealFolds = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
): fc.IProperty<unknown> =>
  fc.property(histories(aggregate, sequences), (events) => {
    const unread = events.map((event) => readBack(aggregate.events, withoutKeys(aggregate, event)))
    deepStrictEqual(textOf(fold(aggregate, unread)), textOf(fold(aggregate, events)))
  })
