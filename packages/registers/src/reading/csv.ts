import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Delimiter, delimiterOf, headerLine } from './delimiter.js'
import { textOf } from './encoding.js'
import {
  brokenQuote,
  fileTooLarge,
  lineTooLong,
  MAX_FILE_BYTES,
  MAX_LINE_LENGTH,
  type RegistersError,
  reasonOf,
  unreadable,
} from './error.js'
import { isBlank, type Row, type Table, tableOf } from './table.js'

/** Opens the bytes of a file anew. */
type Chunks = () => AsyncIterable<Uint8Array>

/**
 * Blanks around a quoted value are no part of it; leaving them out costs the blanks around every value as it stood.
 * So it is done only for a file that cannot be read otherwise.
 */
const parserOf = (delimiter: Delimiter, trim: boolean): Parser =>
  parse({
    delimiter,
    trim,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_LINE_LENGTH,
  })

/** A fault of the text, found while the parser was fed. It travels through the pipeline and no further. */
class Stopped extends Error {
  constructor(readonly fault: RegistersError) {
    super(fault.message)
  }
}

async function* unlessLeft(texts: AsyncIterable<E.Either<RegistersError, string>>): AsyncGenerator<string> {
  for await (const text of texts) {
    if (E.isLeft(text)) throw new Stopped(text.left)
    if (text.right !== '') yield text.right
  }
}

async function* joined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head
  yield* rest
}

const faultOf = (file: string, thrown: unknown): RegistersError => {
  if (thrown instanceof Stopped) return thrown.fault
  if (!(thrown instanceof CsvError)) {
    // What the system did not refuse is a defect of ours, and no fault of the file.
    if (reasonOf(thrown) === 'unknown') throw thrown
    return unreadable(file, reasonOf(thrown))
  }
  // The parser counts rows that are finished, blank ones too: the one at fault is the next.
  const row = Number(thrown.records) + 1
  return thrown.code === 'CSV_MAX_RECORD_SIZE' ? lineTooLong(file, row) : brokenQuote(file, row)
}

const readRows = async (
  chunks: Chunks,
  file: string,
  isKnown: (heading: string) => boolean,
  trim: boolean,
): Promise<readonly Row[]> => {
  const texts = unlessLeft(textOf(file, chunks()))
  let head = ''
  let header: string | undefined
  while (header === undefined) {
    const next = await texts.next()
    head += next.done === true ? '\n' : next.value
    // A header that does not end is for the parser to refuse, which tells a long line from a quote left open.
    header = headerLine(head) ?? (next.done === true || head.length > MAX_LINE_LENGTH ? '' : undefined)
  }
  const rows: Row[] = []
  await pipeline(
    joined(head, texts),
    parserOf(delimiterOf(header, isKnown), trim),
    async (records: AsyncIterable<readonly string[]>) => {
      let row = 0
      for await (const cells of records) {
        row++
        if (!isBlank(cells)) rows.push({ row, cells })
      }
    },
  )
  return rows
}

/**
 * Reads CSV of whatever form, told from the bytes themselves: encoding, delimiter, line ends, quotes.
 * @param isKnown whether a heading is one of the register's: the delimiter is the one that yields most of them.
 */
export const tableFrom = (
  chunks: Chunks,
  file: string,
  isKnown: (heading: string) => boolean,
): TE.TaskEither<RegistersError, Table> => {
  const rows = (trim: boolean): TE.TaskEither<RegistersError, readonly Row[]> =>
    TE.tryCatch(
      () => readRows(chunks, file, isKnown, trim),
      (thrown) => faultOf(file, thrown),
    )
  return pipe(
    rows(false),
    TE.orElse((error) => (error._tag === 'broken-quote' ? rows(true) : TE.left(error))),
    TE.map((found) => tableOf(file, found)),
  )
}

/**
 * Reads one CSV file, never holding more of it than its rows and one chunk.
 * @param file the name for messages and entries.
 */
export const readCsv = (
  path: string,
  file: string,
  isKnown: (heading: string) => boolean,
): TE.TaskEither<RegistersError, Table> =>
  pipe(
    TE.tryCatch(
      () => stat(path),
      (thrown) => unreadable(file, reasonOf(thrown)),
    ),
    TE.filterOrElse(
      (stats) => stats.isFile(),
      (stats) => unreadable(file, stats.isDirectory() ? 'EISDIR' : 'no file'),
    ),
    TE.filterOrElse(
      ({ size }) => size <= MAX_FILE_BYTES,
      ({ size }) => fileTooLarge(file, size),
    ),
    TE.chain(() => tableFrom(() => createReadStream(path), file, isKnown)),
  )
