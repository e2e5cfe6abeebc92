import { type AgencyRegisters, expectedOf } from '@perca/example-registers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { agency, filesOf, runs } from './agency.arbitrary.js'
import { domainOn, expectedRefusals, importFiles, refusalsOf, reportsOf } from './agency.fixture.js'
import { keptUpTo, without, withoutSome } from './parts.fixture.js'
import { january2020, type Rows } from './small-registers.fixture.js'

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

/** PSN-3 is promised the last three bags, and gets them on the 16th. */
const first: Rows = {
  pesanan: ['PSN-3;09/01/2020;KEL-01;TAS;5;10.000'],
  pengiriman: ['PSN-3;BAST-3;16/01/2020;TAS;3'],
}
/** Two that it got on the 12th, and paid on the 13th: five by the 16th, which can only be with the two made on the 14th. */
const late: Rows = {
  pengiriman: ['PSN-3;BAST-4;12/01/2020;TAS;2'],
  pembayaran: ['PSN-3;13/01/2020;20.000;Tunai'],
  produksi: ['14/01/2020;TAS;P-001;2;A'],
}

test('a late row for which a later one makes room is taken, and with it in the same import what depends on it', async () => {
  const app = domainOn()
  await importFiles(app, january2020(first))
  const whole = await importFiles(app, january2020(first, late))
  expect({ accepted: whole.accepted, refused: refusalsOf(whole) }).toEqual({ accepted: 3, refused: [] })
  expect(await importFiles(app, january2020(first, late))).toMatchObject({ accepted: 0, events: 0, refused: [] })
})

test('an import that is asked to stop before such rows were tried again says so, and run again takes them', async () => {
  const app = domainOn()
  await importFiles(app, january2020(first))
  const files = january2020(first, late)
  let aborted = false
  const onProgress = (rows: number, of: number) => {
    aborted = rows === of
  }
  const signal = {
    get aborted() {
      return aborted
    },
  }
  expect(await importFiles(app, files, { onProgress, signal })).toMatchObject({ accepted: 1, interrupted: true })
  expect(await importFiles(app, files)).toMatchObject({ accepted: 2, refused: [], interrupted: false })
})
