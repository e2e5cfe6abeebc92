import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aggregates, monthlyProjections, monthlyReport } from '@perca/core'
import { type Application, application, project } from '@perca/eventsourcing'
import { kediri2020Folder } from '@perca/example-registers'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { readSource } from '../reading/source.js'
import { importRegisters } from './import.js'

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const reports = async (app: Application, months: readonly string[]) => {
  const rows = right(await project(app.store, app.decode, monthlyProjections)())
  return Object.fromEntries(months.map((month) => [month, monthlyReport(rows, 'kediri', month)]))
}

test('every month and every refusal of kediri-2020 come out as worked out apart', async () => {
  const app = application({ store: memoryStore(), aggregates })
  const registers = right(await readSource(kediri2020Folder)())
  const started = process.cpuUsage()
  const imported = right(await importRegisters(app, registers)())
  console.log(process.cpuUsage(started), imported.rows, imported.accepted, imported.refused.length, imported.events)
  const expected = JSON.parse(readFileSync(join(kediri2020Folder, 'expected.json'), 'utf8'))
  expect(imported.unsettled).toEqual([])
  expect(
    imported.refused.map(({ entry, rule }) => ({
      file: entry.file,
      row: entry.row,
      rule,
      ...(entry.column === null ? {} : { column: entry.column }),
    })),
  ).toEqual(expected.rejects)
  expect(await reports(app, Object.keys(expected.months))).toEqual(expected.months)
})
