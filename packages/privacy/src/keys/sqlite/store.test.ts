import { copyFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
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
  refused,
  sealingKey,
  secretOf,
  siti,
  sitisHealth,
  stateOf,
} from '../keys.fixture.js'
import type { MasterKey } from '../master-key.js'
import type { KeyOwner } from '../subject-key.js'
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

const people = (count: number): readonly KeyOwner[] =>
  Array.from({ length: count }, (_, n) => ({
    subject: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    class: 'personal',
  }))

/** Pieces of a wrapped key: none of them may be left. */
const piecesOf = ({ wrapped }: WrappedKey): readonly Buffer[] => {
  const bytes = Buffer.from(wrapped, 'base64url')
  return Array.from({ length: Math.floor(bytes.length / 16) }, (_, n) => bytes.subarray(n * 16, n * 16 + 16))
}

test('keys are there again when the file is opened again, and another process gets the same', async () => {
  const file = newFile()
  const keys = await opened({ file })
  const key = await sealingKey(keys, siti)
  const other = await opened({ file })
  expect(secretOf(await sealingKey(other, siti))).toBe(secretOf(key))
  await done(keys.close())
  const again = await opened({ file })
  expect(secretOf(keyIn(await stateOf(again, key.id)))).toBe(secretOf(key))
})

test('of two processes that make the first keys of the same people at once both get the same keys', async () => {
  const file = newFile()
  const one = await opened({ file })
  const other = await opened({ file })
  const owners = people(50)
  const [first, second] = await Promise.all([done(one.obtain(owners)), done(other.obtain([...owners].reverse()))])
  expect(first.map((state) => secretOf(keyIn(state)))).toEqual(
    [...second].reverse().map((state) => secretOf(keyIn(state))),
  )
})

test('what one process destroys no other one uses any more, cached or not', async () => {
  const file = newFile()
  const one = await opened({ file })
  const other = await opened({ file })
  const { id } = await sealingKey(other, siti)
  expect((await stateOf(other, id))._tag).toBe('Usable')
  await done(one.destroy(siti))
  expect((await stateOf(other, id))._tag).toBe('Destroyed')
  expect(await done(other.obtain([siti]))).toMatchObject([{ _tag: 'Destroyed' }])
})

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

test('a backup brings back what was lost, and nothing that a tombstone holds back, on either side', async () => {
  const source = await opened({ file: newFile() })
  const lost = await sealingKey(source, siti)
  const newer = keyIn(await done(source.rotate(siti)))
  const erasedHere = await sealingKey(source, sitisHealth)
  await done(source.destroy(budi))
  const backup = await done(source.backup())
  expect(JSON.stringify(backup)).not.toContain(Buffer.from(secretOf(lost), 'hex').toString('base64url').slice(0, 20))

  const target = await opened({ file: newFile() })
  const budis = await sealingKey(target, budi)
  await done(target.destroy(sitisHealth))
  expect(await done(target.restore(backup))).toEqual({ keys: 2, refused: 1, destroyed: 1 })
  expect(secretOf(keyIn(await stateOf(target, lost.id)))).toBe(secretOf(lost))
  expect((await sealingKey(target, siti)).id).toBe(newer.id)
  expect((await stateOf(target, erasedHere.id))._tag).toBe('Unknown')
  expect((await stateOf(target, budis.id))._tag).toBe('Destroyed')
  expect(await done(target.restore(backup))).toEqual({ keys: 0, refused: 1, destroyed: 0 })
})

test('an owner who got a new key after the old one was lost keeps both when the backup is put back', async () => {
  const source = await opened({ file: newFile() })
  const old = await sealingKey(source, siti)
  const backup = await done(source.backup())
  const target = await opened({ file: newFile() })
  const fresh = await sealingKey(target, siti)
  await done(target.restore(backup))
  expect((await sealingKey(target, siti)).id).toBe(fresh.id)
  expect(secretOf(keyIn(await stateOf(target, old.id)))).toBe(secretOf(old))
})

test('a backup that was altered, or is wrapped by a master key that is not at hand, is refused whole', async () => {
  const source = await opened({ file: newFile() })
  await sealingKey(source, siti)
  await sealingKey(source, budi)
  const backup = await done(source.backup())
  const target = await opened({ file: newFile(), master: master(2) })
  expect(await refused(target.restore(backup))).toMatchObject({ _tag: 'Unavailable' })
  const [first, second] = backup.keys
  if (first === undefined || second === undefined) throw new Error('two keys')
  const swapped = { ...backup, keys: [{ ...first, wrapped: second.wrapped }, second] }
  const same = await opened({ file: newFile() })
  expect(await refused(same.restore(swapped))).toMatchObject({ _tag: 'Corrupt' })
  expect(await done(same.list(null, 10))).toEqual([])
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

test('a change of the master key that is cut short goes on where it was', async () => {
  const file = newFile()
  const before = await opened({ file })
  const owners = people(1_200)
  const secrets = (await done(before.obtain(owners))).map((state) => secretOf(keyIn(state)))
  await done(before.close())
  let left = 700
  const service: MasterKey = {
    ...master(2),
    wrap: (secret, context) => async () => {
      left -= 1
      return left < 0
        ? E.left({ _tag: 'Unavailable', outcomeUnknown: false, message: 'The key service does not answer.' })
        : master(2).wrap(secret, context)()
    },
  }
  const cut = await opened({ file, master: service, formerMasters: [master(1)] })
  expect(await refused(cut.rewrap())).toMatchObject({ _tag: 'Unavailable' })
  expect((await done(cut.obtain(owners))).map((state) => secretOf(keyIn(state)))).toEqual(secrets)
  left = Number.POSITIVE_INFINITY
  expect(await done(cut.rewrap())).toBe(700)
  await done(cut.close())
  await opened({ file, master: master(2) })
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
