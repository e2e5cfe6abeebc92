import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectedOf, kediri2020, kediri2020Folder } from '@perca/example-registers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { agency, filesOf, form, runs } from './agency.arbitrary.js'
import { domainOn, expectedRefusals, importFiles, refusalsOf, reportsOf } from './agency.fixture.js'

test('every month and every refusal of kediri-2020 come out as worked out apart', async () => {
  const app = domainOn()
  const imported = await importFiles(app, kediri2020())

  const expected = JSON.parse(readFileSync(join(kediri2020Folder, 'expected.json'), 'utf8'))
  expect(imported.unsettled).toEqual([])
  expect(refusalsOf(imported)).toEqual(expected.rejects)
  expect(await reportsOf(app, Object.keys(expected.months), 'kediri')).toEqual(expected.months)
})

test('every month and every refusal of any agency, in any form, come out as worked out apart', async () => {
  await fc.assert(
    fc.asyncProperty(agency, form, async (seed, written) => {
      const files = filesOf(seed, written)
      const app = domainOn()
      const imported = await importFiles(app, files)

      const { months } = expectedOf(files)
      expect(imported.unsettled).toEqual([])
      expect(refusalsOf(imported)).toEqual(expectedRefusals(files))
      expect(await reportsOf(app, Object.keys(months), imported.programme)).toEqual(months)
      expect(imported.rows).toBe(imported.accepted + imported.refused.length)
    }),
    runs(40),
  )
})

test('the same registers again, and again in another form, record nothing and refuse the same', async () => {
  await fc.assert(
    fc.asyncProperty(agency, form, form, async (seed, written, otherwise) => {
      const files = filesOf(seed, written)
      const app = domainOn()
      const first = await importFiles(app, files)
      const again = await importFiles(app, files)
      const rewritten = filesOf(seed, otherwise)
      const inOtherForm = await importFiles(app, rewritten)

      expect(refusalsOf(again)).toEqual(refusalsOf(first))
      expect(refusalsOf(inOtherForm)).toEqual(expectedRefusals(rewritten))
      for (const { rows, events, accepted, alreadyKnown } of [again, inOtherForm]) {
        expect({ rows, events, accepted, alreadyKnown }).toEqual({
          rows: first.rows,
          events: 0,
          accepted: 0,
          alreadyKnown: first.accepted,
        })
      }
    }),
    runs(25),
  )
})
