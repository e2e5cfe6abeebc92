import { copyFileSync, existsSync, statSync } from 'node:fs'
import { newEvents, newStream } from '@perca/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { done, must, newFile, opened, openedWithConnection, otherProgram, refused } from './store.fixture.js'

const walSize = (file: string) => (existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0)

test('a bulk import may be relaxed, and ends with all of it in the file and every commit on the disk again', async () => {
  const file = newFile()
  const { store, connection } = await openedWithConnection(file)
  const synchronous = () => connection.db.prepare('PRAGMA synchronous').get()[0]
  await done(store.relax())
  expect(synchronous()).toBe(1)
  await Promise.all(Array.from({ length: 300 }, () => done(store.append(newStream(), 'any', newEvents(2)))))
  expect(walSize(file)).toBeGreaterThan(0)
  await done(store.durable())
  expect(synchronous()).toBe(2)
  expect(walSize(file)).toBe(0)
  // The file alone, without the write-ahead log, is the whole log.
  const copy = newFile()
  copyFileSync(file, copy)
  expect(await done((await opened({ file: copy })).head())).toBe('600')
})

describe('relaxed', () => {
  // No timer ends a transaction: what is committed is so because it must be.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  test('appends share a transaction of 500 events, which others see when it is committed', async () => {
    const file = newFile()
    const store = await opened({ file, durability: 'relaxed' })
    const other = await opened({ file })
    for (let n = 1; n < 500; n++) await done(store.append(newStream(), 'any', newEvents(1)))
    expect([await done(store.head()), await done(other.head())]).toEqual(['499', null])
    await done(store.append(newStream(), 'any', newEvents(1)))
    expect(await done(other.head())).toBe('500')
    await done(store.append(newStream(), 'any', newEvents(1)))
    vi.advanceTimersByTime(50)
    expect(await done(other.head())).toBe('501')
    await done(store.append(newStream(), 'any', newEvents(1)))
    await done(store.durable())
    expect(await done(other.head())).toBe('502')
    await done(store.append(newStream(), 'any', newEvents(1)))
    expect(await done(other.head())).toBe('503')
  })

  test('an append that is asked for while the import ends is whole and kept', async () => {
    const file = newFile()
    const store = await opened({ file, durability: 'relaxed' })
    await done(store.append(newStream(), 'any', newEvents(1)))
    const ends: Promise<unknown>[] = []
    for (let n = 0; n < 50; n++) {
      const append = store.append(newStream(), 'any', newEvents(3))()
      for (let ticks = 0; ticks < n % 7; ticks++) await Promise.resolve()
      if (n % 5 === 0) ends.push(done(store.durable()))
      if (n % 5 === 2) ends.push(done(store.relax()))
      must(await append)
    }
    await Promise.all(ends)
    await done(store.close())
    expect(await done((await opened({ file })).head())).toBe('151')
  })

  test('where a transaction can not be kept, the store says so to every later append and at the end', async () => {
    const file = newFile()
    const { store, connection } = await openedWithConnection(file, { durability: 'relaxed' })
    const appends = [1, 2, 3].map(() =>
      store.append(newStream(), 'noStream', newEvents(1, { data: 'x'.repeat(9_000) })),
    )
    const [first, second, third] = appends
    if (first === undefined || second === undefined || third === undefined) return
    await done(first)
    const [pages] = connection.db.prepare('PRAGMA page_count').get()
    connection.db.exec(`PRAGMA max_page_count = ${pages + 1}`)
    const lost = { _tag: 'Unavailable', outcomeUnknown: true, message: expect.stringContaining('open the store again') }
    expect(refused(await second())).toMatchObject(lost)
    expect(refused(await third())).toMatchObject(lost)
    expect(refused(await store.durable()())).toMatchObject(lost)
    expect(refused(await store.close()())).toMatchObject(lost)
    const again = await opened({ file })
    expect(await done(again.head())).toBe(null)
    for (const append of [first, second, third]) expect(refused(await append())).toMatchObject({ _tag: 'Closed' })
  })
})

test('the end of a bulk import waits for the appends that were asked for before', async () => {
  const file = newFile()
  const store = await opened({ file, durability: 'relaxed' })
  const appends = Array.from({ length: 600 }, () => done(store.append(newStream(), 'any', newEvents(1))))
  await done(store.durable())
  expect(walSize(file)).toBe(0)
  expect((await Promise.all(appends)).length).toBe(600)
  const copy = newFile()
  copyFileSync(file, copy)
  expect(await done((await opened({ file: copy })).head())).toBe('600')
})

test('a reader who stays in the way of the checkpoint makes it Unavailable; asked again it succeeds', async () => {
  const file = newFile()
  const store = await opened({ file, durability: 'relaxed', busyTimeout: 30 })
  await done(store.append(newStream(), 'any', newEvents(1)))
  const reader = otherProgram(file)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM event').get()
  await done(store.append(newStream(), 'any', newEvents(1)))
  expect(refused(await store.durable()())).toMatchObject({
    _tag: 'Unavailable',
    outcomeUnknown: false,
    message: expect.stringContaining('Ask again'),
  })
  reader.exec('COMMIT')
  await done(store.durable())
  expect(walSize(file)).toBe(0)
})

test('a store that is closed leaves the whole log in its file', async () => {
  const file = newFile()
  const store = await opened({ file, durability: 'relaxed' })
  await done(store.append(newStream(), 'any', newEvents(7)))
  await done(store.close())
  expect(walSize(file)).toBe(0)
  const copy = newFile()
  copyFileSync(file, copy)
  expect(await done((await opened({ file: copy })).head())).toBe('7')
})

test('a log in memory takes both settings, which mean nothing to it', async () => {
  const store = await opened({ file: ':memory:', durability: 'relaxed' })
  await done(store.append(newStream(), 'any', newEvents(1)))
  await done(store.durable())
  await done(store.relax())
  expect(await done(store.head())).toBe('1')
})

test('a closed store has no durability to change', async () => {
  const store = await opened({ file: newFile() })
  await done(store.close())
  expect(refused(await store.relax()())).toMatchObject({ _tag: 'Closed' })
  expect(refused(await store.durable()())).toMatchObject({ _tag: 'Closed' })
})
