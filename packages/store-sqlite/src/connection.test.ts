import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { newEvent, newStream } from '@perca/testing'
import { expect, test } from 'vitest'
import { connect } from './connection.js'
import { schemaVersion } from './schema.js'
import { done, must, newFile, opened, otherProgram, refused } from './store.fixture.js'
import { sqliteStore } from './store.js'
import { openUrl } from './url.js'

const openError = async (file: string) => refused(await sqliteStore({ file, busyTimeout: 50 })())

test('a new file becomes a log of the schema of today, marked as ours', async () => {
  const file = newFile()
  const store = await opened({ file })
  expect(await done(store.describe())).toEqual({
    store: 'sqlite',
    events: 0,
    streams: 0,
    head: null,
    schema: schemaVersion,
  })
  const db = otherProgram(file)
  expect(db.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x50455243 })
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: schemaVersion })
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
})

test('a connection waits for the disk at every commit, unless it is asked for relaxed durability', async () => {
  const synchronous = async (durability: 'full' | 'relaxed') => {
    const { db } = must(await connect(newFile(), durability, 0))
    const [found] = db.prepare('PRAGMA synchronous').get()
    db.close()
    return found
  }
  expect(await synchronous('full')).toBe(2)
  expect(await synchronous('relaxed')).toBe(1)
})

test('a file that is no database is not touched', async () => {
  const file = newFile()
  const text = 'Kode;Nama\n'.repeat(1_000)
  writeFileSync(file, text)
  expect(await openError(file)).toMatchObject({
    _tag: 'NotALog',
    message: expect.stringContaining('Name another file'),
  })
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('a database of another program is not touched', async () => {
  const file = newFile()
  const db = otherProgram(file)
  db.exec('CREATE TABLE note (text)')
  db.close()
  const before = readFileSync(file)
  expect(await openError(file)).toMatchObject({ _tag: 'NotALog', message: expect.stringContaining('another program') })
  expect(readFileSync(file)).toEqual(before)
})

test('a log of a newer schema is not touched, and the error says which one it is', async () => {
  const file = newFile()
  await done((await opened({ file })).close())
  const db = otherProgram(file)
  db.exec(`PRAGMA user_version = ${schemaVersion + 1}`)
  db.close()
  const before = readFileSync(file)
  expect(await openError(file)).toEqual({
    _tag: 'NewerSchema',
    found: schemaVersion + 1,
    known: schemaVersion,
    message: expect.stringContaining('Use a newer version'),
  })
  expect(readFileSync(file)).toEqual(before)
})

test('what can not be opened says why: no folder, a folder, no name', async () => {
  const file = newFile()
  expect(await openError(`${file}/deeper/log.db`)).toMatchObject({ _tag: 'CannotOpen' })
  expect(await openError(file.replace('log.db', 'none/log.db'))).toMatchObject({
    _tag: 'CannotOpen',
    message: expect.stringContaining('its folder does not exist'),
  })
  mkdirSync(file)
  expect(await openError(file)).toMatchObject({
    _tag: 'CannotOpen',
    message: expect.stringContaining('it is a folder'),
  })
  expect(await openError('')).toMatchObject({ _tag: 'CannotOpen' })
  expect(await openError('a\0b')).toMatchObject({ _tag: 'CannotOpen' })
})

test('a file that another process holds for itself alone is Unavailable', async () => {
  const made = newFile()
  await done((await opened({ file: made })).close())
  // A copy: the driver lets a closed file go only when it collects its garbage.
  const file = newFile()
  copyFileSync(made, file)
  const db = otherProgram(file)
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  expect(await openError(file)).toMatchObject({
    _tag: 'Unavailable',
    outcomeUnknown: false,
    message: expect.stringContaining('Another process'),
  })
  db.close()
  await opened({ file })
})

test('many handles that open one new file at the same moment all get the same log', async () => {
  const file = newFile()
  const stores = await Promise.all(Array.from({ length: 10 }, () => opened({ file })))
  for (const store of stores) await done(store.append(newStream(), 'noStream', [newEvent()]))
  for (const store of stores) expect(await done(store.head())).toBe('10')
})

test('a log that can only be read is read, and an append says that it can not be written', async () => {
  const file = newFile()
  const stream = newStream()
  const event = newEvent()
  const writer = await opened({ file })
  await done(writer.append(stream, 'noStream', [event]))
  const store = await opened({ file: `file:${file}?mode=ro` })
  expect((await done(store.readStream(stream, 0, 10))).map(({ id }) => id)).toEqual([event.id])
  expect(refused(await store.append(stream, 'any', [newEvent()])())).toMatchObject({
    _tag: 'Unavailable',
    outcomeUnknown: false,
    message: expect.stringContaining("can't be written"),
  })
  expect(await done(writer.head())).toBe('1')
})

test('a URL names a file or a log in memory; any other is refused', async () => {
  const file = newFile()
  const store = await done(openUrl(`sqlite:${file}`))
  await done(store.append(newStream(), 'any', [newEvent()]))
  await done(store.close())
  expect(await done((await opened({ file })).head())).toBe('1')
  await done((await done(openUrl('sqlite::memory:'))).close())
  for (const url of ['postgres://localhost', 'sqlite', 'sqlite:', dirname(file)]) {
    expect(refused(await openUrl(url)())).toMatchObject({
      _tag: 'CannotOpen',
      message: expect.stringContaining('sqlite:<file>'),
    })
  }
})
