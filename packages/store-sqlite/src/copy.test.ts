import { createHash } from 'node:crypto'
import { copyLog, type EventStore, type StoredEvent } from '@perca/eventsourcing'
import { newEvent, newEvents, newStream } from '@perca/testing'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { sqliteStore } from './store.js'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

const inMemory = async (now = new Date()): Promise<EventStore> =>
  must(await sqliteStore({ file: ':memory:', now: () => now })())

const must = <A>(result: E.Either<{ readonly message: string }, A>): A => {
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

const wholeLog = async (store: EventStore): Promise<readonly StoredEvent[]> =>
  must(await store.readAll(null, 1_000_000)()).events

/** What of an event a copy keeps. */
const kept = ({ id, type, data, metadata, stream, revision, recordedAt }: StoredEvent) => ({
  id,
  type,
  data,
  metadata,
  stream,
  revision,
  recordedAt,
})

/** A log of appends to some streams: which stream, how many events. */
const logOf = async (appends: readonly (readonly [stream: number, events: number])[]): Promise<EventStore> => {
  const store = await inMemory(new Date('2020-08-17T02:00:00.000Z'))
  const streams = [newStream(), newStream(), newStream()]
  for (const [stream, count] of appends) must(await store.append(streams[stream] ?? '', 'any', newEvents(count))())
  return store
}

const appends = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 5 })), { maxLength: 12 })

test('a copy holds every event in its order, with id, revision, metadata and the instant of its recording', async () => {
  await fc.assert(
    fc.asyncProperty(appends, fc.integer({ min: 1, max: 7 }), async (some, pageSize) => {
      const [from, to] = [await logOf(some), await inMemory()]
      const report = must(await copyLog(from, to, { hash, pageSize })())
      const [ours, theirs] = [await wholeLog(from), await wholeLog(to)]
      expect(theirs.map(kept)).toEqual(ours.map(kept))
      expect(report).toMatchObject({ events: ours.length, copied: ours.length, alreadyThere: 0 })
    }),
  )
})

test('copied twice is copied once, and the digest stays', async () => {
  await fc.assert(
    fc.asyncProperty(appends, async (some) => {
      const [from, to] = [await logOf(some), await inMemory()]
      const first = must(await copyLog(from, to, { hash })())
      const log = await wholeLog(to)
      const second = must(await copyLog(from, to, { hash })())
      expect(second).toEqual({ ...first, copied: 0, alreadyThere: first.events })
      expect(await wholeLog(to)).toEqual(log)
    }),
  )
})

test('stopped at any moment, with any error of the target in between, it goes on from there and ends the same', async () => {
  await fc.assert(
    fc.asyncProperty(appends, fc.array(fc.nat(6), { maxLength: 6 }), async (some, failsAfter) => {
      const [from, to, whole] = [await logOf(some), await inMemory(), await inMemory()]
      const { digest } = must(await copyLog(from, whole, { hash })())
      for (const calls of failsAfter) {
        let left = calls
        const stop = new AbortController()
        const failing: EventStore = {
          ...to,
          append: (stream, expected, events) => async () => {
            if (left-- <= 0) {
              if (calls % 2 === 0) stop.abort()
              const written = calls % 3 === 0
              if (written) await to.append(stream, expected, events)()
              return E.left({ _tag: 'Unavailable', outcomeUnknown: true, message: 'gone' })
            }
            return to.append(stream, expected, events)()
          },
        }
        await copyLog(from, failing, { hash, signal: stop.signal })()
      }
      expect(must(await copyLog(from, to, { hash })()).digest).toBe(digest)
      expect((await wholeLog(to)).map(kept)).toEqual((await wholeLog(from)).map(kept))
    }),
  )
})

test('what came to the source later is copied the next time', async () => {
  const [from, to] = [await logOf([[0, 2]]), await inMemory()]
  must(await copyLog(from, to, { hash })())
  must(await from.append(newStream(), 'noStream', newEvents(3))())
  expect(must(await copyLog(from, to, { hash })())).toMatchObject({ copied: 3, alreadyThere: 2, streams: 2 })
})

test('a target with an event of its own is refused, with its place, and stays as it was', async () => {
  for (const own of ['instead', 'beyond'] as const) {
    const [from, to] = [await logOf([[0, 2]]), await inMemory()]
    if (own === 'beyond') must(await copyLog(from, to, { hash })())
    const stream = newStream()
    must(await to.append(stream, 'noStream', [newEvent()])())
    const log = await wholeLog(to)
    const result = await copyLog(from, to, { hash })()
    expect(result).toMatchObject({ left: { _tag: 'Differs', stream, revision: 0 } })
    expect(await wholeLog(to)).toEqual(log)
  }
})

test('a target in which a value was changed is refused, with its place', async () => {
  const [from, to] = [await logOf([[0, 3]]), await inMemory()]
  must(await copyLog(from, to, { hash })())
  const changed: EventStore = {
    ...to,
    readAll: (after, limit, filter) => async () =>
      E.map(
        (page: { readonly events: readonly StoredEvent[]; readonly next: string | null; readonly end: boolean }) => ({
          ...page,
          events: page.events.map((event) => (event.revision === 1 ? { ...event, data: { other: true } } : event)),
        }),
      )(await to.readAll(after, limit, filter)()),
  }
  const result = await copyLog(from, changed, { hash })()
  expect(result).toMatchObject({ left: { _tag: 'Differs', revision: 1 } })
})

test('the digest is what anybody computes from its description', async () => {
  const [from, to] = [
    await logOf([
      [0, 2],
      [1, 1],
    ]),
    await inMemory(),
  ]
  const { digest } = must(await copyLog(from, to, { hash })())
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((key) => [key, sorted(Reflect.get(value, key))]),
          )
        : value
  let mine = ''
  for (const { id, type, data, metadata, stream, revision, recordedAt } of await wholeLog(from)) {
    mine = hash(`${mine}\n${JSON.stringify(sorted([id, type, data, metadata, stream, revision, recordedAt]))}`)
  }
  expect(digest).toBe(mine)
})
