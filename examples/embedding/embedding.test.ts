import { readFileSync } from 'node:fs'
import type { EventStore } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { sqliteStore } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { referOne } from './embedding.js'

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** What stands between a beginning and an end that stand in a text once each. */
const between = (text: string, begin: string, end: string): string => {
  const parts = text.split(begin)
  if (parts.length !== 2) throw new Error(`${JSON.stringify(begin)} stands ${parts.length - 1} times, not once`)
  return parts[1]?.split(end)[0] ?? ''
}

const sqlite = async (): Promise<EventStore> => {
  const opened = await sqliteStore({ file: ':memory:' })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  return opened.right
}

test.each([
  ['memory', async () => memoryStore()],
  ['SQLite', sqlite],
])('the snippet records one participant and reads them back, on %s', async (_, open) => {
  const store = await open()
  const rows = await referOne(store)
  expect(rows).toMatchObject(E.right([{ programmeId: 'kediri', code: 'P-001', steps: [] }]))
  expect(await store.describe()()).toMatchObject(E.right({ events: 1, streams: 1 }))
  await store.close()()
})

test("the README's snippet is this example's, to the letter", () => {
  const region = between(textOf('embedding.ts'), '// #region readme\n', '// #endregion readme')
  expect(between(textOf('../../README.md'), '<!-- examples/embedding/embedding.ts -->\n```ts\n', '```')).toBe(region)
})
