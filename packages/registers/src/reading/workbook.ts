import { readFile, stat } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CellValue, Sheet, Workbook } from 'hucre/xlsx'
import { unpackedSize } from './archive.js'
import {
  damagedWorkbook,
  MAX_UNPACKED_BYTES,
  type RegistersError,
  reasonOf,
  unreadable,
  workbookTooLarge,
} from './error.js'
import { bareHeading } from './heading.js'
import { type Doubt, doubtsOf, isBlank, type Row, type Table, tableOf } from './table.js'

/**
 * A number as a spreadsheet shows it, 15 digits: what a formula left at 134999.99999999997 is 135000. A fraction has
 * a decimal comma, so that 1.234 is never taken for one thousand and some.
 */
const numberText = (value: number): string => {
  const shown = Number.isSafeInteger(value) ? value : Number(value.toPrecision(15))
  return Number.isInteger(shown) ? BigInt(shown).toString() : String(shown).replace('.', ',')
}

/** A cell's text. A date is its ISO day: the time of a cell that has one is left out. */
const textOf = (value: CellValue): string => {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
}

const rowsOf = (sheet: Sheet): readonly Row[] =>
  sheet.rows.flatMap((values, index) => {
    const cells = values.map(textOf)
    return isBlank(cells) ? [] : [{ row: index + 1, cells }]
  })

/** Numbers in columns whose digits a number does not keep. */
const digitsLost = (
  sheet: Sheet,
  file: string,
  header: readonly string[],
  headings: readonly string[],
): readonly Doubt[] => {
  const wanted = headings.map(bareHeading)
  const places = header.flatMap((heading, at) => (wanted.includes(bareHeading(heading)) ? [at] : []))
  const cells = sheet.rows.flatMap((values, index) =>
    places.flatMap((at) => (typeof values[at] === 'number' ? [{ row: index + 1, at }] : [])),
  )
  return doubtsOf('digits-lost', file, header, cells)
}

const formulasWithoutValue = (sheet: Sheet, file: string, header: readonly string[]): readonly Doubt[] => {
  const cells = [...(sheet.cells ?? [])].flatMap(([place, { formula, value }]) => {
    const [row = '', at = ''] = place.split(',')
    return formula !== undefined && (value === null || value === '') ? [{ row: Number(row) + 1, at: Number(at) }] : []
  })
  return doubtsOf('formula-without-value', file, header, cells)
}

const tableFrom = (sheet: Sheet, digitHeadings: readonly string[]): Table => {
  const file = /\.csv$/i.test(sheet.name) ? sheet.name : `${sheet.name}.csv`
  const rows = rowsOf(sheet)
  const header = rows[0]?.cells ?? []
  return tableOf(file, rows, [
    ...digitsLost(sheet, file, header, digitHeadings),
    ...formulasWithoutValue(sheet, file, header),
  ])
}

/** Loaded when the first workbook is read: most registers are CSV. */
const unpack = async (archive: Buffer, isWanted: (sheet: string) => boolean): Promise<Workbook> => {
  const { readXlsx } = await import('hucre/xlsx')
  return readXlsx(archive, { sheets: ({ name }) => isWanted(name) })
}

/** What the library calls the fault; its texts hold names of parts of the file, no cell. */
const faultText = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : 'it cannot be unpacked')

/** A workbook's sheets that are registers, and the names of the others. */
interface WorkbookTables {
  readonly tables: readonly Table[]
  readonly others: readonly string[]
}

/**
 * Reads the sheets of an .xlsx workbook as tables of text: dates as ISO days, numbers as their digits. Nothing is
 * unpacked before the archive's own directory says how much that is.
 * @param digitHeadings of a sheet's name: undefined where it is no register, else the headings whose digits a number
 * would not keep.
 */
export const readWorkbook = (
  path: string,
  file: string,
  digitHeadings: (sheet: string) => readonly string[] | undefined,
): TE.TaskEither<RegistersError, WorkbookTables> =>
  pipe(
    TE.tryCatch(
      async () => ((await stat(path)).size > MAX_UNPACKED_BYTES ? undefined : readFile(path)),
      (thrown) => unreadable(file, reasonOf(thrown)),
    ),
    TE.chainEitherK(E.fromNullable(workbookTooLarge(file, MAX_UNPACKED_BYTES + 1))),
    TE.chainFirstEitherK((archive) =>
      pipe(
        unpackedSize(file, archive),
        E.filterOrElse(
          (bytes) => bytes <= MAX_UNPACKED_BYTES,
          (bytes) => workbookTooLarge(file, bytes),
        ),
      ),
    ),
    TE.chain((archive) => {
      const others: string[] = []
      const isWanted = (sheet: string): boolean => {
        const wanted = digitHeadings(sheet) !== undefined
        if (!wanted) others.push(sheet)
        return wanted
      }
      return pipe(
        TE.tryCatch(
          () => unpack(archive, isWanted),
          (thrown) => damagedWorkbook(file, faultText(thrown)),
        ),
        TE.map(({ sheets }) => ({
          tables: sheets.map((sheet) => tableFrom(sheet, digitHeadings(sheet.name) ?? [])),
          others,
        })),
      )
    }),
  )
