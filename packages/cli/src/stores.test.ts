import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { readStoreUrl, withoutPassword } from './option-values.js'
import { openStore } from './stores.js'

test('a SQLite file is made for writing, and found again for reading', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perca-stores-'))
  const url = readStoreUrl(`sqlite:${join(folder, 'perca.db')}`)
  expect(await openStore(url, 'read')()).toEqual(E.left({ _tag: 'Absent', store: url }))
  expect(existsSync(join(folder, 'perca.db'))).toBe(false)

  for (const purpose of ['write', 'read'] as const) {
    const store = await openStore(url, purpose)()
    if (E.isLeft(store)) throw new Error(`the store opens to ${purpose}`)
    expect(await store.right.describe()()).toEqual(
      E.right({ store: 'sqlite', events: 0, streams: 0, head: null, schema: 1 }),
    )
    expect(await store.right.close()()).toEqual(E.right(undefined))
  }
  await rm(folder, { recursive: true })
})

test('a store in memory is always there', async () => {
  for (const [word, kind] of [
    ['sqlite::memory:', 'sqlite'],
    ['memory:', 'memory'],
  ] as const) {
    const store = await openStore(readStoreUrl(word), 'read')()
    if (E.isLeft(store)) throw new Error(`${word} opens`)
    expect(await store.right.describe()()).toMatchObject({ right: { store: kind, events: 0 } })
    await store.right.close()()
  }
})

test('a kind of store that nobody knows is a wrong call; its password is not repeated', async () => {
  const refused = await openStore(readStoreUrl('mysql://perca:secret@host'), 'read')()
  expect(refused).toEqual(
    E.left({
      _tag: 'Failure',
      exitCode: 2,
      message:
        '--store mysql:...: there is no such kind of store. It could be sqlite:perca.db, sqlite::memory:, postgres://user@host/database or esdb://host:2113?tls=false.',
    }),
  )
})

test('a server that is not there is told without the password', async () => {
  for (const word of ['postgres://perca:secret@127.0.0.1:1/perca', 'esdb://perca:secret@127.0.0.1:1?tls=false']) {
    const refused = await openStore(readStoreUrl(word), 'read')()
    expect(refused).toMatchObject({ _tag: 'Left', left: { _tag: 'Failure', exitCode: 1 } })
    expect(JSON.stringify(refused)).not.toContain('secret')
  }
})

test('a URL is shown without its password, wherever it stands', () => {
  expect(withoutPassword('postgres://perca:se@cret@host/db?schema=a')).toBe('postgres://perca@host/db?schema=a')
  expect(withoutPassword('postgres://host/db?user=a&password=secret&x=1')).toBe(
    'postgres://host/db?user=a&password=***&x=1',
  )
  expect(withoutPassword('esdb+discover://admin:secret@a:1,b:2')).toBe('esdb+discover://admin@a:1,b:2')
  expect(withoutPassword('sqlite:C:/perca.db')).toBe('sqlite:C:/perca.db')
})
