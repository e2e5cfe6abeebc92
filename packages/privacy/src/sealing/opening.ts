import { type Corrupt, categoryOf, isSealed, type Json, type StoredEvent, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyState } from '../keys/key-store.js'
import { type Envelope, readEnvelope } from './envelope.js'
import { type MarkedField, markedFields, withMarked } from './fields.js'
import type { Marking } from './marking.js'
import { pathOf } from './place.js'
import { unseal } from './seal.js'
import type { Settings } from './settings.js'

/** What stands for a value in the clear that this reader may not see. */
const notShown: Json = { sealed: 'not shown' }

const versionOf = (metadata: Json): number => {
  const version: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'schemaVersion') : 0
  return typeof version === 'number' ? version : 0
}

/** What is marked in a stored event; null: nothing, or no codec is known, and whoever decodes it says so. */
const markingOf = ({ marks }: Settings, { stream, type, metadata }: StoredEvent): Marking | null =>
  marks.of(categoryOf(stream), type, versionOf(metadata)) ?? null

const corrupt = ({ stream, revision, type }: StoredEvent, pointer: string, message: string): Corrupt => {
  const path = pathOf(pointer)
  return {
    _tag: 'Corrupt',
    stream,
    revision,
    path,
    message: `${stream} revision ${revision} (${type}): ${path} ${message}`,
  }
}

const reasons = {
  clear:
    'stands in the clear, where it should be sealed. Look who wrote it; a log begun without sealing is read with `clear: read`.',
  malformed: 'is no sealed value: it was altered or cut off. Restore the event from a backup.',
  newer: 'was sealed by a newer Perca. Use a newer version.',
  forged:
    'was not sealed for this place by the key it names: it was altered or moved. Restore the event from a backup.',
  unknown:
    'names a key that was never made here: it was altered, or the keys are an old backup. Restore the newest one.',
} as const

/** The sealed fields of an event that this reader may open, each with its envelope. */
const envelopesOf = (
  settings: Settings,
  event: StoredEvent,
  marking: Marking,
): E.Either<Corrupt, ReadonlyMap<string, Envelope>> => {
  const envelopes = new Map<string, Envelope>()
  for (const { pointer, class: sensitivity, value } of markedFields(marking, event.data)) {
    if (!isSealed(value)) {
      if (settings.clear === 'corrupt') return E.left(corrupt(event, pointer, reasons.clear))
    } else if (settings.mayOpen(sensitivity)) {
      const envelope = readEnvelope(value.sealed)
      if (typeof envelope === 'string') return E.left(corrupt(event, pointer, reasons[envelope]))
      envelopes.set(pointer, envelope)
    }
  }
  return E.right(envelopes)
}

/** One field as this reader gets it. */
const openField = (
  { unknownKey, mayOpen }: Settings,
  event: StoredEvent,
  { pointer, class: sensitivity, value }: MarkedField,
  envelope: Envelope | undefined,
  state: KeyState | undefined,
): E.Either<Corrupt, Json> => {
  if (envelope === undefined) return E.right(isSealed(value) || mayOpen(sensitivity) ? value : notShown)
  if (state === undefined || state._tag === 'Unknown') {
    return unknownKey === 'sealed' ? E.right(value) : E.left(corrupt(event, pointer, reasons.unknown))
  }
  if (state._tag !== 'Usable') return E.right(value)
  // A key of another class would let a reader who may open that one see this one.
  if (state.key.owner.class !== sensitivity) return E.left(corrupt(event, pointer, reasons.forged))
  const opened = unseal(state.key, { stream: event.stream, event: event.id, type: event.type, pointer }, envelope)
  return opened._tag === 'Opened' ? E.right(opened.value) : E.left(corrupt(event, pointer, reasons.forged))
}

interface Found {
  readonly marking: Marking
  readonly envelopes: ReadonlyMap<string, Envelope>
}

/** Opens one event with keys that were looked up. The first field that can't be trusted speaks for the whole. */
const openEvent = (
  settings: Settings,
  event: StoredEvent,
  { marking, envelopes }: Found,
  states: ReadonlyMap<string, KeyState>,
): E.Either<Corrupt, StoredEvent> => {
  let fault: Corrupt | undefined
  const data = withMarked(marking, event.data, (field) => {
    const envelope = envelopes.get(field.pointer)
    const opened = openField(settings, event, field, envelope, states.get(envelope?.keyId ?? ''))
    if (E.isRight(opened)) return opened.right
    fault ??= opened.left
    return null
  })
  return fault === undefined ? E.right({ ...event, data }) : E.left(fault)
}

/**
 * Opens what a store gave back: each marked field in the clear where the reader may see it and its key is at hand, sealed
 * where not.
 * @returns Left: `Corrupt` with stream, revision and path, where a field is not what was sealed there; or what the holder of
 * the keys answered instead
 */
export const openEvents = async (
  settings: Settings,
  events: readonly StoredEvent[],
): Promise<E.Either<StoreError, readonly StoredEvent[]>> => {
  const found = new Map<StoredEvent, Found>()
  const ids = new Set<string>()
  for (const event of events) {
    const marking = markingOf(settings, event)
    if (marking === null) continue
    const envelopes = envelopesOf(settings, event, marking)
    if (E.isLeft(envelopes)) return envelopes
    found.set(event, { marking, envelopes: envelopes.right })
    for (const { keyId } of envelopes.right.values()) ids.add(keyId)
  }
  if (found.size === 0) return E.right(events)
  const states = await keyStates(settings, [...ids])
  if (E.isLeft(states)) return states
  const opened: StoredEvent[] = []
  for (const event of events) {
    const what = found.get(event)
    const result = what === undefined ? E.right(event) : openEvent(settings, event, what, states.right)
    if (E.isLeft(result)) return result
    opened.push(result.right)
  }
  return E.right(opened)
}

/** The keys of these ids, by id. */
export const keyStates = async (
  { keys }: Pick<Settings, 'keys'>,
  ids: readonly string[],
): Promise<E.Either<StoreError, ReadonlyMap<string, KeyState>>> => {
  if (ids.length === 0) return E.right(new Map())
  const states = await keys.find(ids)()
  if (E.isLeft(states)) return states
  const byId = new Map<string, KeyState>()
  for (const [index, id] of ids.entries()) {
    const state = states.right[index]
    if (state !== undefined) byId.set(id, state)
  }
  return E.right(byId)
}
