import { CheckedType, type Json, Sealed } from '@perca/eventsourcing'
import type * as t from 'io-ts'
import { type Shape, shapeOf } from './codec-shape.js'

/** A schema's keywords. */
interface Schema {
  readonly [keyword: string]: Json
}

/** What is said of a codec by its tag alone. */
const ofTag: { readonly [tag: string]: Schema } = {
  StringType: { type: 'string' },
  NumberType: { type: 'number' },
  BooleanType: { type: 'boolean' },
  NullType: { type: 'null' },
  UnknownType: {},
}

/** The kernel's two refined texts, which JSON Schema has formats for. */
const ofName: { readonly [name: string]: Schema } = {
  Day: { type: 'string', format: 'date' },
  Instant: { type: 'string', format: 'date-time', pattern: 'Z$' },
}

/** A value that is no list and no object. What only code can check is said by the codec's name. */
const ofValue = (codec: t.Any): Schema => {
  if (codec instanceof CheckedType) return { description: codec.name, ...codec.schema }
  const named = ofName[codec.name]
  if (named !== undefined) return named
  const keys: unknown = Reflect.get(codec, 'keys')
  if (typeof keys === 'object' && keys !== null) return { enum: Object.keys(keys) }
  const tag: unknown = Reflect.get(codec, '_tag')
  const literal: unknown = Reflect.get(codec, 'value')
  if (
    tag === 'LiteralType' &&
    (typeof literal === 'string' || typeof literal === 'number' || typeof literal === 'boolean')
  ) {
    return { const: literal }
  }
  return (typeof tag === 'string' ? ofTag[tag] : undefined) ?? { description: codec.name }
}

const schemaOf = (shape: Shape, within: readonly t.Any[]): Schema => {
  // A codec that holds itself is followed once: deeper down anything is taken.
  if (within.includes(shape.codec)) return { description: shape.codec.name }
  const inner = (member: () => Shape): Schema => schemaOf(member(), [...within, shape.codec])
  switch (shape.kind) {
    case 'value':
      return ofValue(shape.codec)
    case 'sensitive':
      return { 'x-sensitivity': shape.sensitivity, anyOf: [inner(shape.inner), inner(() => shapeOf(Sealed))] }
    case 'fields':
      return {
        type: 'object',
        properties: Object.fromEntries(shape.fields.map((field) => [field.name, inner(field.shape)])),
        required: shape.fields.filter(({ optional }) => !optional).map(({ name }) => name),
      }
    case 'list':
      return { type: 'array', items: inner(shape.item) }
    case 'record':
      return { type: 'object', additionalProperties: inner(shape.item) }
    case 'tuple':
      return { type: 'array', prefixItems: shape.items.map(inner), minItems: shape.items.length, items: false }
    case 'either':
      return { anyOf: shape.members.map(inner) }
    case 'all':
      return { allOf: shape.members.map(inner) }
  }
}

/**
 * The JSON Schema (2020-12) of what a codec reads. A sensitive field may be clear or sealed, and bears its class as
 * `x-sensitivity`. What only code can check (a recurrence rule, a time zone) is described by the codec's name.
 */
export const jsonSchemaOf = (codec: t.Any): Json => schemaOf(shapeOf(codec), [])
