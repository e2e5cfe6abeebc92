import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { unpackedSize } from './archive.js'
import { damagedWorkbook, workbookTooLarge } from './error.js'

interface Directory {
  readonly method?: number
  readonly packed: number
  readonly size: number
}

/** A ZIP archive's directory alone: the entries' content is never looked at. */
const directoryOf = (entries: readonly Directory[], comment = ''): Buffer => {
  const records = entries.map(({ method = 8, packed, size }) => {
    const record = Buffer.alloc(46 + 5)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(method, 10)
    record.writeUInt32LE(packed, 20)
    record.writeUInt32LE(size, 24)
    record.writeUInt16LE(5, 28)
    record.write('a.xml', 46)
    return record
  })
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(0, 16)
  return Buffer.concat([...records, end, Buffer.from(comment)])
}

const size = (archive: Buffer) => unpackedSize('a.xlsx', archive)

describe('what an archive unpacks to', () => {
  test('is the sum of what its directory declares', () => {
    expect(
      size(
        directoryOf([
          { packed: 10, size: 1000 },
          { packed: 2, size: 0 },
          { method: 0, packed: 30, size: 30 },
        ]),
      ),
    ).toEqual(E.right(1030))
  })

  test('is found though a comment follows', () => {
    expect(size(directoryOf([{ packed: 10, size: 1000 }], 'a comment'))).toEqual(E.right(1000))
  })

  test('is too much where it needs ZIP64 to be told', () => {
    expect(size(directoryOf([{ packed: 10, size: 0xffffffff }]))).toEqual(
      E.left(workbookTooLarge('a.xlsx', 0xffffffff)),
    )
  })

  test.each([
    { packed: 1000, size: 0 },
    { packed: 0, size: 1000 },
  ])('is unknown where an entry declares %j', (entry) => {
    expect(size(directoryOf([entry]))).toEqual(E.left(damagedWorkbook('a.xlsx', 'an entry declares no size')))
  })

  test('is unknown of a directory cut off, and of what is no archive', () => {
    const whole = directoryOf([{ packed: 10, size: 1000 }])
    const cutOff = Buffer.concat([whole.subarray(0, 20), whole.subarray(51)])
    expect(size(cutOff)).toEqual(E.left(damagedWorkbook('a.xlsx', 'its directory is cut off')))
    expect(size(Buffer.from('Kode;Nama'))).toEqual(
      E.left(damagedWorkbook('a.xlsx', 'it is no ZIP archive, so no .xlsx')),
    )
    expect(size(Buffer.alloc(0))).toEqual(E.left(damagedWorkbook('a.xlsx', 'it is no ZIP archive, so no .xlsx')))
  })
})
