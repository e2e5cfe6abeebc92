import { copyFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { WrappedKey } from '../key-store.js'
import {
  budi,
  bytesIn,
  done,
  keyIn,
  master,
  newFolder,
  opened,
  people,
  refused,
  sealingKey,
  secretOf,
  siti,
  stateOf,
} from '../keys.fixture.js'
import type { MasterKey } from '../master-key.js'
import { erasedListOf } from './erased-list.js'
import { sqliteKeys } from './store.js'

const newFile = (): string => join(newFolder(), 'keys.db')

/** The driver alone on a file: another program. */
const otherProgram = (file: string) => {
  const db = new DatabaseSync(file)
  onTestFinished(() => {
    if (db.isOpen) db.close()
  })
  return db
}

/** Pieces of a wrapped key: none of them may be left. */
const piecesOf = ({ wrapped }: WrappedKey): readonly Buffer[] => {
  const bytes = Buffer.from(wrapped, 'base64url')
  return Array.from({ length: Math.floor(bytes.length / 16) }, (_, n) => bytes.subarray(n * 16, n * 16 + 16))
}

test('no key stands in the file in the clear', async () => {
  const folder = newFolder()
  const keys = await opened({ file: join(folder, 'keys.db') })
  const key = await sealingKey(keys, siti)
  const bytes = bytesIn(folder)
  expect(bytes.includes(siti.subject)).toBe(true)
  for (const part of [key.cipher.export(), key.vectors.export()]) expect(bytes.includes(part)).toBe(false)
})

test('of a destroyed key no byte is left in any file, wrapped or not, however the file grew; the scan finds those that are there', async () => {
  const folder = newFolder()
  const keys = await opened({ file: join(folder, 'keys.db') })
  // In pieces and out of order, with new keys in between: so that pages split and rows come to lie everywhere.
  const owners = people(1_500)
  for (let n = 0; n < owners.length; n += 100) await done(keys.obtain(owners.slice(n, n + 100)))
  for (const owner of owners.filter((_, n) => n % 7 === 0)) await done(keys.rotate(owner))
  const { keys: wrapped } = await done(keys.backup())
  const victims = owners.filter((_, n) => n % 29 === 0)
  const isVictim = (key: WrappedKey) => victims.some(({ subject }) => subject === key.owner.subject)
  const pieces = wrapped.filter(isVictim).flatMap(piecesOf)
  const before = bytesIn(folder)
  expect(pieces.length).toBeGreaterThan(victims.length * 4)
  expect(pieces.every((piece) => before.includes(piece))).toBe(true)
  for (const owner of victims) await done(keys.destroy(owner))
  // Others come and go meanwhile, as in use.
  await done(keys.obtain(people(1_700).slice(1_500)))
  for (const owner of owners.filter((_, n) => n % 29 === 1)) await done(keys.destroy(owner))
  const after = bytesIn(folder)
  expect(pieces.filter((piece) => after.includes(piece))).toEqual([])
  expect(statSync(join(folder, 'keys.db-wal')).size).toBe(0)
  const living = wrapped.filter(({ owner }) => owner.subject.endsWith('2')).filter((key) => !isVictim(key))
  expect(living.flatMap(piecesOf).some((piece) => after.includes(piece))).toBe(true)
})

test('while another process reads, destroying says that bytes may be left, and asked again it ends', async () => {
  const file = newFile()
  const keys = await opened({ file, busyTimeout: 30 })
  await sealingKey(keys, siti)
  const reader = otherProgram(file)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM subject_key').get()
  expect(await refused(keys.destroy(siti))).toMatchObject({
    _tag: 'Unavailable',
    message: expect.stringContaining('Ask again'),
  })
  expect(await done(keys.obtain([siti]))).toMatchObject([{ _tag: 'Destroyed' }])
  reader.exec('COMMIT')
  expect(await done(keys.destroy(siti))).toMatchObject({ keys: 0 })
  expect(statSync(`${file}-wal`).size).toBe(0)
})

test('an old copy of the file brings no destroyed key back: the list beside it knows', async () => {
  const file = newFile()
  const old = join(newFolder(), 'keys.db')
  const before = await opened({ file })
  const key = await sealingKey(before, siti)
  const budis = await sealingKey(before, budi)
  await done(before.close())
  copyFileSync(file, old)
  const keys = await opened({ file })
  const { at } = await done(keys.destroy(siti))
  await done(keys.close())
  copyFileSync(old, file)
  const restored = await opened({ file })
  expect(await stateOf(restored, key.id)).toEqual({ _tag: 'Destroyed', at })
  expect((await stateOf(restored, budis.id))._tag).toBe('Usable')
})

test('a destruction that was cut short behind its first line ends when the file is opened again', async () => {
  const file = newFile()
  const before = await opened({ file })
  const { id } = await sealingKey(before, siti)
  await done(before.close())
  writeFileSync(
    erasedListOf(file),
    `\n${JSON.stringify([siti.subject, siti.class, '2020-08-18T02:00:00.000Z'])}\n\n["0b1d3f5a-9c2e`,
  )
  const keys = await opened({ file })
  expect(await stateOf(keys, id)).toEqual({ _tag: 'Destroyed', at: '2020-08-18T02:00:00.000Z' })
  // The line that was cut off asked for nothing yet, and hinders nothing.
  await done(keys.destroy(budi))
  await done(keys.close())
  expect(await done((await opened({ file })).destroyedAt([budi]))).not.toEqual([null])
})

test('the master key is changed without touching what it wraps; the old one opens nothing any more, and is nowhere needed', async () => {
  const folder = newFolder()
  const file = join(folder, 'keys.db')
  const before = await opened({ file })
  const owners = people(1_200)
  const secrets = (await done(before.obtain(owners))).map((state) => secretOf(keyIn(state)))
  const old = await done(before.backup())
  await done(before.identities.enter(siti.subject, '3571992304740006'))
  await done(before.close())

  expect(await refused(sqliteKeys({ file, master: master(2) }))).toMatchObject({
    _tag: 'WrongMaster',
    missing: [master(1).id],
  })
  const both = await opened({ file, master: master(2), formerMasters: [master(1)] })
  expect(await done(both.rewrap())).toBe(1_200)
  expect(await done(both.rewrap())).toBe(0)
  await done(both.close())
  const bytes = bytesIn(folder)
  expect(old.keys.flatMap(piecesOf).filter((piece) => bytes.includes(piece))).toEqual([])

  const after = await opened({ file, master: master(2) })
  expect((await done(after.obtain(owners))).map((state) => secretOf(keyIn(state)))).toEqual(secrets)
  expect(await done(after.identities.find('3571992304740006'))).toEqual([siti.subject])
  expect(await refused(sqliteKeys({ file, master: master(1) }))).toMatchObject({ _tag: 'WrongMaster' })
})

test('a row that was altered or put in the place of another gives Corrupt, never another key', async () => {
  const file = newFile()
  const keys = await opened({ file })
  const one = await sealingKey(keys, siti)
  await sealingKey(keys, budi)
  const other = otherProgram(file)
  other
    .prepare('UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE id <> ?) WHERE id = ?')
    .run(one.id, one.id)
  expect(await refused(keys.find([one.id]))).toMatchObject({ _tag: 'Corrupt' })
})

test('a file that is something else is left alone', async () => {
  const file = newFile()
  const other = otherProgram(file)
  other.exec('CREATE TABLE notes (text TEXT)')
  other.close()
  expect(await refused(sqliteKeys({ file, master: master() }))).toMatchObject({ _tag: 'Corrupt' })
  const text = newFile()
  writeFileSync(text, 'a letter, long enough to be looked at as a database, which it is not. '.repeat(20))
  expect(await refused(sqliteKeys({ file: text, master: master() }))).toMatchObject({ _tag: 'Corrupt' })
  const nowhere = join(newFolder(), 'missing', 'keys.db')
  expect(await refused(sqliteKeys({ file: nowhere, master: master() }))).toMatchObject({ _tag: 'Unavailable' })
})

test('the files of keys, and what stands beside them, are for their owner only', async () => {
  const folder = newFolder()
  const keys = await opened({ file: join(folder, 'keys.db') })
  await sealingKey(keys, siti)
  await done(keys.destroy(siti))
  const names = readdirSync(folder).sort()
  expect(names).toEqual(['keys.db', 'keys.db-shm', 'keys.db-wal', 'keys.db.erased'])
  for (const name of names) expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0])
})

test('killed between destroying a key and emptying the log of the file, it ends when the file is opened again', async () => {
  const file = newFile()
  const keys = await opened({ file, busyTimeout: 20 })
  const { id } = await sealingKey(keys, siti)
  const { keys: wrapped } = await done(keys.backup())
  const pieces = wrapped.flatMap(piecesOf)
  const reader = otherProgram(file)
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM subject_key').get()
  await refused(keys.destroy(siti))
  // What a killed process leaves: the file, its log and the list, as they are now.
  const folder = newFolder()
  for (const end of ['', '-wal', '.erased']) copyFileSync(`${file}${end}`, join(folder, `keys.db${end}`))
  expect(pieces.every((piece) => bytesIn(folder).includes(piece))).toBe(true)
  const again = await opened({ file: join(folder, 'keys.db') })
  expect((await stateOf(again, id))._tag).toBe('Destroyed')
  expect(pieces.filter((piece) => bytesIn(folder).includes(piece))).toEqual([])
})

test('a key that is destroyed while it is being unwrapped does not come back by way of the cache', async () => {
  const file = newFile()
  const before = await opened({ file })
  const { id } = await sealingKey(before, siti)
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const slow: MasterKey = {
    ...master(),
    unwrap: (wrapped, context) => async () => {
      await gate
      return master().unwrap(wrapped, context)()
    },
  }
  const keys = await opened({ file, master: slow })
  const underWay = [stateOf(keys, id), done(keys.obtain([siti]))]
  await done(keys.destroy(siti))
  open()
  await Promise.all(underWay)
  expect((await stateOf(keys, id))._tag).toBe('Destroyed')
  expect(await done(keys.obtain([siti]))).toMatchObject([{ _tag: 'Destroyed' }])
})
