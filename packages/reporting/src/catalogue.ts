import { type AnyAggregate, type Json, versionOf } from '@perca/eventsourcing'
import type * as t from 'io-ts'
import { type Shape, shapeOf } from './codec-shape.js'
import { jsonSchemaOf } from './json-schema.js'

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

/** One version of an event: what was written, and as which JSON. */
export interface CatalogueVersion {
  readonly version: number
  readonly fields: readonly CatalogueField[]
  /** Why the next version was needed, and its upcaster with it; null for today's version. */
  readonly upcastBecause: string | null
  /** JSON Schema (2020-12) of its data. */
  readonly schema: Json
}

/** An event as it is written today, every version of it, where it comes from and who reads it. */
export interface CatalogueEvent {
  readonly type: string
  /** Today's version, from 1. */
  readonly version: number
  readonly fields: readonly CatalogueField[]
  /** Every version that was ever written, oldest first; the last one is today's. */
  readonly versions: readonly CatalogueVersion[]
  /** The commands whose decision it may be. */
  readonly yieldedBy: readonly string[]
  /** The policies that react to it. */
  readonly policies: readonly string[]
  /** The projections that read it. */
  readonly projections: readonly string[]
}

/** A command, the roles that may send it, and what it may decide. */
export interface CatalogueCommand {
  readonly type: string
  readonly roles: readonly string[]
  /** The events that it may decide on. */
  readonly yields: readonly string[]
  /** The policies that send it. */
  readonly policies: readonly string[]
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

const fieldsOf = (codec: t.Any): readonly CatalogueField[] =>
  onceEach(fieldsAt(shapeOf(codec), { path: '', optional: false, sensitivity: null, within: [] }))

/** Whatever reads events of certain types: a policy, a projection; a policy that goes by the clock reads none. */
interface Reading {
  readonly name: string
  readonly on?: object
  readonly sends?: readonly string[]
}

const namesOf = (readings: readonly Reading[], reads: (reading: Reading) => boolean): readonly string[] =>
  readings.filter(reads).map(({ name }) => name)

/**
 * Every event of a domain with its versions and fields, who yields and who reads it, and every command with its roles, read
 * off the codecs and tables themselves.
 * @param readers the domain's policies and projections; default: none
 */
export const catalogueOf = (
  aggregates: readonly AnyAggregate[],
  {
    policies = [],
    projections = [],
  }: {
    readonly policies?: readonly Reading[]
    readonly projections?: readonly Reading[]
  } = {},
): readonly CatalogueStream[] =>
  aggregates.map(({ category, events, commands }) => ({
    category,
    events: Object.entries(events).map(([type, definition]) => ({
      type,
      version: versionOf(definition),
      fields: fieldsOf(definition.data),
      versions: [...definition.past, { data: definition.data, why: null }].map(({ data, why }, place) => ({
        version: place + 1,
        fields: fieldsOf(data),
        upcastBecause: why,
        schema: jsonSchemaOf(data),
      })),
      yieldedBy: Object.entries(commands).flatMap(([command, { yields = [] }]) =>
        yields.includes(type) ? [command] : [],
      ),
      policies: namesOf(policies, ({ on = {} }) => Object.hasOwn(on, type)),
      projections: namesOf(projections, ({ on = {} }) => Object.hasOwn(on, type)),
    })),
    commands: Object.entries(commands).map(([type, { roles, yields = [] }]) => ({
      type,
      roles,
      yields,
      policies: namesOf(policies, ({ sends = [] }) => sends.includes(type)),
    })),
  }))
