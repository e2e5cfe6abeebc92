import { type Event, type EventTypes, type Json, typeNamed } from '@perca/eventsourcing'
import { type Shape, shapeOf } from './codec-shape.js'

/** A value on its way to a reader: what is shown of it, and what is not. */
type Part =
  | { readonly _tag: 'Shown'; readonly value: null | boolean | number | string }
  | { readonly _tag: 'Hidden'; readonly why: string }
  | { readonly _tag: 'Items'; readonly items: readonly Part[] }
  | { readonly _tag: 'Fields'; readonly fields: ReadonlyMap<string, Part> }

const hidden = (why: string): Part => ({ _tag: 'Hidden', why })

/** What stands for a value that no known codec describes: nobody has said that it may be shown. */
const unread = hidden('unread')

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const items = (parts: readonly Part[]): Part => ({ _tag: 'Items', items: parts })

/** What two descriptions of one value agree to show: what either hides stays hidden. */
const together = (a: Part, b: Part): Part => {
  if (a._tag === 'Hidden') return a
  if (b._tag === 'Hidden') return b
  if (a._tag === 'Shown' && b._tag === 'Shown') return a
  if (a._tag === 'Items' && b._tag === 'Items') {
    return items(a.items.map((item, index) => together(item, b.items[index] ?? unread)))
  }
  if (a._tag === 'Fields' && b._tag === 'Fields') {
    const fields = new Map(a.fields)
    for (const [name, part] of b.fields) {
      const other = fields.get(name)
      fields.set(name, other === undefined ? part : together(other, part))
    }
    return { _tag: 'Fields', fields }
  }
  return unread
}

const allTogether = (parts: readonly Part[]): Part => {
  const [first, ...rest] = parts
  return first === undefined ? unread : rest.reduce(together, first)
}

const part = (shape: Shape, value: unknown): Part => {
  switch (shape.kind) {
    case 'sensitive':
      return hidden(shape.sensitivity)
    case 'value': {
      const json: unknown = shape.codec.encode(value)
      return json === null || typeof json === 'boolean' || typeof json === 'number' || typeof json === 'string'
        ? { _tag: 'Shown', value: json }
        : unread
    }
    case 'fields': {
      if (!isObject(value)) return unread
      const fields = new Map<string, Part>()
      // A field that the codec does not name is left out.
      for (const field of shape.fields) {
        const inner: unknown = Reflect.get(value, field.name)
        if (inner !== undefined) fields.set(field.name, part(field.shape(), inner))
      }
      return { _tag: 'Fields', fields }
    }
    case 'list':
      return Array.isArray(value) ? items(value.map((item: unknown) => part(shape.item(), item))) : unread
    case 'tuple':
      return Array.isArray(value) ? items(shape.items.map((item, index) => part(item(), value[index]))) : unread
    case 'record':
      if (!isObject(value)) return unread
      return {
        _tag: 'Fields',
        fields: new Map(Object.entries(value).map(([key, item]) => [key, part(shape.item(), item)])),
      }
    case 'either':
      return allTogether(
        shape.members
          .map((member) => member())
          .filter((member) => member.codec.is(value))
          .map((member) => part(member, value)),
      )
    case 'all':
      return allTogether(shape.members.map((member) => part(member(), value)))
  }
}

const json = (shown: Part): Json => {
  switch (shown._tag) {
    case 'Shown':
      return shown.value
    case 'Hidden':
      return `(${shown.why})`
    case 'Items':
      return shown.items.map(json)
    case 'Fields':
      return Object.fromEntries([...shown.fields].map(([name, inner]) => [name, json(inner)]))
  }
}

/**
 * An event's data as JSON that anyone with access to the log may see: a sensitive field, sealed or in the clear, is
 * replaced by its class, `(personal)` or `(health)`. It denies by default: what the codec does not name is left out,
 * what no known codec describes is `(unread)`, and where several members of a union fit, what one hides stays hidden.
 *
 * @param eventTypes the event types of the event's aggregate
 * @param event a decoded event of today's version
 */
export const withoutSensitive = (eventTypes: EventTypes<Event>, event: Event): Json => {
  const type = typeNamed(eventTypes, event.type)
  return json(type === undefined ? unread : part(shapeOf(type.data), event.data))
}
