import { randomUUID } from 'node:crypto'
import {
  type Appended,
  derivedId,
  type EventStore,
  type Json,
  type NewEvent,
  type StoredEvent,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { turn } from '../store-contract/sample.js'
import { answering, appending, type Break, type BrokenStore, brokenBy, showing, telling } from './broken-store.js'

/** The ids that events came with, by those under which they were written. */
type Given = Map<string, string>

/** Writes some events under new ids, and shows them under those they came with: to the store below they are new. */
const renames = (
  given: Given,
  isNew: (stream: string, events: readonly NewEvent[]) => boolean,
  newId: (id: string, stream: string) => string = () => randomUUID(),
): Break => {
  const renamed =
    (stream: string) =>
    (event: NewEvent): NewEvent => {
      const id = newId(event.id, stream)
      given.set(id, event.id)
      return { ...event, id }
    }
  return (store) =>
    appending(
      showing(store, (event: StoredEvent) => ({ ...event, id: given.get(event.id) ?? event.id })),
      (stream, expected, events) => async () =>
        store.append(stream, expected, isNew(stream, events) ? events.map(renamed(stream)) : events)(),
    )
}

const forgetsIds = (): Break => {
  const seen = new Set<string>()
  return renames(new Map(), (_, events) => {
    const isKnown = events.some(({ id }) => seen.has(id))
    if (new Set(events.map(({ id }) => id)).size === events.length) for (const { id } of events) seen.add(id)
    return (
      isKnown && events.every(({ id }) => seen.has(id)) && new Set(events.map(({ id }) => id)).size === events.length
    )
  })
}

/** Notes the stream of each id that was written. */
const noting = (store: EventStore, note: (stream: string, id: string) => void): EventStore =>
  answering(store, (appended, events) => {
    for (const { id } of events) note(appended.stream, id)
    return appended
  })

const knowsIdsInTheirStream = (): Break => {
  const streams = new Map<string, string>()
  const given: Given = new Map()
  return (store) => {
    const elsewhere = renames(
      given,
      (stream, events) => events.some(({ id }) => streams.has(id) && streams.get(id) !== stream),
      // The same id in the same stream is the same event, as a store that knows ids within streams has it.
      derivedId,
    )(store)
    return noting(elsewhere, (stream, id) => {
      if (!streams.has(id)) streams.set(id, stream)
    })
  }
}

const forgetsOldIds = (): Break => {
  let recent: readonly string[] = []
  const seen = new Set<string>()
  return (store) => {
    const old = renames(new Map(), (_, events) => events.every(({ id }) => seen.has(id) && !recent.includes(id)))(store)
    return appending(old, (stream, expected, events) => async () => {
      const isNew = events.every(({ id }) => !seen.has(id))
      const result = await old.append(stream, expected, events)()
      if (E.isLeft(result)) return result
      for (const { id } of events) seen.add(id)
      if (isNew) recent = events.map(({ id }) => id)
      return result
    })
  }
}

const knowsIdsOfItsHandle = (): Break => {
  const everybody = new Set<string>()
  const given: Given = new Map()
  return (store) => {
    const mine = new Set<string>()
    const others = renames(given, (_, events) => events.every(({ id }) => everybody.has(id) && !mine.has(id)))(store)
    return noting(others, (_, id) => {
      everybody.add(id)
      mine.add(id)
    })
  }
}

const writesBothOfTwo = (): Break => {
  const underWay = new Set<string>()
  const given: Given = new Map()
  return (store) => {
    const second = renames(given, (_, events) => events.some(({ id }) => underWay.has(id)))(store)
    return appending(second, (stream, expected, events) => async () => {
      const isSecond = events.some(({ id }) => underWay.has(id))
      const answer = second.append(stream, isSecond ? 'any' : expected, events)()
      for (const { id } of events) underWay.add(id)
      const result = await answer
      for (const { id } of events) underWay.delete(id)
      return result
    })
  }
}

const answersWhereItIsNow = (): Break => {
  const seen = new Set<string>()
  return (store) =>
    appending(store, (stream, expected, events) => async () => {
      const isKnown = events.every(({ id }) => seen.has(id))
      const result = await store.append(stream, expected, events)()
      if (E.isLeft(result)) return result
      for (const { id } of events) seen.add(id)
      const held = await store.readStream(stream, 0, Number.MAX_SAFE_INTEGER)()
      return isKnown && E.isRight(held) ? E.right({ ...result.right, revision: held.right.length - 1 }) : result
    })
}

const holdsARetryAgainstItsRevision = (): Break => {
  const seen = new Set<string>()
  return (store) =>
    appending(store, (stream, expected, events) => async () => {
      if (typeof expected === 'number' && events.length > 0 && events.every(({ id }) => seen.has(id))) {
        const held = await store.readStream(stream, 0, Number.MAX_SAFE_INTEGER)()
        if (E.isRight(held) && held.right.length > 0 && held.right.length - 1 !== expected) {
          const actual = held.right.length - 1
          return E.left({
            _tag: 'Conflict',
            stream,
            expected,
            actual,
            message: 'The stream has gone on. Read it again.',
          })
        }
      }
      const result = await store.append(stream, expected, events)()
      if (E.isRight(result)) for (const { id } of events) seen.add(id)
      return result
    })
}

/** Answers some refusals of an id with where its event stands. */
const forgiving = (isForgiven: (first: readonly Json[], again: readonly Json[]) => boolean): Break => {
  const first = new Map<string, { readonly data: Json; readonly appended: Appended }>()
  return (store) =>
    appending(store, (stream, expected, events) => async () => {
      const result = await store.append(stream, expected, events)()
      if (E.isRight(result)) {
        for (const { id, data } of events) if (!first.has(id)) first.set(id, { data, appended: result.right })
        return result
      }
      if (result.left._tag !== 'IdReused') return result
      const known = events.flatMap(({ id }) => first.get(id) ?? [])
      const [one] = known
      if (one === undefined || known.length !== events.length) return result
      const isSame = isForgiven(
        known.map(({ data }) => data),
        events.map(({ data }) => data),
      )
      return isSame ? E.right(one.appended) : result
    })
}

const takesOtherContent = (): Break => forgiving(() => true)

/** Everything that a careless comparison loses: the kind of a value, the case, how letters are composed. */
const loosely = (data: Json): string =>
  JSON.stringify(data)
    .replaceAll(/["[\]{}]|:null|\b[ab]\b/g, '')
    .normalize('NFC')
    .toLowerCase()

const comparesLoosely = (): Break =>
  forgiving((first, again) => first.every((data, n) => loosely(data) === loosely(again[n] ?? null)))

const comparesText = (): Break => {
  const texts = new Map<string, string>()
  return (store) =>
    appending(store, (stream, expected, events) => async () => {
      const other = events.find(({ id, data }) => (texts.get(id) ?? JSON.stringify(data)) !== JSON.stringify(data))
      if (other !== undefined) return E.left({ _tag: 'IdReused', id: other.id, message: 'It has other content.' })
      const result = await store.append(stream, expected, events)()
      if (E.isRight(result)) for (const { id, data } of events) texts.set(id, JSON.stringify(data))
      return result
    })
}

const namesAnotherId = (): Break => (store) =>
  telling(store, (error) => (error._tag === 'IdReused' ? { ...error, id: randomUUID() } : error))

const missesARetryUnderWay = (): Break => {
  const underWay = new Set<string>()
  return (store) =>
    appending(store, (stream, expected, events) => async () => {
      const isUnderWay = events.some(({ id }) => underWay.has(id))
      for (const { id } of events) underWay.add(id)
      const result = await store.append(stream, expected, events)()
      await turn()
      for (const { id } of events) underWay.delete(id)
      if (!isUnderWay || E.isLeft(result)) return result
      const actual = result.right.revision
      return E.left({ _tag: 'Conflict', stream, expected, actual, message: 'Another append came first.' })
    })
}

/** Stores that break promise 3: the same ids again are a retry, or an error. */
export const brokenRetries: Readonly<Record<string, BrokenStore>> = {
  'forgets the ids it has seen': brokenBy([3], forgetsIds),
  'forgets the ids of all but the last append': brokenBy([3], forgetsOldIds),
  'knows an id in its stream only': brokenBy([3], knowsIdsInTheirStream),
  'knows the ids of its own handle only': brokenBy([3, 5], knowsIdsOfItsHandle),
  'writes twice what comes twice at the same time': brokenBy([3], writesBothOfTwo),
  'gives a Conflict to a retry that comes while the first is under way': brokenBy([3], missesARetryUnderWay),
  'answers a retry with where the stream is now': brokenBy([3], answersWhereItIsNow),
  'holds a retry against its expected revision': brokenBy([3], holdsARetryAgainstItsRevision),
  'takes other content under a known id for a retry': brokenBy([3], takesOtherContent),
  'takes content that looks the same for a retry': brokenBy([3], comparesLoosely),
  'takes other order of keys for other content': brokenBy([3], comparesText),
  'names an id that the log does not hold': brokenBy([3], namesAnotherId),
}
