import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { attendanceOf } from '../reading/attendance.js'
import { payments } from '../reading/columns.js'
import { type Entry, entriesOf } from '../reading/register.js'
import { tableOf } from '../reading/table.js'
import { type Refused, refusedFiles } from './row.js'

type Cells = readonly string[]

const rowsOf = (rows: readonly Cells[]) => rows.map((cells, index) => ({ row: index + 1, cells }))

const paymentEntries = (...rows: readonly Cells[]): readonly Entry<unknown>[] => {
  const read = entriesOf(payments, tableOf('pembayaran.csv', rowsOf(rows)))
  if (E.isLeft(read)) throw new Error(read.left.message)
  return read.right.entries
}

const marks = (...rows: readonly Cells[]): readonly Entry<unknown>[] => {
  const read = attendanceOf('daftar-hadir-2020-08', tableOf('daftar-hadir-2020-08.csv', rowsOf(rows)))
  if (E.isLeft(read)) throw new Error(read.left.message)
  return read.right.entries
}

const refuse = (entry: Entry<unknown> | undefined, rule = 'over-payment', message = 'pay less'): readonly Refused[] =>
  entry === undefined ? [] : [{ entry, rule, message }]

const header = ['No Pesanan', 'Tanggal', 'Jumlah', 'Cara']

describe('refused rows', () => {
  test('stand as they stood, in their order, with the rule and what to do', () => {
    const [one, , three] = paymentEntries(
      header,
      [' PSN-1', '6/3/2020', '585.004', '=1+1'],
      ['PSN-2', '6/3/2020', '1', ''],
      ['PSN-3', 'x'],
    )
    expect(refusedFiles([...refuse(three, 'invalid-date', 'mend the date'), ...refuse(one)])).toEqual([
      {
        file: 'pembayaran.csv',
        rows: [
          [...header, 'Alasan'],
          [' PSN-1', '6/3/2020', '585.004', '=1+1', 'over-payment: pay less'],
          ['PSN-3', 'x', '', '', 'invalid-date: mend the date'],
        ],
      },
    ])
  })

  test('of several files are sorted by file', () => {
    const [mark] = marks(['Kode', '04/08/2020'], ['P-001', 'H'])
    const [payment] = paymentEntries(header, ['PSN-1', '6/3/2020', '1', ''])
    expect(refusedFiles([...refuse(payment), ...refuse(mark)]).map(({ file }) => file)).toEqual([
      'daftar-hadir-2020-08.csv',
      'pembayaran.csv',
    ])
  })

  test('tell how many equal rows stood before, where some did', () => {
    const row = ['PSN-1', '6/3/2020', '1', '']
    const [, second] = paymentEntries(header, row, row)
    const [file] = refusedFiles(refuse(second))
    expect(file?.rows[1]).toEqual([...row, 'over-payment: pay less [1 equal rows stood before]'])
    const again = paymentEntries(...(file?.rows ?? []))
    expect(again.map(({ key, ordinal }) => [key, ordinal])).toEqual([[second?.key, 1]])
  })

  test('refused a second time have their reason replaced, where it stands', () => {
    const [entry] = paymentEntries(['ALASAN', ...header], ['unknown-order: x', 'PSN-1', '6/3/2020', '1', ''])
    expect(refusedFiles(refuse(entry))[0]?.rows).toEqual([
      ['ALASAN', ...header],
      ['over-payment: pay less', 'PSN-1', '6/3/2020', '1', ''],
    ])
  })

  test('longer than their header keep what stands beyond it', () => {
    const [entry] = paymentEntries(header, ['PSN-1', '6/3/2020', '1', '', 'a note'])
    expect(refusedFiles(refuse(entry))[0]?.rows).toEqual([
      [...header, '', 'Alasan'],
      ['PSN-1', '6/3/2020', '1', '', 'a note', 'over-payment: pay less'],
    ])
  })
})

test('refused marks stand alone with their code, and one reason names each column', () => {
  const heading = ['Nama', ' Kode', '04/08/2020', '06/08/2020', '11/08/2020']
  const [, late, sick] = marks(heading, ['x', 'P-001 ', 'H', 't', 'S'])
  expect(
    refusedFiles([...refuse(sick, 'holiday', 'no session'), ...refuse(late, 'not-enrolled', 'enrol first')]),
  ).toEqual([
    {
      file: 'daftar-hadir-2020-08.csv',
      rows: [
        [...heading, 'Alasan'],
        ['', 'P-001 ', '', 't', 'S', '06/08/2020: not-enrolled: enrol first | 11/08/2020: holiday: no session'],
      ],
    },
  ])
})
