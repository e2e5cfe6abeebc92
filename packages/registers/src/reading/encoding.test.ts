import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { textOf } from './encoding.js'
import { lineTooLong, MAX_LINE_LENGTH, type RegistersError, wrongEncoding } from './error.js'

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = async (bytes: Uint8Array, size = 64): Promise<E.Either<RegistersError, string>> => {
  let text = ''
  for await (const piece of textOf('produksi.csv', inChunks(bytes, size))) {
    if (E.isLeft(piece)) return piece
    text += piece.right
  }
  return E.right(text)
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

describe('the text of a file', () => {
  const anyText = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '').replaceAll('\uFEFF', ''))

  test('is the same in each encoding, wherever the chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const forms = [
          Buffer.from(text),
          Buffer.from(`\uFEFF${text}`),
          Buffer.from(`\uFEFF${text}`, 'utf16le'),
          utf16be(`\uFEFF${text}`),
        ]
        for (const bytes of forms) expect(await read(bytes, size)).toEqual(E.right(text))
      }),
      { numRuns: 50 },
    )
  })

  test('of nothing, or of a mark alone, is empty', async () => {
    expect(await read(Buffer.from(''))).toEqual(E.right(''))
    expect(await read(Buffer.from('\uFEFF'))).toEqual(E.right(''))
    expect(await read(Buffer.from([0xff, 0xfe]))).toEqual(E.right(''))
  })
})

describe('bytes that are no text', () => {
  const windows1252 = Buffer.concat([
    Buffer.from('Kode;Nama\r\nP-001;"a\r\nb"\r\nP-002;caf'),
    Buffer.from([0xe9, 0x0d, 0x0a]),
  ])

  test.each([1, 2, 3, 5, 64])('are refused at their byte and row, in chunks of %i', async (size) => {
    expect(await read(windows1252, size)).toEqual(E.left(wrongEncoding('produksi.csv', 34, 3)))
  })

  test('count the byte-order mark', async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), windows1252])
    expect(await read(marked)).toEqual(E.left(wrongEncoding('produksi.csv', 37, 3)))
  })

  test('are refused where a character is cut off at the end', async () => {
    expect(await read(Buffer.from([0x61, 0xc3]))).toEqual(E.left(wrongEncoding('produksi.csv', 1, 1)))
    expect(await read(Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62]))).toEqual(E.left(wrongEncoding('produksi.csv', 4, 1)))
  })

  test('are refused in UTF-16 where half a character stands alone', async () => {
    const lone = Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8, 0x62, 0x00])
    expect(await read(lone, 4)).toEqual(E.left(wrongEncoding('produksi.csv', 4, 1)))
  })

  test('are refused where a NUL tells UTF-16 without a mark, or no text at all', async () => {
    expect(await read(Buffer.from('a\nKode', 'utf16le'))).toEqual(E.left(wrongEncoding('produksi.csv', 1, 1)))
    expect(await read(Buffer.from('Kode\nP\0'))).toEqual(E.left(wrongEncoding('produksi.csv', 6, 2)))
  })
})

describe('a line that never ends', () => {
  const endless = async function* (taken: { chunks: number }, head: string): AsyncGenerator<Uint8Array> {
    yield Buffer.from(head)
    const chunk = Buffer.alloc(65536, 'x')
    for (;;) {
      taken.chunks++
      yield chunk
    }
  }

  test('is given up after the longest line allowed, with its row', async () => {
    const taken = { chunks: 0 }
    const pieces: E.Either<RegistersError, string>[] = []
    for await (const piece of textOf('bahan.csv', endless(taken, 'Kode\n'))) pieces.push(piece)
    expect(pieces.at(-1)).toEqual(E.left(lineTooLong('bahan.csv', 2)))
    expect(taken.chunks).toBe(MAX_LINE_LENGTH / 65536 + 1)
  })
})
