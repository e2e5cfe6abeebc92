import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import * as E from 'fp-ts/lib/Either.js'
import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RegistersError } from './error.js'
import { knownFiles } from './name.js'
import type { Entry } from './register.js'
import type { Registers } from './registers.js'
import { readSource } from './source.js'

const kediri = fileURLToPath(new URL('../../../../examples/registers/kediri-2020', import.meta.url))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'source-'))
})
afterAll(() => rm(folder, { recursive: true }))

let folders = 0
const folderOf = async (files: Readonly<Record<string, string | Buffer>>): Promise<string> => {
  const made = join(folder, String(++folders))
  await mkdir(made)
  for (const [name, content] of Object.entries(files)) await writeFile(join(made, name), content)
  return made
}

const read = async (path: string): Promise<Registers> => {
  const registers = await readSource(path)()
  if (E.isLeft(registers)) throw new Error(registers.left.message)
  return registers.right
}

const errorOf = async (path: string): Promise<RegistersError | undefined> => {
  const registers = await readSource(path)()
  return E.isLeft(registers) ? registers.left : undefined
}

const entriesOf = (registers: Registers): readonly Entry<unknown>[] => [
  ...registers.participants,
  ...registers.assessments,
  ...registers.enrolments,
  ...registers.attendance,
  ...registers.products,
  ...registers.agencies,
  ...registers.production,
  ...registers.materials,
  ...registers.orders,
  ...registers.deliveries,
  ...registers.payments,
  ...registers.payouts,
]

const essence = (registers: Registers) =>
  entriesOf(registers).map(({ row, key, ordinal, value }) => ({ row, key, ordinal, value }))

const payments = 'No Pesanan;Tanggal;Jumlah;Cara\nPSN-0001;06/03/2020;585.004;Tunai\n'

describe('the registers of kediri-2020', () => {
  test('read with two values that cannot be read', async () => {
    const registers = await read(kediri)
    const faults = entriesOf(registers).flatMap(({ file, row, value }) =>
      E.isLeft(value) ? [{ file, row, rule: value.left.rule, heading: value.left.heading }] : [],
    )
    expect(faults).toEqual([
      { file: 'produksi.csv', row: 392, rule: 'invalid-number', heading: 'Jumlah' },
      { file: 'produksi.csv', row: 655, rule: 'invalid-number', heading: 'Jumlah' },
    ])
    expect(entriesOf(registers)).toHaveLength(3161)
    expect(registers.attendance).toHaveLength(1512)
    expect(registers.programme?.programme).toBe('kediri')
    expect(registers.files).toHaveLength(23)
    expect(registers).toMatchObject({ ignored: ['expected.json'], totals: [], doubts: [] })
  })

  test('are the same rows in a workbook, as texts and as dates and numbers', async () => {
    const typed = (cell: string): CellValue => {
      const date = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(cell)
      if (date !== null) return new Date(`${date[3]}-${date[2]}-${date[1]}T00:00:00Z`)
      return /^-?\d{1,3}(\.\d{3})*$/.test(cell) ? Number(cell.replaceAll('.', '')) : cell
    }
    const files = (await readdir(kediri)).filter((name) => name.endsWith('.csv'))
    const tables = await Promise.all(
      files.map(async (file) => ({
        name: file.replace('.csv', '').replace('produksi', 'Produksi'),
        rows: parse(await readFile(join(kediri, file)), { bom: true, delimiter: ';' }),
      })),
    )
    const asText = await folderOf({ 'buku.xlsx': Buffer.from(await writeXlsx({ sheets: tables })) })
    await copyFile(join(kediri, 'program.json'), join(asText, 'program.json'))
    const sheets = tables.map(({ name, rows }) => ({ name, rows: rows.map((cells) => cells.map(typed)) }))
    const asValues = await folderOf({ 'buku.xlsx': Buffer.from(await writeXlsx({ sheets })) })

    const fromFolder = await read(kediri)
    const fromTexts = await read(join(asText, 'buku.xlsx'))
    const fromValues = await read(join(asValues, 'buku.xlsx'))
    expect(essence(fromTexts)).toEqual(essence(fromFolder))
    expect(essence(fromValues)).toEqual(essence(fromFolder))
    expect(fromTexts.programme).toEqual(fromFolder.programme)
    expect(fromValues.programme).toBeUndefined()
    expect(fromTexts.production[0]?.file).toBe('Produksi.csv')
    expect(fromValues.attendance[0]?.column).toBe('2020-01-30')
  })
})

describe('a folder', () => {
  test('has its registers known by name whatever the case, and tells what it left alone', async () => {
    const registers = await read(
      await folderOf({ 'Pembayaran.CSV': payments, 'catatan.txt': '', 'daftar-hadir-2020.csv': '' }),
    )
    expect(registers.files).toEqual(['Pembayaran.CSV'])
    expect(registers.ignored).toEqual(['catatan.txt', 'daftar-hadir-2020.csv'])
    expect(registers.programme).toBeUndefined()
    expect(registers.payments[0]).toMatchObject({
      file: 'Pembayaran.CSV',
      key: '["pembayaran","PSN-0001","2020-03-06","585004","Tunai"]',
    })
    expect(registers.orders).toEqual([])
  })

  test('has its months of attendance read in order', async () => {
    const month = (name: string) => `Kode;01/${name}/2020\nP-001;H\n`
    const path = await folderOf({ 'Daftar-Hadir-2020-10.csv': month('10'), 'daftar-hadir-2020-09.csv': month('09') })
    expect((await read(path)).attendance.map(({ file }) => file)).toEqual([
      'daftar-hadir-2020-09.csv',
      'Daftar-Hadir-2020-10.csv',
    ])
  })

  test('without any register is refused, with the names that are known', async () => {
    const path = await folderOf({ 'peserta.txt': '', 'program.json': '{}' })
    expect(await errorOf(path)).toMatchObject({ _tag: 'no-registers', known: knownFiles })
    expect(knownFiles).toHaveLength(12)
  })

  test('with one register in two files is refused', async () => {
    const path = await folderOf({ 'pembayaran.csv': payments, 'Pembayaran.csv': payments })
    expect(await errorOf(path)).toMatchObject({
      _tag: 'same-register-twice',
      files: ['Pembayaran.csv', 'pembayaran.csv'],
    })
  })

  test('with one faulty file is refused as a whole, with that file', async () => {
    const path = await folderOf({ 'pembayaran.csv': payments, 'bahan.csv': 'Tanggal;Bahan;Sumber\n' })
    expect(await errorOf(path)).toMatchObject({
      _tag: 'missing-column',
      file: 'bahan.csv',
      columns: ['Masuk (gram)', 'Keluar (gram)'],
    })
    const programme = await folderOf({ 'pembayaran.csv': payments, 'PROGRAM.JSON': '{}' })
    expect(await errorOf(programme)).toMatchObject({ _tag: 'invalid-programme', file: 'PROGRAM.JSON' })
    const old = Buffer.from(payments.replace('Tunai', 'caf\xe9'), 'latin1')
    expect(await errorOf(await folderOf({ 'pembayaran.csv': old }))).toMatchObject({ _tag: 'wrong-encoding', row: 2 })
  })

  test('tells digits that came back from a spreadsheet as a power of ten', async () => {
    const header = 'Kode;Nama;NIK;Tanggal Lahir;JK;Kelurahan;Telepon;Rujukan;Tanggal Rujukan;Tanggal Persetujuan'
    const path = await folderOf({
      'peserta.csv': `${header}\nP-001;x;3,57199E+15;18/10/1975;L;;8,01E+10;;18/01/2020;\n`,
    })
    expect((await read(path)).doubts).toEqual([
      { doubt: 'digits-lost', file: 'peserta.csv', heading: 'NIK', rows: [2] },
      { doubt: 'digits-lost', file: 'peserta.csv', heading: 'Telepon', rows: [2] },
    ])
  })
})

test('what is not there, or neither folder nor workbook, is refused', async () => {
  expect(await errorOf(join(folder, 'none'))).toMatchObject({ _tag: 'unreadable', reason: 'ENOENT' })
  const path = await folderOf({ 'pembayaran.csv': payments })
  expect(await errorOf(join(path, 'pembayaran.csv'))).toMatchObject({
    _tag: 'damaged-workbook',
    file: 'pembayaran.csv',
  })
})

test('a workbook without any register is refused', async () => {
  const path = await folderOf({
    'buku.xlsx': Buffer.from(await writeXlsx({ sheets: [{ name: 'Lembar1', rows: [['x']] }] })),
  })
  expect(await errorOf(join(path, 'buku.xlsx'))).toMatchObject({ _tag: 'no-registers' })
})
