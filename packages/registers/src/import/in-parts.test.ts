import { type AgencyRegisters, expectedOf } from '@perca/example-registers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { agency, filesOf, runs } from './agency.arbitrary.js'
import { domainOn, expectedRefusals, importFiles, refusalsOf, reportsOf } from './agency.fixture.js'
import { keptUpTo, without, withoutSome } from './parts.fixture.js'

/** Imports the parts, one after the other, then all of it; what comes of that must be what all at once comes to. */
const expectAsAllAtOnce = async (files: AgencyRegisters, parts: readonly AgencyRegisters[]): Promise<void> => {
  const app = domainOn()
  for (const part of parts) await importFiles(app, part)
  const whole = await importFiles(app, files)
  const again = await importFiles(app, files)

  const { months } = expectedOf(files)
  expect(whole.unsettled).toEqual([])
  expect(refusalsOf(whole)).toEqual(expectedRefusals(files))
  expect(await reportsOf(app, Object.keys(months), whole.programme)).toEqual(months)
  expect({ events: again.events, refusals: refusalsOf(again) }).toEqual({ events: 0, refusals: refusalsOf(whole) })
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

const registers = [
  'peserta',
  'asesmen',
  'pendaftaran',
  'produk',
  'instansi',
  'daftar-hadir',
  'produksi',
  'bahan',
  'pesanan',
  'pengiriman',
  'pembayaran',
  'pembayaran-hasil',
] as const
const register = fc.constantFrom(...registers)

test('a register that was missing at first comes, with all of it later, to what all at once comes to', async () => {
  await fc.assert(
    fc.asyncProperty(agency, register, async (seed, missing) => {
      const files = filesOf(seed)
      await expectAsAllAtOnce(files, [without(files, missing)])
    }),
    runs(20),
  )
})

/** The registers as they were at the end of each month, one of them a month behind the others. */
const monthly = (files: AgencyRegisters, behind: string): readonly AgencyRegisters[] => {
  const months = Object.keys(expectedOf(files).months)
  return months.map((month, index) => keptUpTo(files, (name) => (name === behind ? (months[index - 1] ?? '') : month)))
}

/** Registers that no other one is judged by. */
const judgesNothing = fc.constantFrom('daftar-hadir', 'bahan', 'pembayaran-hasil')

test('where a register that no other is judged by is always a month behind, the last import comes to the same', async () => {
  await fc.assert(
    fc.asyncProperty(agency, judgesNothing, async (seed, behind) => {
      const files = filesOf(seed)
      await expectAsAllAtOnce(files, monthly(files, behind))
    }),
    runs(6),
  )
})

/** An agency that makes no mistake: every row stands, whichever of them comes first. */
const faultless = agency.map((seed) => ({ ...seed, faultRate: 0 }))

test('where nothing is to be refused, any register may be a month behind the others', async () => {
  await fc.assert(
    fc.asyncProperty(faultless, register, async (seed, behind) => {
      const files = filesOf(seed)
      await expectAsAllAtOnce(files, monthly(files, behind))
    }),
    runs(8),
  )
})

/**
 * The registers of which any row may come late. Not those that promise goods: an item that is promised stays promised,
 * so that a batch or an order that comes late stands behind what came before it.
 */
const promisesNothing = fc.constantFrom(
  'asesmen',
  'pendaftaran',
  'daftar-hadir',
  'bahan',
  'pengiriman',
  'pembayaran',
  'pembayaran-hasil',
)

test('where nothing is to be refused, any rows of a register that promises no goods may come late', async () => {
  await fc.assert(
    fc.asyncProperty(faultless, promisesNothing, fc.infiniteStream(fc.boolean()), async (seed, late, rows) => {
      const files = filesOf(seed)
      await expectAsAllAtOnce(files, [withoutSome(files, late, () => rows.next().value === true)])
    }),
    runs(10),
  )
})

test('whatever rows come late, the whole imported again records nothing more and refuses the same', async () => {
  await fc.assert(
    fc.asyncProperty(agency, fc.infiniteStream(fc.boolean()), async (seed, rows) => {
      const files = filesOf(seed)
      const isLeftOut = () => rows.next().value === true
      const app = domainOn()
      await importFiles(
        app,
        registers.reduce((part, name) => withoutSome(part, name, isLeftOut), files),
      )
      const whole = await importFiles(app, files)
      const again = await importFiles(app, files)
      expect(whole.unsettled).toEqual([])
      expect({ events: again.events, refusals: refusalsOf(again) }).toEqual({ events: 0, refusals: refusalsOf(whole) })
    }),
    runs(10),
  )
})
