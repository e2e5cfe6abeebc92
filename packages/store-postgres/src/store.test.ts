import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { newEvent, newEvents, newStream } from '@perca/testing'
import { tcpProxy } from '@perca/testing/tcp-proxy'
import * as E from 'fp-ts/lib/Either.js'
import { Client, Pool } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { readerGrants, writerGrants } from './roles.js'
import {
  beside,
  done,
  must,
  newSchema,
  opened,
  otherProgram,
  refused,
  serverOfFile,
  wholeLog,
} from './store.fixture.js'
import { postgresStore } from './store.js'

const server = serverOfFile()
const url = () => server().url
const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id)

/** The address of the same server for another user. */
const urlOf = (user: string, password: string) => url().replace(/\/\/[^@]*@/, `//${user}:${password}@`)

test('an app writes its rows and its events both or neither', async () => {
  const schema = newSchema()
  const store = await opened({ connection: url(), schema })
  const app = await otherProgram(url())
  await app.query(`CREATE TABLE ${schema}.orders (n integer)`)
  const stream = newStream()
  const [kept, dropped] = [newEvents(2), newEvents(2)]
  for (const [events, end] of [
    [dropped, 'ROLLBACK'],
    [kept, 'COMMIT'],
  ] as const) {
    await app.query('BEGIN')
    await app.query(`INSERT INTO ${schema}.orders VALUES (1)`)
    expect(await done(store.appendIn(app, stream, 'noStream', events))).toMatchObject({ revision: 1, position: '2' })
    await app.query(end)
  }
  expect(idsOf(await wholeLog(store))).toEqual(idsOf(kept))
  expect((await app.query(`SELECT * FROM ${schema}.orders`)).rowCount).toBe(1)
  await app.query('BEGIN')
  expect(refused(await store.appendIn(app, stream, 'noStream', newEvents(1))())).toMatchObject({ _tag: 'Conflict' })
  expect(await done(store.appendIn(app, stream, 'any', kept))).toMatchObject({ revision: 1, position: '2' })
  await app.query('COMMIT')
})

test('a transaction that sees the past can not append, and hears why', async () => {
  const store = await opened({ connection: url(), schema: newSchema() })
  const app = await otherProgram(url())
  await app.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
  const error = refused(await store.appendIn(app, newStream(), 'any', newEvents(1))())
  expect(error).toMatchObject({ _tag: 'Unacceptable' })
  expect(error.message).toContain('READ COMMITTED')
})

test('a writer may append and read, and nothing else; a reader may read', async () => {
  const schema = newSchema()
  const owner = await opened({ connection: url(), schema })
  await done(owner.append(newStream(), 'any', newEvents(1)))
  const admin = await otherProgram(url())
  const [writer, reader] = [`writer_${schema}`, `reader_${schema}`]
  for (const role of [writer, reader]) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'pass'`)
  await admin.query(writerGrants(schema, writer))
  await admin.query(readerGrants(schema, reader))

  const asWriter = await opened({ connection: urlOf(writer, 'pass'), schema })
  await done(asWriter.append(newStream(), 'noStream', newEvents(2)))
  expect(await wholeLog(asWriter)).toHaveLength(3)
  const asReader = await opened({ connection: urlOf(reader, 'pass'), schema })
  expect(await wholeLog(asReader)).toHaveLength(3)
  expect(refused(await asReader.append(newStream(), 'any', newEvents(1))())).toMatchObject({
    _tag: 'Unavailable',
    outcomeUnknown: false,
  })

  const direct = await otherProgram(urlOf(writer, 'pass'))
  for (const forbidden of [
    `INSERT INTO ${schema}.event VALUES (99, 0, 0, gen_random_uuid(), 's-1', 'T', '{}', '{}')`,
    `UPDATE ${schema}.event SET data = '{}'`,
    `DELETE FROM ${schema}.event`,
    `TRUNCATE ${schema}.event`,
    `UPDATE ${schema}.counter SET position = 0`,
    `DROP TABLE ${schema}.event_subject`,
    `ALTER TABLE ${schema}.event DISABLE TRIGGER ALL`,
    `CREATE TABLE ${schema}.mine (n integer)`,
  ]) {
    await expect(direct.query(forbidden), forbidden).rejects.toMatchObject({ code: '42501' })
  }
})

test('nobody changes, deletes or empties events, not even their owner', async () => {
  const schema = newSchema()
  const store = await opened({ connection: url(), schema })
  await done(store.append(newStream(), 'any', newEvents(1)))
  const owner = await otherProgram(url())
  for (const table of ['event', 'event_subject']) {
    for (const change of [
      `UPDATE ${schema}.${table} SET position = 7`,
      `DELETE FROM ${schema}.${table}`,
      `TRUNCATE ${schema}.${table}`,
    ]) {
      await expect(owner.query(change), change).rejects.toMatchObject({ code: '55000' })
    }
  }
  expect(await wholeLog(store)).toHaveLength(1)
})

test('a log that several processes open at the same time for the first time is made once', async () => {
  const schema = newSchema()
  const stores = await Promise.all(Array.from({ length: 8 }, () => opened({ connection: url(), schema })))
  await Promise.all(stores.map((store) => done(store.append(newStream(), 'noStream', newEvents(2)))))
  for (const store of stores) expect(await done(store.describe())).toMatchObject({ events: 16, streams: 8, schema: 1 })
})

test('every released layout, as it stood in a database, is brought up with all that it holds', async () => {
  const schema = newSchema()
  const owner = await otherProgram(url())
  const released = readFileSync(beside('released/release-1.sql'), 'utf8').replaceAll('{schema}', schema)
  await owner.query(released)
  const store = await opened({ connection: url(), schema })
  const log = await wholeLog(store)
  expect(
    log.map(({ position, stream, revision, type, data, recordedAt }) => [
      position,
      stream,
      revision,
      type,
      data,
      recordedAt,
    ]),
  ).toEqual([
    ['1', 'order-1', 0, 'Noted', { text: 'satu \u0000' }, '2020-08-17T02:00:00.000Z'],
    ['2', 'order-1', 1, 'Noted', { text: 'dua' }, '2020-08-17T02:00:00.000Z'],
  ])
  expect(await done(store.append('order-1', 1, newEvents(1)))).toMatchObject({ revision: 2, position: '3' })
  expect(await done(store.readAll(null, 10, { subject: 'somebody' }))).toMatchObject({ events: [{ revision: 0 }] })
})

test('a log that must not be changed, is newer, or is none at all is refused and stays as it was', async () => {
  const schema = newSchema()
  expect(refused(await postgresStore({ connection: url(), schema, migrate: false })())).toMatchObject({
    _tag: 'OlderSchema',
    found: 0,
  })
  const owner = await otherProgram(url())
  await owner.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.event (n integer)`)
  expect(refused(await postgresStore({ connection: url(), schema })())).toMatchObject({ _tag: 'NotALog' })
  expect((await owner.query(`SELECT * FROM ${schema}.event`)).fields.map(({ name }) => name)).toEqual(['n'])
  const other = newSchema()
  await (await opened({ connection: url(), schema: other })).close()()
  await owner.query(`UPDATE ${other}.schema_version SET version = 7`)
  expect(refused(await postgresStore({ connection: url(), schema: other })())).toMatchObject({
    _tag: 'NewerSchema',
    found: 7,
    known: 1,
  })
})

test('no way in is told apart from no server, and no message holds the password', async () => {
  const wrong = 'nearly-a-password'
  const noUser = refused(await postgresStore({ connection: urlOf('postgres', wrong) })())
  const noDatabase = refused(await postgresStore({ connection: url().replace(/postgres$/, 'nowhere') })())
  const badSchema = refused(await postgresStore({ connection: url(), schema: 'perca"; DROP' })())
  for (const error of [noUser, noDatabase, badSchema]) expect(error).toMatchObject({ _tag: 'CannotOpen' })
  const closedPort = await new Promise<number>((resolve) => {
    const free = createServer().listen(0, '127.0.0.1', () => {
      const address = free.address()
      free.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
  const nobody = refused(
    await postgresStore({ connection: `postgres://perca:${wrong}@127.0.0.1:${closedPort}/perca` })(),
  )
  expect(nobody).toMatchObject({ _tag: 'Unavailable', outcomeUnknown: false })
  expect(JSON.stringify([noUser, noDatabase, nobody])).not.toContain(wrong)
})

test("the app's own pool is used and not ended", async () => {
  const pool = new Pool({ connectionString: url(), max: 3 })
  onTestFinished(() => pool.end())
  const store = await opened({ pool, schema: newSchema() })
  await done(store.append(newStream(), 'any', newEvents(1)))
  const stop = new AbortController()
  for await (const page of store.follow(null, undefined, stop.signal)) if (E.isRight(page)) stop.abort()
  await done(store.close())
  expect((await pool.query('SELECT 1')).rowCount).toBe(1)
  expect(pool.idleCount).toBe(pool.totalCount)
})

test('settings for TLS are handed on: a server without it refuses who asks for it', async () => {
  for (const connection of [`${url()}?sslmode=verify-full`, { connectionString: url(), ssl: true }]) {
    expect(refused(await postgresStore({ connection })())).toMatchObject({ _tag: 'Unavailable' })
  }
})

test('a follower whose listening connection is taken away goes on and misses nothing', async () => {
  const schema = newSchema()
  const store = await opened({ connection: url(), schema, poll: 60_000 })
  const admin = await otherProgram(url())
  const got: string[] = []
  const stop = new AbortController()
  const following = (async () => {
    for await (const page of store.follow(null, undefined, stop.signal)) {
      if (E.isRight(page)) got.push(...idsOf(page.right.events))
    }
  })()
  const listening = `SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN "perca_${schema}%'`
  const wanted: string[] = []
  const other = await opened({ connection: url(), schema })
  for (let round = 0; round < 3; round++) {
    while ((await admin.query(listening)).rowCount !== 1) await new Promise((resolve) => setTimeout(resolve, 10))
    await admin.query(`SELECT pg_terminate_backend(pid) FROM (${listening}) l`)
    const events = newEvents(2)
    await done(other.append(newStream(), 'any', events))
    wanted.push(...idsOf(events))
    while (got.length < wanted.length) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  stop.abort()
  await following
  expect(got).toEqual(wanted)
})

test('through a network that cuts, swallows and delays, every append is written once: the retry gets the first result', async () => {
  const proxy = await tcpProxy({ port: Number(new URL(url()).port) })
  onTestFinished(() => proxy.close())
  const through = url().replace(/:\d+\/postgres$/, `:${proxy.port}/postgres`)
  const store = await opened({ connection: through, schema: newSchema(), deadline: 400 })
  const streams = Array.from({ length: 6 }, () => newStream())
  const wanted = new Map(streams.map((stream): [string, string[]] => [stream, []]))
  let unknown = 0
  const weather = [
    () => proxy.cutOnReply(),
    () => proxy.heal(),
    () => proxy.halfOpen('replies'),
    () => proxy.heal(),
    () => proxy.cut(),
    () => proxy.heal(),
    () => proxy.delay(30),
    () => proxy.heal(),
  ]
  let isOver = false
  const changing = (async () => {
    for (let n = 0; n < 24; n++) {
      weather[n % weather.length]?.()
      await new Promise((resolve) => setTimeout(resolve, n % 2 === 0 ? 60 : 120))
    }
    proxy.heal()
    isOver = true
  })()
  const writer = async (stream: string) => {
    while (!isOver) {
      const events = newEvents(2)
      for (;;) {
        const result = await store.append(stream, 'any', events)()
        if (E.isRight(result)) break
        if (result.left._tag !== 'Unavailable') throw new Error(result.left.message)
        if (result.left.outcomeUnknown) unknown += 1
      }
      wanted.get(stream)?.push(...idsOf(events))
    }
  }
  await Promise.all([changing, ...streams.map(writer)])
  for (const [stream, ids] of wanted) expect(idsOf(await done(store.readStream(stream, 0, 100_000)))).toEqual(ids)
  expect(unknown).toBeGreaterThan(0)
}, 60_000)

test('events that are copied keep the instant of their first recording; others get the clock of the server', async () => {
  const store = await opened({ connection: url(), schema: newSchema() })
  const recordedAt = '2019-01-02T03:04:05.678Z'
  const before = Date.now()
  await done(store.append(newStream(), 'any', [{ ...newEvent(), recordedAt }]))
  await done(store.append(newStream(), 'any', newEvents(1)))
  const [copied, fresh] = await wholeLog(store)
  expect(copied?.recordedAt).toBe(recordedAt)
  // Server and test share a machine, and its clock.
  expect(Date.parse(fresh?.recordedAt ?? '')).toBeGreaterThanOrEqual(before - 1_000)
})

test('one process at a time has the turn; it passes on when its holder ends, in whatever way', async () => {
  const schema = newSchema()
  const [one, other] = [await opened({ connection: url(), schema }), await opened({ connection: url(), schema })]
  const wait = { signal: { aborted: false }, onWait: () => undefined }
  const mine = await done(one.takeTurn(wait))
  let isWaiting = false
  const theirs = other.takeTurn({
    signal: { aborted: false },
    onWait: () => {
      isWaiting = true
    },
  })()
  while (!isWaiting) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(mine?.isMine()).toBe(true)
  await mine?.end()
  const turn = must(await theirs)
  expect(turn?.isMine()).toBe(true)
  const given = await other.takeTurn({ signal: { aborted: true }, onWait: () => undefined })()
  expect(given).toEqual(E.right(undefined))
  await turn?.end()
  const pooled = await opened({ connection: url(), schema, listen: false })
  expect(refused(await pooled.takeTurn(wait)())).toMatchObject({ _tag: 'Unavailable' })
})

test('a database that keeps text in another way, or sees the past by itself, is refused before anything is made', async () => {
  const admin = await otherProgram(url())
  await admin.query("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
  const latin = refused(await postgresStore({ connection: url().replace(/postgres$/, 'latin') })())
  expect(latin.message).toContain('UTF8')
  await admin.query('CREATE DATABASE past')
  await admin.query("ALTER DATABASE past SET default_transaction_isolation = 'repeatable read'")
  const past = refused(await postgresStore({ connection: url().replace(/postgres$/, 'past') })())
  expect(past.message).toContain('default_transaction_isolation')
  const client = new Client({ connectionString: url().replace(/postgres$/, 'past') })
  await client.connect()
  expect((await client.query("SELECT to_regnamespace('perca') AS there")).rows).toEqual([{ there: null }])
  await client.end()
})
