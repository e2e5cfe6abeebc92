import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { done, newFolder, refused } from './keys.fixture.js'
import { localMaster, type MasterKey } from './master-key.js'
import { masterFromEnvironment, masterFromFile, masterFromText, newMasterText } from './master-source.js'

test('a missing file is made when somebody asks for it: for its owner only, with what it is for; then it is the same key', async () => {
  const path = join(newFolder(), 'master.key')
  expect(await refused(masterFromFile(path))).toMatchObject({
    _tag: 'NoMasterKey',
    message: expect.stringContaining('Restore'),
  })
  const made = await done(masterFromFile(path, { make: true }))
  expect(made.isNew).toBe(true)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).toMatch(/^# .*keep a copy/s)
  const again = await done(masterFromFile(path, { make: true }))
  expect([again.isNew, again.master.id]).toEqual([false, made.master.id])
  expect((await done(masterFromFile(path))).master.id).toBe(made.master.id)
})

test('two programs that make it at once get one key', async () => {
  const folder = newFolder()
  const path = join(folder, 'master.key')
  const all = await Promise.all(Array.from({ length: 5 }, () => done(masterFromFile(path, { make: true }))))
  expect(new Set(all.map(({ master }) => master.id)).size).toBe(1)
  expect(all.filter(({ isNew }) => isNew).length).toBe(1)
  expect(readdirSync(folder)).toEqual(['master.key'])
})

test('a file that others may read is refused, and left as it is', async () => {
  const path = join(newFolder(), 'master.key')
  await done(masterFromFile(path, { make: true }))
  chmodSync(path, 0o640)
  expect(await refused(masterFromFile(path))).toMatchObject({ message: expect.stringContaining('chmod 600') })
})

test('what is no key is refused without being shown', async () => {
  const path = join(newFolder(), 'master.key')
  const line = newMasterText()
  for (const text of [
    '',
    '# nothing\n',
    line.slice(0, -1),
    `${line}A`,
    `${line}\n${line}`,
    line.replace('1:', '2:'),
    'hunter2',
  ]) {
    writeFileSync(path, text, { mode: 0o600 })
    const error = await refused(masterFromFile(path))
    expect(error).toMatchObject({ _tag: 'NoMasterKey' })
    expect(error.message).not.toMatch(/hunter2|[\w-]{40}/)
  }
})

test('the environment holds the same line as a file', () => {
  const line = newMasterText()
  const from = masterFromText(line, 'here')
  expect(from).toMatchObject({ right: { id: expect.stringMatching(/^[\w-]{22}$/) } })
  const key = masterFromEnvironment({ PERCA_MASTER_KEY: ` ${line}\n` })
  expect(E.map(({ id }: MasterKey) => id)(key)).toEqual(E.map(({ id }: MasterKey) => id)(from))
  expect(masterFromEnvironment({})).toMatchObject({ left: { message: expect.stringContaining('PERCA_MASTER_KEY') } })
})

test('what a master key wrapped it opens in the same context only; its id says nothing of it', async () => {
  const bytes = Buffer.alloc(32, 7)
  const key = localMaster(bytes)
  const context = Buffer.from('context')
  const wrapped = await done(key.wrap(Buffer.from('secret'), context))
  expect((await done(key.unwrap(wrapped, context))).toString()).toBe('secret')
  expect(await refused(key.unwrap(wrapped, Buffer.from('other')))).toMatchObject({ _tag: 'Corrupt' })
  expect(await refused(localMaster(Buffer.alloc(32, 8)).unwrap(wrapped, context))).toMatchObject({ _tag: 'Corrupt' })
  expect(await refused(key.unwrap(wrapped.subarray(0, 20), context))).toMatchObject({ _tag: 'Corrupt' })
  expect(bytes.toString('base64url')).not.toContain(key.id.slice(0, 6))
})
