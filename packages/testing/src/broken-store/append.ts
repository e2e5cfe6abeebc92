import type { Appended, Json, NewEvent, StoredEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { turn } from '../store-contract/sample.js'
import { answering, appending, type Break, type BrokenStore, brokenBy, readPages, showing } from './broken-store.js'

/** Appends of a middling length: a store that fails only there is found by few checks, and by those that look for it. */
const isMiddling = (events: readonly NewEvent[]): boolean => events.length === 6 || events.length === 7

const losesTheTail = (): Break => (store) =>
  appending(store, (stream, expected, events) => {
    if (!isMiddling(events)) return store.append(stream, expected, events)
    const claimAll = (appended: Appended): Appended => ({ ...appended, revision: appended.revision + 1 })
    return TE.map(claimAll)(store.append(stream, expected, events.slice(0, -1)))
  })

const writesInTwo = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    if (!isMiddling(events)) return store.append(stream, expected, events)()
    const first = await store.append(stream, expected, events.slice(0, 3))()
    return E.isLeft(first) ? first : store.append(stream, 'any', events.slice(3))()
  })

/** All but the first events of appends that were written a moment ago. */
const veil = () => {
  const veiled = new Set<string>()
  const append: Break = (store) =>
    appending(store, (stream, expected, events) => async () => {
      const rest = events.slice(1).map(({ id }) => id)
      for (const id of rest) veiled.add(id)
      const result = await store.append(stream, expected, events)()
      await turn()
      for (const id of rest) veiled.delete(id)
      return result
    })
  return { veiled, append }
}

const halfAStream = (): Break => {
  const { veiled, append } = veil()
  return (store) => ({
    ...append(store),
    readStream: (stream, from, limit) =>
      TE.map((events: readonly StoredEvent[]) => events.filter(({ id }) => !veiled.has(id)))(
        store.readStream(stream, from, limit),
      ),
  })
}

const halfALog = (): Break => {
  const { veiled, append } = veil()
  return (store) =>
    readPages(append(store), (page) => {
      const cut = page.events.findIndex(({ id }) => veiled.has(id))
      if (cut < 1) return page
      const events = page.events.slice(0, cut)
      return { events, next: events[cut - 1]?.position ?? page.next, end: true }
    })
}

const withoutNulls = (data: Json): Json => {
  if (Array.isArray(data)) return data.map(withoutNulls)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => (value === null ? [] : [[key, withoutNulls(value)]])),
  )
}

const dropsNulls = (): Break => (store) => showing(store, (event) => ({ ...event, data: withoutNulls(event.data) }))

const losesMetadata = (): Break => (store) =>
  showing(store, (event) => {
    const { metadata } = event
    if (typeof metadata !== 'object' || metadata === null || !('subjects' in metadata)) return event
    if (JSON.stringify(metadata.subjects) === '[]') return event
    const { correlationId, ...rest } = metadata
    return { ...event, metadata: rest }
  })

const stampsCopies = (): Break => (store) =>
  appending(store, (stream, expected, events) =>
    store.append(
      stream,
      expected,
      events.map(({ recordedAt, ...event }) => event),
    ),
  )

const stampsSeconds = (): Break => (store) =>
  showing(store, (event) => ({ ...event, recordedAt: event.recordedAt.replace(/\.\d{3}Z$/, 'Z') }))

const stampsEach = (): Break => (store) =>
  appending(store, (stream, expected, events) => {
    const stamped = (event: NewEvent, n: number): NewEvent =>
      n === 0 ? event : { recordedAt: new Date(Date.now() + n).toISOString(), ...event }
    return async () => store.append(stream, expected, events.map(stamped))()
  })

const answersTheFirst = (): Break => (store) =>
  answering(store, (appended, events) => ({ ...appended, revision: appended.revision - events.length + 1 }))

const remembersTheRefused = (): Break => {
  const refused = new Set<string>()
  return (store) =>
    appending(store, (stream, expected, events) => async () => {
      const known = events.find(({ id }) => refused.has(id))
      if (known !== undefined) return E.left({ _tag: 'IdReused', id: known.id, message: 'It came before.' })
      const result = await store.append(stream, expected, events)()
      const isRefused = E.isLeft(result) && ['Conflict', 'TooLarge'].includes(result.left._tag)
      if (isRefused) for (const { id } of events) refused.add(id)
      return result
    })
}

const keepsTheCallersObjects = (): Break => {
  const sent = new Map<string, Json>()
  return (store) => {
    const shown = showing(store, (event) => ({ ...event, data: sent.get(event.id) ?? event.data }))
    return appending(shown, (stream, expected, events) => async () => {
      const result = await store.append(stream, expected, events)()
      if (E.isRight(result)) for (const { id, data } of events) if (!sent.has(id)) sent.set(id, data)
      return result
    })
  }
}

const writesBeforeItIsRun = (): Break => (store) =>
  appending(store, (stream, expected, events) => {
    const result = store.append(stream, expected, events)()
    return () => result
  })

const acknowledgesEarly = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const answer = store.append(stream, expected, events)()
    const late = async () => {
      for (let n = 0; n < 10; n++) await turn()
      return undefined
    }
    const result = await Promise.race([answer, late()])
    return result ?? E.right({ stream, revision: events.length - 1, position: '1' })
  })

/** Stores that break promise 1: an append is all or nothing and never half visible. */
export const brokenAppends: Readonly<Record<string, BrokenStore>> = {
  'loses the tail of an append': brokenBy([1], losesTheTail),
  'writes an append in two pieces': brokenBy([1], writesInTwo),
  'shows a stream a part of an append for a moment': brokenBy([1], halfAStream),
  'shows the log a part of an append for a moment': brokenBy([1], halfALog),
  'drops nulls in the data': brokenBy([1], dropsNulls),
  'loses a key of the metadata': brokenBy([1], losesMetadata),
  'stamps a copied event with its own clock': brokenBy([1], stampsCopies),
  'stamps whole seconds': brokenBy([1], stampsSeconds),
  'stamps each event of an append on its own': brokenBy([1], stampsEach),
  'answers where the first event of an append stands': brokenBy([1, 2, 5], answersTheFirst),
  'remembers the ids of what it refused': brokenBy([1], remembersTheRefused),
  "keeps the caller's own objects": brokenBy([1], keepsTheCallersObjects),
  'writes before the task is run': brokenBy([1], writesBeforeItIsRun),
  'acknowledges an append before its commit': brokenBy([1], acknowledgesEarly),
}
