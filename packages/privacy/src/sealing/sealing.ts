import {
  type AppendError,
  categoryOf,
  isSealed,
  type Json,
  type NewEvent,
  type StoreError,
  type Unacceptable,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyState } from '../keys/key-store.js'
import type { KeyOwner } from '../keys/subject-key.js'
import { readEnvelope } from './envelope.js'
import { type MarkedField, markedFields, withMarked } from './fields.js'
import type { Marking } from './marking.js'
import { keyStates } from './opening.js'
import { ownerOf } from './owner.js'
import { pathOf } from './place.js'
import { seal, unseal } from './seal.js'
import type { Settings } from './settings.js'

/** An event to be sealed, and what is marked in it; null: nothing. */
export interface Marked {
  readonly event: NewEvent
  readonly marking: Marking | null
}

const unacceptable = (message: string): E.Either<Unacceptable, never> =>
  E.left({ _tag: 'Unacceptable', message: `${message} Nothing was written.` })

/** Looks up what is marked in each event. Left: an event of which nobody has said what of it is personal. */
export const markedOf = (
  { marks }: Settings,
  stream: string,
  events: readonly NewEvent[],
): E.Either<Unacceptable, readonly Marked[]> => {
  const marked: Marked[] = []
  for (const event of events) {
    const marking = marks.of(categoryOf(stream), event.type, event.metadata.schemaVersion)
    if (marking === undefined) {
      const { type, metadata } = event
      return unacceptable(
        `${type} version ${metadata.schemaVersion} in ${categoryOf(stream)}: no codec says what of it is personal. Put its aggregate into the marks.`,
      )
    }
    marked.push({ event, marking })
  }
  return E.right(marked)
}

/**
 * With which key a field is sealed that the log holds already: `clear`, where it stands there unsealed; undefined where it
 * holds no such field, and the owner's key of today seals it.
 */
export type KnownKeys = (event: string, pointer: string) => string | 'clear' | undefined

const ownerName = ({ subject, class: of }: KeyOwner): string => JSON.stringify([subject, of])

/** The keys that an append needs: by owner, for what is new, and by id, for what is sealed already or was sealed before. */
interface Keys {
  readonly byOwner: ReadonlyMap<string, KeyState>
  readonly byId: ReadonlyMap<string, KeyState>
}

const keysFor = async (
  settings: Settings,
  stream: string,
  marked: readonly Marked[],
  known: KnownKeys,
): Promise<E.Either<StoreError, Keys>> => {
  const owners = new Map<string, KeyOwner>()
  const ids = new Set<string>()
  for (const { event, marking } of marked) {
    if (marking === null) continue
    for (const { pointer, class: sensitivity, value } of markedFields(marking, event.data)) {
      const key = known(event.id, pointer)
      if (isSealed(value)) {
        const envelope = readEnvelope(value.sealed)
        if (typeof envelope !== 'string') ids.add(envelope.keyId)
      } else if (key === undefined) {
        const owner = { subject: ownerOf(stream, event.id), class: sensitivity }
        owners.set(ownerName(owner), owner)
      } else if (key !== 'clear') ids.add(key)
    }
  }
  const byId = await keyStates(settings, [...ids])
  if (E.isLeft(byId)) return byId
  if (owners.size === 0) return E.right({ byOwner: new Map(), byId: byId.right })
  const obtained = await settings.keys.obtain([...owners.values()])()
  if (E.isLeft(obtained)) return obtained
  const byOwner = new Map<string, KeyState>()
  for (const [index, name] of [...owners.keys()].entries()) {
    const state = obtained.right[index]
    if (state !== undefined) byOwner.set(name, state)
  }
  return E.right({ byOwner, byId: byId.right })
}

/** A field that comes sealed, as from a copied log: kept where it was sealed for this very place, or its key is gone. */
const kept = (
  { unknownKey }: Settings,
  stream: string,
  { id, type }: NewEvent,
  { pointer, class: sensitivity }: MarkedField,
  sealed: string,
  { byId }: Keys,
): E.Either<Unacceptable, Json> => {
  const envelope = readEnvelope(sealed)
  const path = pathOf(pointer)
  if (typeof envelope === 'string') {
    return unacceptable(
      `${type}: ${path} looks sealed and is no sealed value this Perca knows. Hand it in in the clear.`,
    )
  }
  const state = byId.get(envelope.keyId)
  // What stands beside the sealed text is dropped: it would be in the clear.
  const asItIs: Json = { sealed }
  if (state === undefined || state._tag === 'Unknown') {
    return unknownKey === 'sealed'
      ? E.right(asItIs)
      : unacceptable(`${type}: ${path} is sealed with a key that is not held here. Restore the keys of its log first.`)
  }
  if (state._tag !== 'Usable') return E.right(asItIs)
  const isItsOwn =
    state.key.owner.class === sensitivity &&
    unseal(state.key, { stream, event: id, type, pointer }, envelope)._tag === 'Opened'
  return isItsOwn
    ? E.right(asItIs)
    : unacceptable(`${type}: ${path} was sealed for another event. Open it first, and hand it in in the clear.`)
}

const sealField = (
  settings: Settings,
  stream: string,
  event: NewEvent,
  field: MarkedField,
  keys: Keys,
  known: KnownKeys,
): E.Either<Unacceptable, Json> => {
  const { pointer, class: sensitivity, value } = field
  if (isSealed(value)) return kept(settings, stream, event, field, value.sealed, keys)
  const key = known(event.id, pointer)
  if (key === 'clear') return E.right(value)
  const owner = { subject: ownerOf(stream, event.id), class: sensitivity }
  const state = key === undefined ? keys.byOwner.get(ownerName(owner)) : keys.byId.get(key)
  if (state?._tag === 'Usable') {
    return E.right({ sealed: seal(state.key, { stream, event: event.id, type: event.type, pointer }, value) })
  }
  return unacceptable(
    state?._tag === 'Destroyed'
      ? `${event.type}: the ${sensitivity} data of whom it tells of were erased, and none are taken any more.`
      : `${event.type}: no keys are at hand, so nothing ${sensitivity} can be written. Open the log with its keys.`,
  )
}

/** The events with every marked field sealed. Left: what was erased, has no key or was sealed for another place. */
export const sealEvents = async (
  settings: Settings,
  stream: string,
  marked: readonly Marked[],
  known: KnownKeys = () => undefined,
): Promise<E.Either<AppendError, readonly NewEvent[]>> => {
  const keys = await keysFor(settings, stream, marked, known)
  if (E.isLeft(keys)) return keys
  let fault: Unacceptable | undefined
  const sealed = marked.map(({ event, marking }) => {
    if (marking === null) return event
    const data = withMarked(marking, event.data, (field) => {
      const result = sealField(settings, stream, event, field, keys.right, known)
      if (E.isRight(result)) return result.right
      fault ??= result.left
      return null
    })
    return { ...event, data }
  })
  return fault === undefined ? E.right(sealed) : E.left(fault)
}
