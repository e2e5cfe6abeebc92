import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer, type TestServer } from '@perca/esdb-test-server'
import { kediri2020Folder } from '@perca/example-registers'
import { type PostgresServer, startPostgres } from '@perca/postgres-test-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, newPlace } from './perca.fixture.js'

const place = newPlace()
let postgres: PostgresServer
let eventStoreDb: TestServer
beforeAll(async () => {
  ;[postgres, eventStoreDb] = await Promise.all([startPostgres(), startServer()])
})
afterAll(async () => {
  await place.leave()
  await postgres.stop()
  await eventStoreDb.stop()
})

const expected = JSON.parse(readFileSync(join(kediri2020Folder, 'expected.json'), 'utf8'))
const months = Object.keys(expected.months)

/** The one JSON document that a call printed, which must have ended well. */
const printed = ({ code, out, err }: Ended, wanted = 0) => {
  if (code !== wanted) throw new Error(`ended with ${code}: ${err}`)
  return JSON.parse(out)
}

const perca = async (...args: readonly string[]) => place.perca(...args, '--format', 'json')

const monthOf = async (month: string, store: string) =>
  printed(await perca('report', 'monthly', '--month', month, '--store', store))

/** Every month, as a store's log tells it. */
const monthsOf = async (store: string) => {
  const told: Record<string, unknown> = {}
  for (const month of months) told[month] = await monthOf(month, store)
  return told
}

const urls = {
  sqlite: () => 'sqlite:kediri.db',
  postgres: () => `${postgres.url}?schema=kediri`,
  eventstoredb: () => eventStoreDb.url,
}

describe.each(Object.entries(urls))('on %s', (name, url) => {
  test('the sample registers give the months and the refusals that were worked out apart, once', async () => {
    const refusedTo = ['--refused-to', `refused-${name}`]
    const first = printed(await perca('import', kediri2020Folder, '--store', url(), ...refusedTo), 3)
    expect(first.refused).toHaveLength(expected.rejects.length)
    expect(await monthsOf(url())).toEqual(expected.months)
    const again = printed(await perca('import', kediri2020Folder, '--store', url(), ...refusedTo), 3)
    expect(again).toMatchObject({ accepted: 0, events: 0 })
    const info = printed(await perca('store', 'info', '--store', url()))
    expect(info).toMatchObject({ store: name, events: first.events })
  }, 240_000)
})

test('copied from store to store the log stays the same: digests, events, months', async () => {
  const chain = [urls.sqlite(), `${postgres.url}?schema=copied`, 'sqlite:back.db']
  const digests: string[] = []
  for (const [n, from] of chain.slice(0, -1).entries()) {
    const to = chain[n + 1] ?? ''
    const report = printed(await perca('copy', '--from', from, '--to', to))
    expect(report).toMatchObject({ equal: true, alreadyThere: 0 })
    digests.push(report.digest)
    expect(printed(await perca('copy', '--from', from, '--to', to))).toMatchObject({ copied: 0, digest: report.digest })
  }
  expect(new Set(digests).size).toBe(1)
  expect(await monthOf('2020-08', 'sqlite:back.db')).toEqual(expected.months['2020-08'])
  const fromServer = printed(await perca('copy', '--from', urls.eventstoredb(), '--to', 'sqlite:from-esdb.db'))
  expect(fromServer).toMatchObject({ equal: true })
  expect(await monthOf('2020-08', 'sqlite:from-esdb.db')).toEqual(expected.months['2020-08'])
}, 240_000)

test('a target that holds something else is refused, and says where', async () => {
  const refused = await place.perca('copy', '--from', urls.sqlite(), '--to', urls.eventstoredb())
  expect(refused.code).toBe(1)
  expect(refused.err).toMatch(/revision \d+: .*Copy into an empty store\./)
})

test('a log is made by migrate, is not there for who reads before that, and no message holds the password', async () => {
  const url = `${postgres.url}?schema=fresh`
  const password = new URL(postgres.url).password
  const before = await place.perca('report', 'list', '--store', url)
  const absent = await place.perca('store', 'info', '--store', url)
  expect(absent.code).toBe(1)
  expect(absent.err).toContain('There is no store')
  for (const { err, out } of [before, absent]) expect(err + out).not.toContain(password)
  expect(printed(await perca('store', 'migrate', '--store', url))).toEqual({ store: 'postgres', was: 0, schema: 1 })
  expect(printed(await perca('store', 'migrate', '--store', url))).toEqual({ store: 'postgres', was: 1, schema: 1 })
  expect(printed(await perca('store', 'info', '--store', url))).toMatchObject({ events: 0, head: null, schema: 1 })
})

test('of two imports into one PostgreSQL log each has its turn', async () => {
  const url = `${postgres.url}?schema=turns`
  const both = await Promise.all(
    ['one', 'two'].map((name) =>
      perca('import', kediri2020Folder, '--store', url, '--refused-to', `refused-turn-${name}`),
    ),
  )
  const [one, two] = both.map((ended) => printed(ended, 3).events)
  expect(Math.min(one, two)).toBe(0)
  expect(Math.max(one, two)).toBeGreaterThan(5_000)
}, 240_000)
