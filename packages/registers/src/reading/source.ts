import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { readCsv } from './csv.js'
import { noRegisters, type RegistersError, reasonOf, sameRegisterTwice, unreadable } from './error.js'
import { digitHeadingsOf, isHeadingOf, knownFiles, registerNamed } from './name.js'
import { type ProgrammeFile, programmeFile, readProgramme } from './programme.js'
import { type Registers, registersOf } from './registers.js'
import type { Table } from './table.js'
import { readWorkbook } from './workbook.js'

/** What stands in a folder or workbook, before it is read as registers. */
interface Source {
  readonly programme: ProgrammeFile | undefined
  readonly tables: readonly Table[]
  readonly ignored: readonly string[]
}

/** Refuses a source without registers, and one in which two names are one register. */
const checkNames = (source: string, files: readonly string[]): E.Either<RegistersError, readonly string[]> => {
  if (files.length === 0) return E.left(noRegisters(source, knownFiles))
  const twice = files.find(
    (file, index) => files.findIndex((other) => registerNamed(other) === registerNamed(file)) < index,
  )
  return twice === undefined
    ? E.right(files)
    : E.left(sameRegisterTwice(files.filter((file) => registerNamed(file) === registerNamed(twice))))
}

const readTable =
  (folder: string) =>
  (file: string): TE.TaskEither<RegistersError, Table> =>
    readCsv(join(folder, file), file, isHeadingOf(registerNamed(file) ?? ''))

const readFolder = (folder: string): TE.TaskEither<RegistersError, Source> =>
  pipe(
    TE.tryCatch(
      () => readdir(folder),
      (thrown) => unreadable(folder, reasonOf(thrown)),
    ),
    TE.map((names) => [...names].sort()),
    TE.chain((names) => {
      const programmeName = names.find((name) => name.toLowerCase() === programmeFile) ?? programmeFile
      const files = names.filter((name) => registerNamed(name) !== undefined)
      return pipe(
        TE.Do,
        TE.apS('files', TE.fromEither(checkNames(folder, files))),
        TE.bind('programme', () => readProgramme(join(folder, programmeName), programmeName)),
        TE.bind('tables', () => pipe(files, TE.traverseSeqArray(readTable(folder)))),
        TE.map(({ programme, tables }) => ({
          programme,
          tables,
          ignored: names.filter((name) => registerNamed(name) === undefined && name !== programmeName),
        })),
      )
    }),
  )

const sheetRegister = (sheet: string): string | undefined => registerNamed(sheet) ?? registerNamed(`${sheet}.csv`)

const readBook = (path: string): TE.TaskEither<RegistersError, Source> => {
  const file = basename(path)
  return pipe(
    TE.Do,
    TE.bind('book', () =>
      readWorkbook(path, file, (sheet) => {
        const name = sheetRegister(sheet)
        return name === undefined ? undefined : digitHeadingsOf(name)
      }),
    ),
    TE.chainFirstEitherK(({ book }) =>
      checkNames(
        file,
        book.tables.map((table) => table.file),
      ),
    ),
    TE.bind('programme', () => readProgramme(join(dirname(path), programmeFile), programmeFile)),
    TE.map(({ book, programme }) => ({ programme, tables: book.tables, ignored: book.others })),
  )
}

/**
 * Reads an agency's registers: a folder of CSV files, or one .xlsx workbook whose sheets bear the files' names
 * without `.csv`; and program.json in the folder or beside the workbook. Form (encoding, delimiter, dates, order of
 * columns) is told from each file itself. Nothing is written; a value that cannot be read is a fault of its own row.
 * @param path a folder, or a workbook.
 * @returns Left, with nothing read, where a file as a whole cannot be understood. Safe to run again.
 */
export const readSource = (path: string): TE.TaskEither<RegistersError, Registers> =>
  pipe(
    TE.tryCatch(
      () => stat(path),
      (thrown) => unreadable(path, reasonOf(thrown)),
    ),
    TE.chain((stats) => (stats.isDirectory() ? readFolder(path) : readBook(path))),
    TE.chainEitherK(({ programme, tables, ignored }) => registersOf(programme, tables, ignored)),
  )
