import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aggregates, boundary, type MonthlyReport, monthlyProjections, monthlyReport } from '@perca/core'
import { type Application, application, type EventStore, project, type StoredEvent } from '@perca/eventsourcing'
import { type AgencyRegisters, expectedOf, writeRegisters } from '@perca/example-registers'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Registers } from '../reading/registers.js'
import { readSource } from '../reading/source.js'
import { type Imported, type ImportOptions, importRegisters } from './import.js'

/** What a task gave. @throws where it failed: a test that meant it to succeed fails then */
export const done = async <A>(task: TaskEither<unknown, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

/** Gives a folder that is there only meanwhile. */
export const inFolder = async <A>(use: (folder: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-import-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** An agency's files as the importer reads them. */
export const read = (files: AgencyRegisters): Promise<Registers> =>
  inFolder((folder) => {
    writeRegisters(folder, files)
    return done(readSource(folder))
  })

/** The domain on a store; on an empty one in memory unless told. */
export const domainOn = (store: EventStore = memoryStore()): Application => application({ store, aggregates, boundary })

/** Imports an agency's files. */
export const importFiles = async (
  app: Application,
  files: AgencyRegisters,
  options?: ImportOptions,
): Promise<Imported> => done(importRegisters(app, await read(files), options))

/** A refused row, or cell of an attendance register, as the oracle names it. */
interface Refusal {
  readonly file: string
  readonly row: number
  readonly rule: string
  readonly column?: string
}

/** By place; of two cells of one row under equal headings, by rule: the registers' rules leave their order open. */
const inOrder = (refusals: readonly Refusal[]): readonly Refusal[] => {
  const key = ({ file, row, column = '', rule }: Refusal) =>
    [file, String(row).padStart(9, '0'), column, rule].join('\0')
  return [...refusals].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** What an import refused. */
export const refusalsOf = ({ refused }: Imported): readonly Refusal[] =>
  inOrder(
    refused.map(({ entry: { file, row, column }, rule }) => ({
      file,
      row,
      rule,
      ...(column === null ? {} : { column }),
    })),
  )

const isWords = (heading: string): boolean => heading.trim() !== '' && !/\d/.test(heading)

/** Marks in an attendance register under a heading in words, such as Keterangan. */
const marksUnderWords = (file: string, text: string): readonly Refusal[] => {
  const [heading = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const delimiter = heading.includes(';') ? ';' : ','
  const columns = heading.split(delimiter)
  return lines.flatMap((line, index) =>
    line.split(delimiter).flatMap((cell, at) => {
      const column = columns[at] ?? ''
      const isMark = isWords(column) && column !== 'Kode' && /^[htisa]$/i.test(cell.trim())
      return isMark ? [{ file, row: index + 2, rule: 'invalid-date', column }] : []
    }),
  )
}

/**
 * What an import must refuse, worked out apart. One reading of the registers differs: under a heading in words the oracle
 * takes any text for a mark of a misnamed day, the importer only what is one, so that a register may have a column of names.
 */
export const expectedRefusals = (files: AgencyRegisters): readonly Refusal[] =>
  inOrder([
    ...expectedOf(files).rejects.filter(({ column }) => column === undefined || !isWords(column)),
    ...Object.entries(files).flatMap(([file, text]) =>
      file.startsWith('daftar-hadir') ? marksUnderWords(file, text) : [],
    ),
  ])

/** The reports of these months. */
export const reportsOf = async (
  app: Application,
  months: readonly string[],
  programmeId: string,
): Promise<{ readonly [month: string]: MonthlyReport }> => {
  const rows = await done(project(app.store, app.decode, monthlyProjections))
  return Object.fromEntries(months.map((month) => [month, monthlyReport(rows, programmeId, month)]))
}

/** The whole log. */
export const logOf = async (store: EventStore): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = []
  for (let after: string | null = null, end = false; !end; ) {
    const page: { events: readonly StoredEvent[]; next: string | null; end: boolean } = await done(
      store.readAll(after, 1_000),
    )
    events.push(...page.events)
    after = page.next
    end = page.end
  }
  return events
}
