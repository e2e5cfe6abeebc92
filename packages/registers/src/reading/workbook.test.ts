import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { damagedWorkbook, MAX_UNPACKED_BYTES, workbookTooLarge } from './error.js'
import { readWorkbook } from './workbook.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-'))
})
afterAll(() => rm(folder, { recursive: true }))

const readBytes = async (bytes: Uint8Array) => {
  const path = join(folder, 'buku.xlsx')
  await writeFile(path, bytes)
  return readWorkbook(path, 'buku.xlsx', (sheet) =>
    sheet.toLowerCase() === 'peserta' ? ['NIK', 'Telepon'] : undefined,
  )()
}

const readSheets = async (...sheets: readonly WriteSheet[]) => {
  const read = await readBytes(await writeXlsx({ sheets: [...sheets] }))
  if (E.isLeft(read)) throw new Error(read.left.message)
  return read.right
}

const rowsOf = async (...rows: CellValue[][]) => (await readSheets({ name: 'peserta', rows })).tables[0]

describe('a workbook', () => {
  test('gives the sheets that are registers, named as files, and the names of the others', async () => {
    const read = await readSheets({ name: 'Peserta', rows: [['Kode']] }, { name: 'Catatan', rows: [['x']] })
    expect(read.tables.map(({ file }) => file)).toEqual(['Peserta.csv'])
    expect(read.others).toEqual(['Catatan'])
  })

  test('has cells of every kind become text', async () => {
    const table = await rowsOf(
      ['a', 'b', 'c', 'd', 'e', 'f'],
      ['  text ', 1234567, new Date('2020-08-17T00:00:00Z'), true, null, -2],
      [new Date('2020-08-17T13:30:00Z'), 1.234, 134999.99999999997, 0, 12.5, 9007199254740991],
    )
    expect(table?.rows).toEqual([
      { row: 2, cells: ['  text ', '1234567', '2020-08-17', 'TRUE', '', '-2'] },
      { row: 3, cells: ['2020-08-17', '1,234', '135000', '0', '12,5', '9007199254740991'] },
    ])
  })

  test('counts its blank rows, and leaves them out', async () => {
    const table = await rowsOf([null, null], ['Kode', 'Nama'], [null], ['P-001', null], [' ', ''], ['P-002', 'x'])
    expect(table?.header).toEqual(['Kode', 'Nama'])
    expect(table?.rows.map(({ row }) => row)).toEqual([4, 6])
  })

  test('with digits stored as numbers is doubted, and the digits are left as they are', async () => {
    const table = await rowsOf(
      ['Kode', 'nik', 'Telepon'],
      ['P-001', 3571991810750001, '080000000000'],
      ['P-002', '3571991810750002', 80000000000],
      ['P-003', 3571991810750000, ''],
    )
    expect(table?.doubts).toEqual([
      { doubt: 'digits-lost', file: 'peserta.csv', heading: 'nik', rows: [2, 4] },
      { doubt: 'digits-lost', file: 'peserta.csv', heading: 'Telepon', rows: [3] },
    ])
    expect(table?.rows[0]?.cells[1]).toBe('3571991810750001')
  })

  test('with a formula that was never worked out is doubted', async () => {
    const cells = new Map([
      ['1,1', { formula: 'SUM(1,2)' }],
      ['2,1', { formula: 'SUM(1,2)', formulaResult: 3, value: 3 }],
    ])
    const { tables } = await readSheets({
      name: 'peserta',
      rows: [
        ['Kode', 'Nama'],
        ['P-001', null],
        ['P-002', 3],
      ],
      cells,
    })
    expect(tables[0]?.rows.map((row) => row.cells[1])).toEqual(['', '3'])
    expect(tables[0]?.doubts).toEqual([
      { doubt: 'formula-without-value', file: 'peserta.csv', heading: 'Nama', rows: [2] },
    ])
  })
})

/** A ZIP archive of one deflated entry, which may declare another size than it has. */
const zipOf = (name: string, content: Buffer, declared = content.length): Buffer => {
  const packed = deflateRawSync(content, { level: 9 })
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  for (const [record, shift] of [
    [local, 0],
    [central, 2],
  ] as const) {
    record.writeUInt16LE(8, 8 + shift)
    record.writeUInt32LE(crc32(content), 14 + shift)
    record.writeUInt32LE(packed.length, 18 + shift)
    record.writeUInt32LE(declared, 22 + shift)
    record.writeUInt16LE(name.length, 26 + shift)
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end])
}

describe('a file that would fill the memory', () => {
  test('is refused by what it declares, before anything is unpacked', async () => {
    const bomb = zipOf('[Content_Types].xml', Buffer.alloc(MAX_UNPACKED_BYTES + 1))
    expect(bomb.length).toBeLessThan(MAX_UNPACKED_BYTES / 500)
    const started = performance.now()
    expect(await readBytes(bomb)).toEqual(E.left(workbookTooLarge('buku.xlsx', MAX_UNPACKED_BYTES + 1)))
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('that declares less than it holds is unpacked no further than that', async () => {
    const liar = zipOf('[Content_Types].xml', Buffer.alloc(20 * 1024 * 1024), 1000)
    expect(await readBytes(liar)).toEqual(
      E.left(damagedWorkbook('buku.xlsx', 'Decompressed size exceeds limit of 1000 bytes (possible zip bomb)')),
    )
  })

  test('is not even read where it is larger than what may be unpacked', async () => {
    const path = join(folder, 'besar.xlsx')
    const file = await open(path, 'w')
    await file.truncate(MAX_UNPACKED_BYTES + 1)
    await file.close()
    expect(await readWorkbook(path, 'besar.xlsx', () => [])()).toEqual(
      E.left(workbookTooLarge('besar.xlsx', MAX_UNPACKED_BYTES + 1)),
    )
  })
})

test('a file that is no workbook is refused with what to do', async () => {
  expect(await readBytes(Buffer.from('Kode;Nama\nP-001;x\n'))).toEqual(
    E.left(damagedWorkbook('buku.xlsx', 'it is no ZIP archive, so no .xlsx')),
  )
  expect(await readBytes(zipOf('a.txt', Buffer.from('x')))).toEqual(
    E.left(damagedWorkbook('buku.xlsx', 'Invalid XLSX: missing [Content_Types].xml')),
  )
})

test('a workbook locked with a password is refused', async () => {
  const locked = await writeXlsx({
    sheets: [{ name: 'peserta', rows: [['Kode']] }],
    encryption: { password: 'x', spinCount: 10 },
  })
  expect(await readBytes(locked)).toEqual(
    E.left(damagedWorkbook('buku.xlsx', 'it is locked with a password, or of the old kind .xls')),
  )
})
