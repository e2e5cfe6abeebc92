import { Client, Pool } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { budi, done, keyIn, master, people, refused, sealingKey, secretOf, siti, stateOf } from '../keys.fixture.js'
import type { MasterKey } from '../master-key.js'
import { keySchema, openedPostgres, serverOfFile } from './postgres.fixture.js'
import { postgresKeys } from './store.js'

const server = serverOfFile()

/** Asks the server past the keys, as somebody who administers it does. */
const asked = async (text: string, values: readonly unknown[] = []): Promise<readonly (readonly unknown[])[]> => {
  const client = new Client({ connectionString: server().url })
  await client.connect()
  try {
    return (await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

test('keys that were acknowledged outlive a server that is killed, and the pool gets over it', async () => {
  const schema = keySchema()
  const keys = await openedPostgres(server(), { schema })
  const secrets = (await done(keys.obtain(people(40)))).map((state) => secretOf(keyIn(state)))
  await done(keys.destroy(siti))
  await server().kill9()
  expect(await refused(keys.obtain([budi]))).toMatchObject({ _tag: 'Unavailable', outcomeUnknown: false })
  await server().restart()
  expect((await done(keys.obtain(people(40)))).map((state) => secretOf(keyIn(state)))).toEqual(secrets)
  expect(await done(keys.obtain([siti]))).toMatchObject([{ _tag: 'Destroyed' }])
})

test('eight processes that open keys that are not there yet, and ask for the first ones at once, get the same', async () => {
  const schema = keySchema()
  const owners = people(30)
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const keys = await openedPostgres(server(), { schema })
      const mine = n % 2 === 0 ? owners : [...owners].reverse()
      const states = await done(keys.obtain(mine))
      return states.map((state) => secretOf(keyIn(state))).sort()
    }),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(await asked(`SELECT count(*) FROM ${schema}.subject_key`)).toEqual([['30']])
})

test('of a destroyed key no question to the database gives a byte any more, and no key ever stands there in the clear', async () => {
  const schema = keySchema()
  const keys = await openedPostgres(server(), { schema })
  const key = await sealingKey(keys, siti)
  const wrappedOf = () => asked(`SELECT wrapped FROM ${schema}.subject_key WHERE id = $1`, [key.id])
  const [[before]] = (await wrappedOf()) as [[Buffer]]
  expect(before.length).toBeGreaterThan(64)
  expect(before.includes(Buffer.from(secretOf(key).slice(0, 64), 'hex'))).toBe(false)
  await done(keys.destroy(siti))
  expect(await wrappedOf()).toEqual([[Buffer.alloc(0)]])
})

test('what a former master key wrapped, such as a dead row or a backup, the new one does not open', async () => {
  const schema = keySchema()
  const before = await openedPostgres(server(), { schema })
  const key = await sealingKey(before, siti)
  const old = await done(before.backup())
  const both = await openedPostgres(server(), { schema, master: master(2), formerMasters: [master(1)] })
  await done(both.rewrap())
  const after = await openedPostgres(server(), { schema, master: master(2) })
  expect(secretOf(keyIn(await stateOf(after, key.id)))).toBe(secretOf(key))
  expect(await refused(after.restore(old))).toMatchObject({ _tag: 'Unavailable' })
})

test('a row that was put in the place of another gives Corrupt, never another key', async () => {
  const schema = keySchema()
  const keys = await openedPostgres(server(), { schema })
  const [sitis, budis] = [await sealingKey(keys, siti), await sealingKey(keys, budi)]
  await asked(`UPDATE ${schema}.subject_key a SET wrapped = b.wrapped FROM ${schema}.subject_key b WHERE a.id <> b.id`)
  const fresh = await openedPostgres(server(), { schema })
  expect(await refused(fresh.find([sitis.id]))).toMatchObject({ _tag: 'Corrupt' })
  expect(await refused(fresh.find([budis.id]))).toMatchObject({ _tag: 'Corrupt' })
})

test('a key that is destroyed while a key service unwraps it is not given out from then on', async () => {
  const schema = keySchema()
  const maker = await openedPostgres(server(), { schema })
  const { id } = await sealingKey(maker, siti)
  let isAsked: () => void = () => undefined
  let goOn: () => void = () => undefined
  const reached = new Promise<void>((resolve) => {
    isAsked = resolve
  })
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const slow: MasterKey = {
    ...master(1),
    unwrap: (wrapped, context) => async () => {
      isAsked()
      await held
      return master(1).unwrap(wrapped, context)()
    },
  }
  const keys = await openedPostgres(server(), { schema, master: slow })
  const early = keys.find([id])()
  await reached
  await done(maker.destroy(siti))
  goOn()
  await early
  expect(await stateOf(keys, id)).toMatchObject({ _tag: 'Destroyed' })
})

test("an app's own pool is used and stays the app's; a schema name that needs quoting, and another master key, are refused", async () => {
  const pool = new Pool({ connectionString: server().url, max: 2 })
  onTestFinished(() => pool.end())
  const schema = keySchema()
  const keys = await openedPostgres(server(), { schema, connection: pool })
  await sealingKey(keys, siti)
  await done(keys.close())
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  const connection = { connectionString: server().url }
  expect(await refused(postgresKeys({ connection, schema, master: master(2) }))).toMatchObject({
    _tag: 'WrongMaster',
    missing: [master(1).id],
  })
  expect(await refused(postgresKeys({ connection, schema: 'a"b', master: master() }))).toMatchObject({
    _tag: 'Corrupt',
  })
})

test('an error names neither the user, nor the password, nor what was asked', async () => {
  const wrong = server().url.replace(/:[^:@/]+@/, ':salah-sekali@')
  const error = await refused(postgresKeys({ connection: { connectionString: wrong }, master: master() }))
  expect(error).toMatchObject({ _tag: 'Unavailable' })
  expect(JSON.stringify(error)).not.toContain('salah-sekali')
  const nobody = { host: '127.0.0.1', port: 1, user: 'u', password: 'p', database: 'd' }
  expect(await refused(postgresKeys({ connection: nobody, master: master() }))).toMatchObject({ _tag: 'Unavailable' })
})
