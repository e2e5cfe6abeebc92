import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AgencyRegisters, expectedOf, kediri2020 } from '@perca/example-registers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSource } from '../reading/source.js'
import { writeRefused } from '../refused/folder.js'
import { agency, filesOf, runs } from './agency.arbitrary.js'
import { domainOn, done, importFiles, inFolder, refusalsOf, reportsOf } from './agency.fixture.js'
import { type Imported, importRegisters } from './import.js'
import { january2020 } from './small-registers.fixture.js'

/** How often a register's rows were refused under a rule. */
const counted = ({ refused }: Imported): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { entry, rule } of refused) {
    const key = `${entry.file} ${entry.column ?? ''} ${rule}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** A person at work on a file of the refused folder. */
const mend = (folder: string, file: string, was: string, is: string): void => {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(was)
  writeFileSync(path, text.replace(was, is))
}

const wrong: AgencyRegisters = january2020({
  produksi: ['14/01/2020;TAS;P-001;dua;A'],
  pesanan: ['PSN-3;15/01/2020;KEL-09;TAS;4;10.000'],
  'daftar-hadir-2020-01': ['Kode;21/01/2020;22/01/2020', 'P-001;;H'],
  pengiriman: ['PSN-3;BAST-3;16/01/2020;TAS;4'],
  pembayaran: ['PSN-1;11/01/2020;5.000;Tunai', 'PSN-1;11/01/2020;5.000;Tunai', 'PSN-1;11/01/2020;5.000;Tunai'],
})

/** The same registers, had the rows been right from the beginning. */
const right: AgencyRegisters = {
  ...wrong,
  'produksi.csv': wrong['produksi.csv']?.replace(';dua;', ';2;') ?? '',
  'pesanan.csv': wrong['pesanan.csv']?.replace('KEL-09', 'KEL-02') ?? '',
  'daftar-hadir-2020-01.csv': wrong['daftar-hadir-2020-01.csv']?.replace('P-001;;H', 'P-001;H;') ?? '',
}

test('refused rows that were mended are taken, the rest is refused again by the same name, and nothing is doubled', async () => {
  await inFolder(async (folder) => {
    const app = domainOn()
    const first = await importFiles(app, wrong)
    expect(refusalsOf(first)).toEqual([
      { file: 'daftar-hadir-2020-01.csv', row: 2, rule: 'not-scheduled', column: '22/01/2020' },
      { file: 'pembayaran.csv', row: 6, rule: 'over-payment' },
      { file: 'pengiriman.csv', row: 4, rule: 'unknown-order' },
      { file: 'pesanan.csv', row: 4, rule: 'unknown-agency' },
      { file: 'produksi.csv', row: 3, rule: 'invalid-number' },
    ])

    const refused = join(folder, 'refused')
    await done(writeRefused(refused, first.refused))
    mend(refused, 'produksi.csv', ';dua;', ';2;')
    mend(refused, 'pesanan.csv', 'KEL-09', 'KEL-02')
    mend(refused, 'daftar-hadir-2020-01.csv', ';22/01/2020;', ';21/01/2020 ;')
    mend(refused, 'daftar-hadir-2020-01.csv', 'Kode;21/01/2020;', 'Kode;Nama;')
    const mended = await done(importRegisters(app, await done(readSource(refused))))

    expect(refusalsOf(mended)).toEqual([{ file: 'pembayaran.csv', row: 2, rule: 'over-payment' }])
    expect(mended).toMatchObject({ programme: 'kediri', rows: 5, accepted: 4, alreadyKnown: 0, unsettled: [] })
    const { months, rejects } = expectedOf(right)
    expect(rejects).toEqual([{ file: 'pembayaran.csv', row: 6, rule: 'over-payment' }])
    expect(await reportsOf(app, Object.keys(months), 'kediri')).toEqual(months)

    const again = await done(importRegisters(app, await done(readSource(refused))))
    expect(again).toMatchObject({ accepted: 0, alreadyKnown: 4, events: 0 })
    expect(refusalsOf(again)).toEqual(refusalsOf(mended))
  })
})

/** Imports an agency's files, then the folder of what was refused as it was written. */
const importedTwice = (files: AgencyRegisters): Promise<readonly [Imported, Imported]> =>
  inFolder(async (folder) => {
    const app = domainOn()
    const first = await importFiles(app, files)
    const refused = join(folder, 'refused')
    const written = await done(writeRefused(refused, first.refused))
    fc.pre(written.length > 0)
    return [first, await done(importRegisters(app, await done(readSource(refused))))]
  })

test('the refused rows of kediri-2020, imported as they are, are refused by the same names again', async () => {
  const [first, again] = await importedTwice(kediri2020())
  expect(again).toMatchObject({ events: 0, accepted: 0, alreadyKnown: 0 })
  expect(counted(again)).toEqual(counted(first))
})

/** Registers whose rows one day's order among themselves decides: alone, a refused one comes behind what stands. */
const ofTheirDay = /^(pendaftaran|daftar-hadir.*)\.csv/

test('refused rows of any agency, imported as they are, are not taken', async () => {
  await fc.assert(
    fc.asyncProperty(
      agency.filter(({ faultRate = 0 }) => faultRate > 0),
      async (seed) => {
        const [first, again] = await importedTwice(filesOf(seed))
        const files = first.refused.map(({ entry }) => entry.file).filter((file) => !ofTheirDay.test(file))
        expect(again.refused.map(({ entry }) => entry.file).filter((file) => !ofTheirDay.test(file))).toEqual(files)
        expect(Object.keys(again.acceptedByFile).filter((file) => !ofTheirDay.test(file))).toEqual([])
      },
    ),
    runs(20),
  )
})
