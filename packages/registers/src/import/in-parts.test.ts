import { type AgencyRegisters, expectedOf } from '@perca/example-registers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { agency, filesOf, runs } from './agency.arbitrary.js'
import { domainOn, expectedRefusals, importFiles, refusalsOf, reportsOf } from './agency.fixture.js'
import { keptUpTo, without } from './parts.fixture.js'

/** Imports the parts, one after the other, then all of it; what comes of that must be what all at once comes to. */
const expectAsAllAtOnce = async (files: AgencyRegisters, parts: readonly AgencyRegisters[]): Promise<void> => {
  const app = domainOn()
  for (const part of parts) await importFiles(app, part)
  const whole = await importFiles(app, files)

  const { months } = expectedOf(files)
  expect(whole.unsettled).toEqual([])
  expect(refusalsOf(whole)).toEqual(expectedRefusals(files))
  expect(await reportsOf(app, Object.keys(months), whole.programme)).toEqual(months)
}

test('registers imported at the end of every month come to what all at once comes to, month by month', async () => {
  await fc.assert(
    fc.asyncProperty(agency, async (seed) => {
      const files = filesOf(seed)
      const app = domainOn()
      const { months } = expectedOf(files)
      for (const month of Object.keys(months)) {
        const part = keptUpTo(files, () => month)
        const imported = await importFiles(app, part)
        expect(refusalsOf(imported)).toEqual(expectedRefusals(part))
        expect(await reportsOf(app, [month], imported.programme)).toEqual({ [month]: months[month] })
      }
    }),
    runs(8),
  )
})

/** The registers that may be missing at first, whole. */
const missing = fc.constantFrom(
  'peserta',
  'produk',
  'instansi',
  'asesmen',
  'daftar-hadir',
  'produksi',
  'bahan',
  'pesanan',
  'pengiriman',
  'pembayaran',
  'pembayaran-hasil',
)

test('a register that was missing at first comes, with all of it later, to what all at once comes to', async () => {
  await fc.assert(
    fc.asyncProperty(agency, missing, async (seed, register) => {
      const files = filesOf(seed)
      await expectAsAllAtOnce(files, [without(files, register)])
    }),
    runs(20),
  )
})

/**
 * The registers that may be a month behind the others: nothing that the others hold was judged without them. Not
 * pengiriman: of two payments that one invoice allows, the one that was recorded first stands.
 */
const behind = fc.constantFrom('daftar-hadir', 'bahan', 'pesanan', 'pembayaran', 'pembayaran-hasil')

test('where a register is always a month behind, the last import comes to what all at once comes to', async () => {
  await fc.assert(
    fc.asyncProperty(agency, behind, async (seed, register) => {
      const files = filesOf(seed)
      const months = Object.keys(expectedOf(files).months)
      const parts = months.map((month, index) =>
        keptUpTo(files, (name) => (name === register ? (months[index - 1] ?? '') : month)),
      )
      await expectAsAllAtOnce(files, parts)
    }),
    runs(8),
  )
})
