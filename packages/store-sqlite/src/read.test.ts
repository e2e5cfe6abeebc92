import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { newEvent, newEvents, newStream } from '@perca/testing'
import { expect, test } from 'vitest'
import { done, newFile, opened, otherProgram, refused } from './store.fixture.js'

test('a filter without an index looks through a log in pieces: a page may be empty and still not be the end', async () => {
  const store = await opened({ file: ':memory:' })
  for (let n = 0; n < 53; n++) await done(store.append(newStream(), 'any', newEvents(1_000)))
  const [rare] = [newEvent({ type: 'Rare' })]
  await done(store.append(newStream('rare'), 'any', [rare]))
  for (const filter of [{ types: ['Rare'] }, { categories: ['rare'] }]) {
    const first = await done(store.readAll(null, 10, filter))
    expect(first).toEqual({ events: [], next: '50000', end: false })
    const second = await done(store.readAll(first.next, 10, filter))
    expect([second.events.map(({ id }) => id), second.next, second.end]).toEqual([
      [rare.id],
      String(53 * 1_000 + 1),
      true,
    ])
  }
})

test('names are right in a log with more streams than are remembered', async () => {
  const store = await opened({ file: ':memory:' })
  const streams = Array.from({ length: 20_500 }, () => newStream())
  await Promise.all(streams.map((stream) => done(store.append(stream, 'noStream', [newEvent({ data: stream })]))))
  const { events } = await done(store.readAll(null, streams.length))
  expect(events.map(({ stream }) => stream)).toEqual(streams)
  expect(events.every(({ stream, data }) => stream === data)).toBe(true)
})

test('an event whose JSON was damaged is Corrupt, with its place', async () => {
  const file = newFile()
  const store = await opened({ file })
  const stream = newStream()
  const events = newEvents(3)
  await done(store.append(stream, 'noStream', events))
  otherProgram(file).exec(`UPDATE event SET data = '{"n":' WHERE revision = 1`)
  const damaged = { _tag: 'Corrupt', stream, revision: 1, path: 'data' }
  expect(refused(await store.readStream(stream, 0, 10)())).toMatchObject(damaged)
  expect(refused(await store.readAll(null, 10)())).toMatchObject(damaged)
  expect(refused(await store.append(stream, 'any', events)())).toMatchObject(damaged)
  expect((await done(store.readStream(stream, 2, 10))).length).toBe(1)
})

test('a file that was overwritten is Corrupt, for a reader and for a writer', async () => {
  const file = newFile()
  const stream = newStream()
  const writer = await opened({ file })
  await done(writer.append(stream, 'noStream', newEvents(500)))
  await done(writer.close())
  const target = openSync(file, 'r+')
  // All but the first page, which holds the schema.
  writeSync(target, Buffer.alloc(statSync(file).size - 4_096, 0xaa), 0, undefined, 4_096)
  closeSync(target)
  const store = await opened({ file })
  expect(refused(await store.readAll(null, 10)())).toMatchObject({
    _tag: 'Corrupt',
    message: expect.stringContaining('Restore it'),
  })
  expect(refused(await store.append(stream, 'any', newEvents(1))())).toMatchObject({ _tag: 'Corrupt' })
})

test('a position beyond the head belongs to another log: it is refused, not waited for', async () => {
  const store = await opened({ file: ':memory:' })
  await done(store.append(newStream(), 'any', newEvents(2)))
  expect(await done(store.readAll('2', 10))).toEqual({ events: [], next: '2', end: true })
  expect(refused(await store.readAll('3', 10)())).toMatchObject({ _tag: 'Corrupt', path: 'after' })
})
