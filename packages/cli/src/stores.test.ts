import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { readStoreUrl } from './option-values.js'
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

test('a kind of store that a later version opens, or nobody knows, is a wrong call; its password is not repeated', async () => {
  const refusals = await Promise.all(
    ['postgres://perca:secret@host/db', 'esdb://admin:secret@host', 'mysql://perca:secret@host'].map((word) =>
      openStore(readStoreUrl(word), 'read')(),
    ),
  )
  const could = 'It could be sqlite:perca.db or sqlite::memory:.'
  expect(refusals).toEqual([
    E.left({ _tag: 'Failure', exitCode: 2, message: `--store postgres:...: not in this version: postgres. ${could}` }),
    E.left({ _tag: 'Failure', exitCode: 2, message: `--store esdb:...: not in this version: esdb. ${could}` }),
    E.left({ _tag: 'Failure', exitCode: 2, message: `--store mysql:...: there is no such kind of store. ${could}` }),
  ])
})
