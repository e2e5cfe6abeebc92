import { newEvent, newEvents, newStream } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { done, newFile, opened, openedWithConnection, otherProgram, refused } from './store.fixture.js'

/** A clock that counts how often it is asked: once for each group. */
const countingClock = () => {
  let groups = 0
  return {
    groups: () => groups,
    now: () => {
      groups += 1
      return new Date(groups * 1_000)
    },
  }
}

test('appends that wait at the same time share a transaction, at most 256 of them', async () => {
  const { groups, now } = countingClock()
  const store = await opened({ file: newFile(), now })
  const all = (count: number) =>
    Promise.all(Array.from({ length: count }, () => done(store.append(newStream(), 'noStream', [newEvent()]))))
  await all(1)
  expect(groups()).toBe(1)
  await all(32)
  expect(groups()).toBe(2)
  await all(600)
  expect(groups()).toBe(2 + 3)
})

test('within a group each append has its own check and its own answer', async () => {
  const { groups, now } = countingClock()
  const store = await opened({ file: newFile(), now })
  const [stream, other] = [newStream(), newStream()]
  const retried = newEvents(2)
  const known = newEvent()
  const results = await Promise.all(
    [
      store.append(stream, 'noStream', retried),
      store.append(stream, 'noStream', newEvents(1)),
      store.append(stream, 1, [known]),
      store.append(stream, 'any', retried),
      store.append(other, 'any', [newEvent({ id: known.id, data: 'other' })]),
      store.append(other, 'noStream', newEvents(3)),
    ].map((append) => append()),
  )
  expect(groups()).toBe(1)
  expect(results.map((result) => (E.isLeft(result) ? result.left._tag : result.right.position))).toEqual([
    '2',
    'Conflict',
    '3',
    '2',
    'IdReused',
    '6',
  ])
})

test('a lone append waits for no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
  try {
    const store = await opened({ file: newFile() })
    expect(await done(store.append(newStream(), 'noStream', newEvents(1)))).toMatchObject({ position: '1' })
  } finally {
    vi.useRealTimers()
  }
})

test('an append waits for another process that writes, and holds up nothing else meanwhile', async () => {
  const file = newFile()
  const store = await opened({ file, busyTimeout: 60_000 })
  const holder = otherProgram(file)
  holder.exec('BEGIN IMMEDIATE')
  let turns = 0
  const append = done(store.append(newStream(), 'noStream', newEvents(1)))
  await new Promise<void>((resolve) => {
    const count = () => {
      turns += 1
      if (turns === 200) {
        holder.exec('ROLLBACK')
        resolve()
      } else setImmediate(count)
    }
    count()
  })
  expect(await append).toMatchObject({ position: '1' })
})

test('after the busy timeout an append is Unavailable and not written; the same append goes through later', async () => {
  const file = newFile()
  const store = await opened({ file, busyTimeout: 30 })
  const stream = newStream()
  const appends = [newEvents(2), newEvents(1)].map((events) => store.append(stream, 'any', events))
  const holder = otherProgram(file)
  holder.exec('BEGIN IMMEDIATE')
  for (const result of await Promise.all(appends.map((append) => append()))) {
    expect(refused(result)).toMatchObject({
      _tag: 'Unavailable',
      outcomeUnknown: false,
      message: expect.stringContaining('Another process is writing'),
    })
  }
  expect(await done(store.readStream(stream, 0, 10))).toEqual([])
  holder.exec('ROLLBACK')
  for (const append of appends) await done(append)
  expect(await done(store.head())).toBe('3')
})

test('a full disk fails the whole group, leaves nothing of it, and no stream is mistaken for another afterwards', async () => {
  const file = newFile()
  const { store, connection } = await openedWithConnection(file)
  const kept = newStream()
  await done(store.append(kept, 'noStream', newEvents(1)))
  const [pages] = connection.db.prepare('PRAGMA page_count').get()
  connection.db.exec(`PRAGMA max_page_count = ${pages + 4}`)
  const lost = Array.from({ length: 5 }, () => newStream())
  const results = await Promise.all(
    lost.map((stream) => store.append(stream, 'noStream', newEvents(1, { type: stream, data: 'x'.repeat(20_000) }))()),
  )
  for (const result of results) {
    expect(refused(result)).toMatchObject({
      _tag: 'Unavailable',
      outcomeUnknown: false,
      message: expect.stringContaining('is full'),
    })
  }
  expect(await done(store.describe())).toMatchObject({ events: 1, streams: 1, head: '1' })

  connection.db.exec('PRAGMA max_page_count = 1000000')
  const later = newStream()
  await done(store.append(later, 'noStream', newEvents(1, { type: 'Later' })))
  for (const stream of lost) expect(await done(store.readStream(stream, 0, 10))).toEqual([])
  const { events } = await done(store.readAll(null, 10))
  expect(events.map(({ stream, type, position }) => [stream, type, position])).toEqual([
    [kept, 'SampleTaken', '1'],
    [later, 'Later', '2'],
  ])
})

test('an error in the middle of a group leaves nothing of the group', async () => {
  const file = newFile()
  const store = await opened({ file })
  const stream = newStream()
  await done(store.append(stream, 'noStream', newEvents(1)))
  otherProgram(file).exec('DROP TABLE event_subject')
  const appends = [newEvents(2), newEvents(1, { subjects: [newStream()] }), newEvents(1)]
  const results = await Promise.all(appends.map((events) => store.append(stream, 'any', events)()))
  expect(results.map((result) => refused(result)._tag)).toEqual(['Unavailable', 'Unavailable', 'Unavailable'])
  expect((await done(store.readStream(stream, 0, 10))).length).toBe(1)
  expect(await done(store.append(stream, 0, newEvents(1)))).toMatchObject({ position: '2' })
})

test('a clock that fails is a defect, not an error: the append throws it, nothing is written, and the next one works', async () => {
  let isBroken = true
  const store = await opened({
    file: newFile(),
    now: () => {
      if (isBroken) throw new RangeError('no clock')
      return new Date()
    },
  })
  await expect(store.append(newStream(), 'any', newEvents(1))()).rejects.toThrow('no clock')
  expect(await done(store.head())).toBe(null)
  isBroken = false
  expect(await done(store.append(newStream(), 'any', newEvents(1)))).toMatchObject({ position: '1' })
})
