import { copyFileSync, existsSync, statSync } from 'node:fs'
import { newEvents, newStream } from '@perca/testing'
import { expect, test } from 'vitest'
import { done, newFile, opened, openedWithConnection, otherProgram, refused } from './store.fixture.js'

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
