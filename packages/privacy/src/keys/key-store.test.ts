import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KeyStore } from './key-store.js'
import {
  budi,
  done,
  keyIn,
  newFolder,
  opened,
  refused,
  sealingKey,
  secretOf,
  siti,
  sitisHealth,
  stateOf,
} from './keys.fixture.js'
import { memoryKeys } from './memory.js'
import { openedPostgres, serverOfFile } from './postgres/postgres.fixture.js'

const now = () => new Date('2020-08-18T02:00:00.000Z')
const at = '2020-08-18T02:00:00.000Z'

const server = serverOfFile()

const holders: Record<string, () => Promise<KeyStore>> = {
  'in memory': async () => memoryKeys({ now }),
  'in a SQLite file': () => opened({ file: join(newFolder(), 'keys.db'), now }),
  'in SQLite in memory': () => opened({ file: ':memory:', now }),
  'in PostgreSQL': () => openedPostgres(server(), { now }),
}

describe.each(Object.entries(holders))('keys %s', (_, open) => {
  test('the same owner gets the same key again; another owner, and another class, another one', async () => {
    const keys = await open()
    const [one, two, three, four] = (await done(keys.obtain([siti, sitisHealth, budi, siti]))).map(keyIn)
    expect(one?.owner).toEqual(siti)
    expect(four?.id).toBe(one?.id)
    expect(new Set([one, two, three].map((key) => key?.id)).size).toBe(3)
    expect(new Set([one, two, three].map((key) => key && secretOf(key))).size).toBe(3)
    expect((await sealingKey(keys, siti)).id).toBe(one?.id)
  })

  test('of many who ask for the first key of an owner at once all get the same', async () => {
    const keys = await open()
    const all = await Promise.all(Array.from({ length: 20 }, () => sealingKey(keys, siti)))
    expect(new Set(all.map(secretOf)).size).toBe(1)
  })

  test('a key is found by its id, also after the owner got a new one', async () => {
    const keys = await open()
    const first = await sealingKey(keys, siti)
    const second = keyIn(await done(keys.rotate(siti)))
    expect(second.id).not.toBe(first.id)
    expect((await sealingKey(keys, siti)).id).toBe(second.id)
    const found = (await done(keys.find([first.id, second.id]))).map(keyIn)
    expect(found.map(secretOf)).toEqual([first, second].map(secretOf))
    expect(await stateOf(keys, 'AAAAAAAAAAAAAAAAAAAAAA')).toEqual({ _tag: 'Unknown' })
  })

  test('destroyed keys are gone, old and new, and no new one is ever made; others keep theirs', async () => {
    const keys = await open()
    const first = await sealingKey(keys, siti)
    const second = keyIn(await done(keys.rotate(siti)))
    const health = await sealingKey(keys, sitisHealth)
    expect(await done(keys.destroy(siti))).toEqual({ at, keys: 2 })
    expect(await done(keys.find([first.id, second.id]))).toEqual([
      { _tag: 'Destroyed', at },
      { _tag: 'Destroyed', at },
    ])
    expect(await done(keys.obtain([siti]))).toEqual([{ _tag: 'Destroyed', at }])
    expect(await done(keys.rotate(siti))).toEqual({ _tag: 'Destroyed', at })
    expect(secretOf(keyIn(await stateOf(keys, health.id)))).toBe(secretOf(health))
    expect(await done(keys.destroyedAt([siti, sitisHealth]))).toEqual([at, null])
  })

  test('destroying twice does nothing twice, and who never had a key gets none', async () => {
    const keys = await open()
    expect(await done(keys.destroy(budi))).toEqual({ at, keys: 0 })
    expect(await done(keys.destroy(budi))).toEqual({ at, keys: 0 })
    expect(await done(keys.obtain([budi]))).toEqual([{ _tag: 'Destroyed', at }])
  })

  test('the list tells of every key, also of a destroyed one, in pages, and shows none', async () => {
    const keys = await open()
    const ids = [await sealingKey(keys, siti), keyIn(await done(keys.rotate(siti))), await sealingKey(keys, budi)].map(
      ({ id }) => id,
    )
    await done(keys.destroy(budi))
    const first = await done(keys.list(null, 2))
    const rest = await done(keys.list(first.at(-1)?.id ?? null, 2))
    const all = [...first, ...rest]
    expect(all.map(({ id }) => id)).toEqual([...ids].sort())
    expect(all.find(({ id }) => id === ids[1])).toEqual({
      id: ids[1],
      owner: siti,
      number: 2,
      madeAt: at,
      destroyedAt: null,
    })
    expect(all.find(({ id }) => id === ids[2])?.destroyedAt).toBe(at)
  })

  test('closed, it gives nothing more; closing it again is no error', async () => {
    const keys = await open()
    const { id } = await sealingKey(keys, siti)
    await done(keys.close())
    await done(keys.close())
    expect(await refused(keys.find([id]))).toMatchObject({ _tag: 'Closed' })
    expect(await refused(keys.obtain([siti]))).toMatchObject({ _tag: 'Closed' })
  })
})
