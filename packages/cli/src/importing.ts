import { resolve } from 'node:path'
import type { Application } from '@perca/eventsourcing'
import { type Imported, importRegisters, type Registers, readSource, writeRefused } from '@perca/registers'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Failure, failed, wrongCall } from './failure.js'

/** What an import of a folder or workbook is asked for. */
export interface Asked {
  readonly source: string
  /** The folder for refused rows. */
  readonly refusedTo: string
  readonly programmeId: string | undefined
  readonly stop: AbortSignal
  readonly onProgress: (done: number, of: number) => void
}

/** What became of one register. */
export interface RegisterCount {
  readonly file: string
  /** In an attendance register, marked cells. */
  readonly rows: number
  readonly accepted: number
  readonly alreadyKnown: number
  readonly refused: number
}

/** What an import came to, and where the rows stand that it refused. */
export interface Report {
  readonly imported: Imported
  readonly registers: readonly RegisterCount[]
  /** What a person should know of the source besides. */
  readonly source: Pick<Registers, 'ignored' | 'totals' | 'doubts'>
  /** Null where nothing was refused. */
  readonly refusedTo: string | null
}

/** Where refused rows go unless another folder is named: beside the source. */
export const refusedFolderOf = (source: string): string =>
  `${source.replace(/[/\\]+$/, '').replace(/\.xlsx$/i, '')}-refused`

const count = <A>(items: readonly A[], key: (item: A) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

const countsOf = (registers: Registers, { acceptedByFile, refused }: Imported): readonly RegisterCount[] => {
  const rows = count(
    [
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
    ],
    ({ file }) => file,
  )
  const refusals = count(refused, ({ entry }) => entry.file)
  return [...rows]
    .map(([file, all]) => {
      const accepted = acceptedByFile[file] ?? 0
      const refusedRows = refusals.get(file) ?? 0
      return { file, rows: all, accepted, alreadyKnown: all - accepted - refusedRows, refused: refusedRows }
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1))
}

/**
 * Reads a source, before any store is opened or made.
 * @returns Left: it can't be read, or is not the programme's that was named.
 */
export const readRegisters =
  ({ source, refusedTo, programmeId }: Asked): TaskEither<Failure, Registers> =>
  async () => {
    if (resolve(refusedTo) === resolve(source)) {
      return E.left(
        wrongCall(`--refused-to ${refusedTo}: that is the source itself. It could be ${refusedFolderOf(source)}.`),
      )
    }
    const registers = await readSource(source)()
    if (E.isLeft(registers)) return E.left(failed(registers.left.message))
    const named = registers.right.programme?.programme
    return programmeId !== undefined && named !== undefined && programmeId !== named
      ? E.left(wrongCall(`--programme ${programmeId}: the registers are those of ${named}. It could be ${named}.`))
      : registers
  }

/** Takes the rows of registers in, and writes the refused ones where they can be mended. */
export const takeIn =
  (
    app: Application,
    registers: Registers,
    { refusedTo, programmeId, stop, onProgress }: Asked,
  ): TaskEither<Failure, Report> =>
  async () => {
    const imported = await importRegisters(app, registers, {
      ...(programmeId === undefined ? {} : { programmeId }),
      onProgress,
      signal: stop,
    })()
    if (E.isLeft(imported)) {
      const { reason, message } = imported.left
      return E.left(reason === 'programme-missing' && programmeId !== undefined ? wrongCall(message) : failed(message))
    }
    const { refused, interrupted } = imported.right
    const report = {
      imported: imported.right,
      registers: countsOf(registers, imported.right),
      source: registers,
      refusedTo: refused.length === 0 ? null : refusedTo,
    }
    // Interrupted, it is run again, and finds the same rows to refuse.
    if (interrupted) return E.right(report)
    const written = await writeRefused(refusedTo, refused)()
    return E.isLeft(written) ? E.left(failed(written.left.message)) : E.right(report)
  }
