import type {
  AppendError,
  Appended,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Page,
  StopSignal,
  StoreError,
} from '@perca/eventsourcing'
import { isSealed } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyStore } from '../keys/key-store.js'
import { readEnvelope } from './envelope.js'
import { markedFields } from './fields.js'
import type { Marks } from './marks.js'
import { openEvents } from './opening.js'
import { type KnownKeys, type Marked, markedOf, sealEvents } from './sealing.js'
import { type SealedOptions, type Settings, settingsOf } from './settings.js'

/** Events in one page, where a stream is gone through. */
const pageSize = 500

/** How long a follower waits, in milliseconds, before it asks for keys again that could not be had. */
const askAgainAfter = 100

/**
 * The keys with which the log holds fields of these events already. A retry is sealed with them: the owner may have got a new
 * key since, and the retry is the same append all the same (promise 3). Null: the log of this stream holds none of them.
 */
const keysInStream = async (
  store: EventStore,
  stream: string,
  marked: readonly Marked[],
): Promise<E.Either<StoreError, KnownKeys | null>> => {
  const markings = new Map(marked.map(({ event, marking }) => [event.id, marking]))
  const found = new Map<string, string | 'clear'>()
  let isAny = false
  for (let from = 0; ; from += pageSize) {
    const page = await store.readStream(stream, from, pageSize)()
    if (E.isLeft(page)) return page
    for (const { id, data } of page.right) {
      const marking = markings.get(id)
      if (marking === undefined) continue
      isAny = true
      for (const { pointer, value } of marking === null ? [] : markedFields(marking, data)) {
        const envelope = isSealed(value) ? readEnvelope(value.sealed) : undefined
        if (envelope === undefined) found.set(`${id} ${pointer}`, 'clear')
        else if (typeof envelope !== 'string') found.set(`${id} ${pointer}`, envelope.keyId)
      }
    }
    if (page.right.length < pageSize) break
  }
  return E.right(isAny ? (event, pointer) => found.get(`${event} ${pointer}`) : null)
}

const append = async (
  store: EventStore,
  settings: Settings,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): Promise<E.Either<AppendError, Appended>> => {
  const marked = markedOf(settings, stream, events)
  if (E.isLeft(marked)) return marked
  if (marked.right.every(({ marking }) => marking === null)) return store.append(stream, expected, events)()
  const sealedEvents = await sealEvents(settings, stream, marked.right)
  if (E.isLeft(sealedEvents)) return sealedEvents
  const appended = await store.append(stream, expected, sealedEvents.right)()
  if (E.isRight(appended) || appended.left._tag !== 'IdReused') return appended
  const known = await keysInStream(store, stream, marked.right)
  if (E.isLeft(known)) return known
  if (known.right === null) return appended
  const asBefore = await sealEvents(settings, stream, marked.right, known.right)
  return E.isLeft(asBefore) ? asBefore : store.append(stream, expected, asBefore.right)()
}

/** Waits, but not for somebody who wants no more. */
const pause = (signal: StopSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, askAgainAfter)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })

/** Each page opened. Where keys can't be had just now the same page comes again: promise 6 holds for what is sealed too. */
async function* followed(
  pages: AsyncIterable<E.Either<StoreError, Page>>,
  settings: Settings,
  signal: StopSignal,
): AsyncGenerator<E.Either<StoreError, Page>, void, undefined> {
  for await (const page of pages) {
    if (E.isLeft(page)) yield page
    else {
      let opened = await openEvents(settings, page.right.events)
      while (E.isLeft(opened)) {
        yield opened
        if (opened.left._tag !== 'Unavailable') return
        if (!signal.aborted) await pause(signal)
        if (signal.aborted) return
        opened = await openEvents(settings, page.right.events)
      }
      yield E.right({ ...page.right, events: opened.right })
    }
  }
}

/**
 * A store that seals: every field that a codec marks `personal` or `health` is enciphered by itself on its way in, with a key
 * of whom it tells of and of its class, and opened on its way out. What the inner store, its followers, its backups and its
 * exports see is sealed; whoever reads through this one sees what they may.
 *
 * - Only marked fields are touched. An event of a type or version that `marks` does not know is refused (`Unacceptable`).
 * - A field whose key is destroyed, or not at hand, stays sealed: no error. One that was altered, cut off, moved from another
 *   place or put there in the clear is `Corrupt`, with stream, revision and path; a wrong value is never given.
 * - Data of somebody whose keys were destroyed are refused (`Unacceptable`).
 * - It keeps every promise of the port that the inner store keeps. The same append again is sealed into the same bytes, also
 *   after a key was changed; only after its keys were destroyed can it no longer be told, and is refused.
 * - `limits` are the inner store's and hold for the sealed form: a sealed field takes four thirds of its JSON, filled up to
 *   32 bytes, and 110 bytes.
 * - Closing it closes the inner store; the keys are whose who opened them.
 *
 * @param store what holds the log; what it can do beside the port, it can still do
 * @param keys who holds the keys; kept apart from the store, and backed up apart
 * @param marks what is to be sealed: `percaMarks`, or `marksOf` of other aggregates
 */
export const sealed = <Store extends EventStore>(
  store: Store,
  keys: KeyStore,
  marks: Marks,
  options: SealedOptions = {},
): Store => {
  const settings = settingsOf(keys, marks, options)
  const port: Pick<EventStore, 'append' | 'readStream' | 'readAll' | 'follow'> = {
    append: (stream, expected, events) => () => append(store, settings, stream, expected, events),
    readStream: (stream, from, limit) => async () => {
      const events = await store.readStream(stream, from, limit)()
      return E.isLeft(events) ? events : openEvents(settings, events.right)
    },
    readAll: (after, limit, filter) => async () => {
      const page = await store.readAll(after, limit, filter)()
      if (E.isLeft(page)) return page
      const opened = await openEvents(settings, page.right.events)
      return E.isLeft(opened) ? opened : E.right({ ...page.right, events: opened.right })
    },
    follow: (after, filter, signal) => followed(store.follow(after, filter, signal), settings, signal),
  }
  return { ...store, ...port }
}
