import { type AnyAggregate, versionOf } from '@perca/eventsourcing'
import type * as t from 'io-ts'
import { type Shape, shapeOf } from './codec-shape.js'

/** A field of an event. */
export interface CatalogueField {
  /** Where it stands: `lines[].quantity`; `{}` for any key of a record. */
  readonly path: string
  /** The name of its codec, which tells its unit: `whole grams, 1 or more`. */
  readonly type: string
  /** True where it may be left out or null. */
  readonly optional: boolean
  /** The class under which it is sealed, `personal` or `health`; null where it stands in the clear. */
  readonly sensitivity: string | null
}

/** An event as it is written today. */
export interface CatalogueEvent {
  readonly type: string
  /** Today's version, from 1. */
  readonly version: number
  readonly fields: readonly CatalogueField[]
}

/** A command, and the roles that may send it. */
export interface CatalogueCommand {
  readonly type: string
  readonly roles: readonly string[]
}

/** One kind of stream: what may happen in it, and who may cause it. */
export interface CatalogueStream {
  readonly category: string
  readonly events: readonly CatalogueEvent[]
  readonly commands: readonly CatalogueCommand[]
}

const isNothing = (shape: Shape): boolean =>
  shape.kind === 'value' && (shape.codec.name === 'null' || shape.codec.name === 'undefined')

interface Place {
  readonly path: string
  readonly optional: boolean
  readonly sensitivity: string | null
  /** Codecs that this one stands in: a codec that holds itself is followed once. */
  readonly within: readonly t.Any[]
}

const fieldsAt = (shape: Shape, place: Place): readonly CatalogueField[] => {
  const here: CatalogueField = {
    path: place.path,
    type: shape.codec.name,
    optional: place.optional,
    sensitivity: place.sensitivity,
  }
  if (place.within.includes(shape.codec)) return [here]
  const at = (step: string): Place => ({
    ...place,
    path: `${place.path}${step}`,
    within: [...place.within, shape.codec],
  })
  switch (shape.kind) {
    case 'value':
      return [here]
    case 'sensitive':
      return fieldsAt(shape.inner(), { ...at(''), sensitivity: shape.sensitivity })
    case 'fields':
      return shape.fields.flatMap((field) =>
        fieldsAt(field.shape(), {
          ...at(place.path === '' ? field.name : `.${field.name}`),
          optional: field.optional,
        }),
      )
    case 'list':
      return fieldsAt(shape.item(), at('[]'))
    case 'record':
      return fieldsAt(shape.item(), at('{}'))
    case 'tuple':
      return shape.items.flatMap((item, index) => fieldsAt(item(), at(`[${index}]`)))
    case 'all':
      return shape.members.flatMap((member) => fieldsAt(member(), at('')))
    case 'either': {
      const members = shape.members.map((member) => member())
      const present = members.filter((member) => !isNothing(member))
      const optional = place.optional || present.length < members.length
      if (present.length > 1 && present.every(({ kind }) => kind === 'value')) {
        return [{ ...here, optional, type: present.map(({ codec }) => codec.name).join(' | ') }]
      }
      return present.flatMap((member) => fieldsAt(member, { ...at(''), optional }))
    }
  }
}

const onceEach = (fields: readonly CatalogueField[]): readonly CatalogueField[] => [
  ...new Map(fields.map((field) => [JSON.stringify(field), field])).values(),
]

/** Every event of a domain with its fields, and every command with its roles, read off the codecs themselves. */
export const catalogueOf = (aggregates: readonly AnyAggregate[]): readonly CatalogueStream[] =>
  aggregates.map(({ category, events, commands }) => ({
    category,
    events: Object.entries(events).map(([type, definition]) => ({
      type,
      version: versionOf(definition),
      fields: onceEach(
        fieldsAt(shapeOf(definition.data), { path: '', optional: false, sensitivity: null, within: [] }),
      ),
    })),
    commands: Object.entries(commands).map(([type, { roles }]) => ({ type, roles })),
  }))
