import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { readCsv } from '../reading/csv.js'
import { folderTaken, type RegistersError, reasonOf, unwritable } from '../reading/error.js'
import { bareHeading } from '../reading/heading.js'
import { isHeadingOf, registerNamed } from '../reading/name.js'
import { reasonHeading } from '../reading/ordinal.js'
import { type Refused, type RefusedFile, refusedFiles } from './row.js'

/** As an Indonesian office suite writes CSV. A cell that looks like a formula stays as it stood. */
const csvOf = (rows: RefusedFile['rows']): string =>
  stringify(
    rows.map((cells) => [...cells]),
    { bom: true, delimiter: ';', record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  )

type Target = 'nothing' | 'refused rows'

const hasReasons = (folder: string, file: string): TE.TaskEither<RegistersError, boolean> =>
  pipe(
    readCsv(join(folder, file), file, isHeadingOf(registerNamed(file) ?? '')),
    TE.map(({ header }) => header.some((heading) => bareHeading(heading) === bareHeading(reasonHeading))),
    TE.orElse(() => TE.right(false)),
  )

/** What stands where the folder is to be. Only a folder of nothing but registers with a column Alasan is ours. */
const targetAt = (folder: string): TE.TaskEither<RegistersError, Target> =>
  pipe(
    TE.tryCatch(() => lstat(folder), reasonOf),
    TE.foldW(
      (reason): TE.TaskEither<RegistersError, Target> =>
        reason === 'ENOENT' ? TE.right('nothing') : TE.left(unwritable(folder, reason)),
      (stats) =>
        stats.isDirectory()
          ? pipe(
              TE.tryCatch(
                () => readdir(folder),
                (thrown) => unwritable(folder, reasonOf(thrown)),
              ),
              TE.chain(
                TE.traverseSeqArray((file) =>
                  pipe(
                    registerNamed(file) === undefined ? TE.right(false) : hasReasons(folder, file),
                    TE.filterOrElse(
                      (ours) => ours,
                      () => folderTaken(folder, `it holds ${file}`),
                    ),
                  ),
                ),
              ),
              TE.map((): Target => 'refused rows'),
            )
          : TE.left(folderTaken(folder, 'it is no folder')),
    ),
  )

/** Moves the finished folder to its place. What stood there goes only once the new one stands. */
const putInPlace = async (finished: string, folder: string, target: Target): Promise<void> => {
  if (target === 'nothing') return rename(finished, folder)
  const former = `${folder}.${randomUUID()}`
  await rename(folder, former)
  try {
    await rename(finished, folder)
  } catch (failure) {
    await rename(former, folder)
    throw failure
  }
  await rm(former, { recursive: true })
}

const writeAll = async (files: readonly RefusedFile[], folder: string, target: Target): Promise<readonly string[]> => {
  const unfinished = `${folder}.${randomUUID()}`
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(unfinished)
  try {
    for (const { file, rows } of files) await writeFile(join(unfinished, file), csvOf(rows), { flush: true })
    await putInPlace(unfinished, folder, target)
  } catch (failure) {
    await rm(unfinished, { recursive: true, force: true })
    throw failure
  }
  return files.map(({ file }) => file)
}

/**
 * Writes refused rows as they stood to a folder, to be mended there and imported again: for each register a CSV file
 * of its name, with one more column Alasan that says the rule and what to do. The folder is whole or not there; one
 * that was written so before is replaced. With nothing refused, nothing is written and nothing taken away.
 * The files hold personal data as the registers do.
 * @returns Right: the files' names. Left: `folder-taken` where something else stands there, or `unwritable`.
 */
export const writeRefused = (
  toFolder: string,
  refused: readonly Refused[],
): TE.TaskEither<RegistersError, readonly string[]> => {
  const folder = resolve(toFolder)
  return refused.length === 0
    ? TE.right([])
    : pipe(
        targetAt(folder),
        TE.chain((target) =>
          TE.tryCatch(
            () => writeAll(refusedFiles(refused), folder, target),
            (thrown) => unwritable(folder, reasonOf(thrown)),
          ),
        ),
      )
}
