import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aggregates, boundary, monthlyProjections, monthlyReport } from '@perca/core'
import { application, type EventStore, eventReader, project } from '@perca/eventsourcing'
import { importRegisters, readSource } from '@perca/registers'
import { sqliteStore } from '@perca/store-sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { localMaster } from '../keys/master-key.js'
import { noKeys } from '../keys/no-keys.js'
import { sqliteKeys } from '../keys/sqlite/store.js'
import { percaMarks } from './perca-marks.js'
import { done } from './sealed.fixture.js'
import { sealed } from './store.js'

const registers = fileURLToPath(new URL('../../../../examples/registers/kediri-2020/', import.meta.url))

const expected: { readonly months: { readonly [month: string]: unknown } } = JSON.parse(
  readFileSync(join(registers, 'expected.json'), 'utf8'),
)

const reportsOf = async (store: EventStore) => {
  const rows = await done(project(store, eventReader(aggregates), monthlyProjections))
  return Object.fromEntries(Object.keys(expected.months).map((month) => [month, monthlyReport(rows, 'kediri', month)]))
}

/** What is personal in the register of participants: names, identity numbers and phones. */
const personal = readFileSync(join(registers, 'peserta.csv'), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .flatMap((line) => [1, 2, 6].map((column) => line.split(';')[column] ?? ''))
  .filter((value) => value.length > 6)

test('the registers of Kediri, imported through a sealed store, give the same months: with keys, without, and after all are erased', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-kediri-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const bytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
  const inner = await done(sqliteStore({ file: join(folder, 'log.db'), durability: 'relaxed' }))
  const keys = await done(sqliteKeys({ file: join(folder, 'keys.db'), master: localMaster(Buffer.alloc(32, 1)) }))
  onTestFinished(async () => {
    await inner.close()()
    await keys.close()()
  })

  const store = sealed(inner, keys, percaMarks)
  const app = application({ store, aggregates, boundary })
  const first = await done(importRegisters(app, await done(readSource(registers))))
  expect(first.unsettled).toEqual([])
  await done(store.durable())

  expect(personal.length).toBeGreaterThan(60)
  const onDisk = bytes()
  expect(personal.filter((value) => onDisk.includes(value))).toEqual([])
  // The scan finds what is there: the codes, which are not personal.
  expect(onDisk.includes('P-001')).toBe(true)

  const before = await reportsOf(store)
  expect(before).toEqual(expected.months)
  expect(await reportsOf(sealed(inner, noKeys, percaMarks))).toEqual(before)
  for (const { owner } of await done(keys.list(null, 100_000))) await done(keys.destroy(owner))
  expect(await reportsOf(store)).toEqual(before)
})
