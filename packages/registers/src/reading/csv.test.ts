import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCsv, tableFrom } from './csv.js'
import {
  brokenQuote,
  fileTooLarge,
  lineTooLong,
  MAX_FILE_BYTES,
  MAX_LINE_LENGTH,
  type RegistersError,
  unreadable,
  wrongEncoding,
} from './error.js'
import { isHeadingOf } from './name.js'
import type { Table } from './table.js'

const isKnown = isHeadingOf('pendaftaran')

const read = (text: string): Promise<E.Either<RegistersError, Table>> =>
  tableFrom(
    async function* () {
      yield Buffer.from(text)
    },
    'pendaftaran.csv',
    isKnown,
  )()

const table = (header: readonly string[], ...rows: readonly (readonly [number, ...string[]])[]) =>
  E.right({
    file: 'pendaftaran.csv',
    header,
    rows: rows.map(([row, ...cells]) => ({ row, cells })),
    doubts: [],
  })

const header = ['Tanggal', 'Kode', 'Kegiatan', 'Keterangan']
const one = table(header, [2, '10/01/2020', 'P-024', 'Daftar', 'a'])

describe('a CSV file', () => {
  test.each([
    ['semicolons', 'Tanggal;Kode;Kegiatan;Keterangan\r\n10/01/2020;P-024;Daftar;a\r\n'],
    ['commas', 'Tanggal,Kode,Kegiatan,Keterangan\n10/01/2020,P-024,Daftar,a\n'],
    ['tabs', 'Tanggal\tKode\tKegiatan\tKeterangan\r10/01/2020\tP-024\tDaftar\ta'],
    ['quotes', '"Tanggal","Kode","Kegiatan","Keterangan"\r\n"10/01/2020","P-024","Daftar","a"'],
    ['blanks around quotes', '"Tanggal" ; "Kode";"Kegiatan"; "Keterangan"\n"10/01/2020" ; "P-024" ;"Daftar"; "a" \n'],
    ['line ends of two kinds', 'Tanggal;Kode;Kegiatan;Keterangan\r\n10/01/2020;P-024;Daftar;a\n'],
  ])('reads with %s', async (_, text) => {
    expect(await read(text)).toEqual(one)
  })

  test('has its delimiter told by the headings, not by what is most frequent', async () => {
    expect(await read('Tanggal;Kode;Kegiatan;Keterangan,,,,\n10/01/2020;P-024;Daftar;a,,,,')).toEqual(
      table(['Tanggal', 'Kode', 'Kegiatan', 'Keterangan,,,,'], [2, '10/01/2020', 'P-024', 'Daftar', 'a,,,,']),
    )
  })

  test('counts rows as a spreadsheet does: blank ones count, a quoted line break does not', async () => {
    expect(
      await read(
        '\nTanggal;Kode;Kegiatan;Keterangan\n;;;\n\n10/01/2020;P-024;Daftar;"a\r\nb\n"\n \n11/01/2020;P-1;Jeda;',
      ),
    ).toEqual(table(header, [5, '10/01/2020', 'P-024', 'Daftar', 'a\r\nb\n'], [7, '11/01/2020', 'P-1', 'Jeda', '']))
  })

  test('keeps cells as they stood, blanks and quotes inside', async () => {
    expect(await read('Tanggal;Kode;Kegiatan;Keterangan\n 10/01/2020 ; P-024;Daftar;"=1+1 ""a"";\t"')).toEqual(
      table(header, [2, ' 10/01/2020 ', ' P-024', 'Daftar', '=1+1 "a";\t']),
    )
  })

  test('may have rows shorter and longer than its header', async () => {
    expect(
      await read(
        'Tanggal;Kode;Kegiatan;Keterangan\n10/01/2020;P-024\n10/01/2020;P-024;Jeda;a;;\n10/01/2020;P-024;Jeda;a;;b;',
      ),
    ).toEqual(
      table(
        header,
        [2, '10/01/2020', 'P-024'],
        [3, '10/01/2020', 'P-024', 'Jeda', 'a'],
        [4, '10/01/2020', 'P-024', 'Jeda', 'a', '', 'b'],
      ),
    )
  })

  test('without anything in it has no header and no rows', async () => {
    expect(await read('')).toEqual(table([]))
    expect(await read('\n;;\n')).toEqual(table([]))
  })
})

describe('a broken quote', () => {
  test.each([
    ['inside a value', 'Tanggal;Kode;Kegiatan;Keterangan\n10/01/2020;P-024;Daftar;\n10/01/2020;P"024;Daftar;\n', 3],
    ['with text after it', 'Tanggal;Kode;Kegiatan;Keterangan\n\n10/01/2020;"P"024;Daftar;\n', 3],
    [
      'never closed',
      'Tanggal;Kode;Kegiatan;Keterangan\n10/01/2020;P-1;Daftar;"a\nb"\n10/01/2020;"P-024;Daftar;\n\n',
      3,
    ],
    ['in the header', 'Tanggal;"Kode;Kegiatan;Keterangan\n10/01/2020;P-024;Daftar;\n', 1],
    ['that would be read differently with a comma', 'Tanggal;Kode;Kegiatan;Keterangan\n10/01/2020,"P-024,Daftar;\n', 2],
  ])('%s is refused with its row', async (_, text, row) => {
    expect(await read(text)).toEqual(E.left(brokenQuote('pendaftaran.csv', row)))
  })
})

describe('what is no register', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csv-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const sparse = async (name: string, head: string, size: number): Promise<string> => {
    const path = join(folder, name)
    const file = await open(path, 'w')
    await file.write(head)
    await file.truncate(size)
    await file.close()
    return path
  }

  const endless = (head: string, filler: string, taken: { chunks: number }) =>
    tableFrom(
      async function* () {
        yield Buffer.from(head)
        const chunk = Buffer.alloc(65536, filler)
        for (;;) {
          taken.chunks++
          yield chunk
        }
      },
      'pendaftaran.csv',
      isKnown,
    )()

  test.each([
    ['first line', '', 'x', 1],
    ['later line', 'Tanggal;Kode;Kegiatan;Keterangan\n\n', 'x', 3],
    ['line of delimiters alone', 'Tanggal;Kode;Kegiatan;Keterangan\n', ';', 2],
    ['quoted value of short lines', 'Tanggal;Kode;Kegiatan;Keterangan\n"', 'x\n', 2],
    ['quoted heading of short lines', 'Tanggal;"Kode', 'x\n', 1],
  ])('an endless %s is given up early, with its row', async (_, head, filler, row) => {
    const taken = { chunks: 0 }
    expect(await endless(head, filler, taken)).toEqual(E.left(lineTooLong('pendaftaran.csv', row)))
    expect(taken.chunks).toBeLessThan((3 * MAX_LINE_LENGTH) / 65536)
  })

  test('a file of gigabytes is not opened', async () => {
    const size = 2 * 1024 ** 3
    expect(await readCsv(await sparse('big.csv', 'Kode\n', size), 'big.csv', isKnown)()).toEqual(
      E.left(fileTooLarge('big.csv', size)),
    )
    expect(size).toBeGreaterThan(MAX_FILE_BYTES)
  })

  test('a large file of zeros is given up at the first', async () => {
    expect(await readCsv(await sparse('zeros.csv', 'Kode\n', 300 * 1024 ** 2), 'zeros.csv', isKnown)()).toEqual(
      E.left(wrongEncoding('zeros.csv', 5, 2)),
    )
  })

  test('a folder, or nothing, is unreadable', async () => {
    expect(await readCsv(folder, 'a.csv', isKnown)()).toEqual(E.left(unreadable('a.csv', 'EISDIR')))
    expect(await readCsv(join(folder, 'none'), 'a.csv', isKnown)()).toEqual(E.left(unreadable('a.csv', 'ENOENT')))
  })

  test('a file reads as its bytes do', async () => {
    const path = join(folder, 'pendaftaran.csv')
    await writeFile(path, '\uFEFFTanggal;Kode;Kegiatan;Keterangan\r\n10/01/2020;P-024;Daftar;a\r\n')
    expect(await readCsv(path, 'pendaftaran.csv', isKnown)()).toEqual(one)
  })
})
