import { expectedOf } from '@perca/example-registers'
import { expect, test } from 'vitest'
import { domainOn, importFiles, logOf, refusalsOf, reportsOf } from './agency.fixture.js'
import { january2020, type Rows } from './small-registers.fixture.js'

const long = 'K'.repeat(65)
/** Fits a code, and makes the name of a stream too long. */
const accents = 'é'.repeat(60)
const most = '9007199254740991'

const unfit: readonly (readonly [what: string, register: string, row: string, rule: string])[] = [
  ['a code of 65 characters', 'peserta', `${long};N;;01/01/1990;L;;;;02/01/2020;02/01/2020`, 'invalid-code'],
  ['a code of 65 characters', 'produk', `${long};Nama;jahit;5.000`, 'invalid-code'],
  ['a code of 65 characters', 'instansi', `${long};Nama;OPD`, 'invalid-code'],
  ['a code of 65 characters', 'bahan', `14/01/2020;${long};1;;`, 'invalid-code'],
  ['a number of 65 characters', 'pesanan', `${long};14/01/2020;KEL-01;TAS;1;1.000`, 'invalid-code'],
  ['a number of 65 characters', 'pembayaran-hasil', `P-001;14/01/2020;1.000;${long}`, 'invalid-code'],
  ['a code that makes a stream name too long', 'produk', `${accents};Nama;jahit;5.000`, 'invalid-code'],
  ['a code that makes a stream name too long', 'instansi', `${accents};Nama;OPD`, 'invalid-code'],
  ['a code that makes a stream name too long', 'bahan', `14/01/2020;${accents};1;;`, 'invalid-code'],
  [
    'more makers than an event holds',
    'produksi',
    `14/01/2020;TAS;${Array(20_000).fill('P-001').join('+')};1;A`,
    'invalid-code',
  ],
  [
    'a name longer than an event',
    'peserta',
    `P-003;${'N'.repeat(1_010_000)};;01/01/1990;L;;;;02/01/2020;`,
    'invalid-code',
  ],
  ['a value past counting', 'pesanan', `PSN-3;14/01/2020;KEL-01;TAS;${most};2`, 'invalid-number'],
  ['a number past counting', 'produksi', '14/01/2020;TAS;P-001;9007199254740992;A', 'invalid-number'],
  ['parts past counting', 'produksi', '14/01/2020;TAS;P-001*9007199254740992;1;A', 'invalid-code'],
]

test.each(unfit)('%s is a fault of its row in %s, and of no other', async (_, register, row, rule) => {
  const app = domainOn()
  const imported = await importFiles(app, january2020({ [register]: [row] }))

  const [{ file, rule: refusedBy } = {}, ...others] = refusalsOf(imported)
  expect([file, refusedBy, others]).toEqual([`${register}.csv`, rule, []])
  const without = january2020()
  expect(imported.accepted).toBe((await importFiles(domainOn(), without)).accepted)
  const { months } = expectedOf(without)
  expect(await reportsOf(app, Object.keys(months), 'kediri')).toEqual(months)
})

const odd: readonly (readonly [what: string, rows: Rows])[] = [
  [
    'the largest numbers',
    { produksi: [`14/01/2020;TAS;P-001*${most}+P-002;${most};A`], produk: [`EMAS;Emas;;${most}`] },
  ],
  [
    'the largest numbers twice',
    { bahan: [`14/01/2020;kain-perca;${most};${most};`, `15/01/2020;kain-perca;${most};;`] },
  ],
  ['days at both ends of the calendar', { produksi: ['01/01/0001;TAS;P-001;1;A', '31/12/9999;TAS;P-001;1;A'] }],
  [
    'names that JavaScript keeps for itself',
    { produk: ['__proto__;N;;1', 'constructor;N;;1'], produksi: ['14/01/2020;__proto__;P-001;1;A'] },
  ],
  [
    'codes with what parts streams and paths',
    { produk: ['A.B/../%2E-1;N;;1'], produksi: ['14/01/2020;a.b/../%2e-1;P-001;1;A'] },
  ],
  [
    'sales of the time before the programme began',
    {
      produksi: ['03/12/2019;TAS;P-001;3;A'],
      pesanan: ['PSN-0;04/12/2019;KEL-01;TAS;3;10.000'],
      pengiriman: ['PSN-0;BAST-0;05/12/2019;TAS;3'],
      pembayaran: ['PSN-0;06/12/2019;30.000;Tunai'],
    },
  ],
]

test.each(odd)('%s are taken', async (_, rows) => {
  const app = domainOn()
  const files = january2020({ 'daftar-hadir-2020-01': ['Kode;21/01/2020', 'P-001;H'] }, rows)
  expect(refusalsOf(await importFiles(app, files))).toEqual([])
  const { months } = expectedOf(files)
  expect(await reportsOf(app, Object.keys(months), 'kediri')).toEqual(months)
})

test('two rows of one code, date and referral that name different people are two rows: the second is refused', async () => {
  const files = january2020({
    peserta: ['P-001;Nama Lain;9999990202910009;02/02/1991;P;Desa;08;Puskesmas;02/01/2020;02/01/2020'],
  })
  const app = domainOn()
  for (const imported of [await importFiles(app, files), await importFiles(app, files)]) {
    expect(refusalsOf(imported)).toEqual([{ file: 'peserta.csv', row: 4, rule: 'duplicate-code' }])
  }
})

test('a label that is too long is cut between two characters, never within one', async () => {
  const app = domainOn()
  const row = `14/01/2020;P-001;Stabil;Ya;30/06/2020;${'x'.repeat(63)}\u{1F9F5};Perawat`
  expect(refusalsOf(await importFiles(app, january2020({ asesmen: [row] })))).toEqual([])
  const assessed = (await logOf(app.store)).findLast(({ type }) => type === 'StabilityAssessed')
  expect(assessed?.data).toMatchObject({ assessor: { staffId: 'x'.repeat(63), profession: 'Perawat' } })
})

test('refusals of one row stand in the order of its cells, also under equal headings', async () => {
  const register = ['Kode;28/01/2020;22/01/2020;22/01/2020', 'P-001;X;H;X']
  const { refused } = await importFiles(domainOn(), january2020({ 'daftar-hadir-2020-01': register }))
  expect(refused.map(({ entry, rule }) => [entry.column, entry.at, rule])).toEqual([
    ['22/01/2020', 2, 'not-scheduled'],
    ['22/01/2020', 3, 'invalid-mark'],
    ['28/01/2020', 1, 'invalid-mark'],
  ])
})
