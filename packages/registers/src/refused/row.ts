import { codeHeading } from '../reading/attendance.js'
import { bareHeading } from '../reading/heading.js'
import { ordinalNote, reasonHeading } from '../reading/ordinal.js'
import type { Entry } from '../reading/register.js'

/** A row, or one marked cell of an attendance register, that was not taken: under which rule, and what to do. */
export interface Refused {
  readonly entry: Entry<unknown>
  /** The rule's name, such as `over-payment`. */
  readonly rule: string
  /** What to do, without personal data: it stands in a file that is passed around. */
  readonly message: string
}

/** A file of refused rows: the header, then the rows, each with its reason. */
export interface RefusedFile {
  readonly file: string
  readonly rows: readonly (readonly string[])[]
}

const groupedBy = <A, K>(items: readonly A[], keyOf: (item: A) => K): readonly (readonly A[])[] => {
  const groups = new Map<K, A[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}

const isReason = (heading: string): boolean => bareHeading(heading) === bareHeading(reasonHeading)

/** One column more, unless the rows were refused once before and have it. */
const withReason = (cells: readonly string[], reasonAt: number, reason: string): readonly string[] =>
  Array.from({ length: Math.max(cells.length, reasonAt + 1) }, (_, at) =>
    at === reasonAt ? reason : (cells[at] ?? ''),
  )

/** The row as it stood; of an attendance register its code and the refused marks alone, as the others were taken. */
const cellsOf = (refused: readonly [Refused, ...Refused[]]): readonly string[] => {
  const { header, cells, at } = refused[0].entry
  if (at === null) return cells
  const kept = new Set(refused.map(({ entry }) => entry.at))
  return cells.map((cell, place) =>
    kept.has(place) || bareHeading(header[place] ?? '') === bareHeading(codeHeading) ? cell : '',
  )
}

const reasonOf = (refused: readonly [Refused, ...Refused[]]): string => {
  const reasons = refused.map(({ entry, rule, message }) =>
    entry.column === null ? `${rule}: ${message}` : `${entry.column.trim()}: ${rule}: ${message}`,
  )
  const [{ entry }] = refused
  return `${reasons.join(' | ')}${entry.column === null ? ordinalNote(entry.ordinal) : ''}`
}

const isSome = <A>(items: readonly A[]): items is readonly [A, ...A[]] => items.length > 0

const fileOf = (refused: readonly [Refused, ...Refused[]]): RefusedFile => {
  const { file, header } = refused[0].entry
  const rows = groupedBy(
    [...refused].sort((a, b) => a.entry.row - b.entry.row || (a.entry.at ?? 0) - (b.entry.at ?? 0)),
    ({ entry }) => entry.row,
  ).filter(isSome)
  const found = header.findIndex(isReason)
  const widest = rows.reduce((width, [{ entry }]) => Math.max(width, entry.cells.length), header.length)
  const reasonAt = found < 0 ? widest : found
  return {
    file,
    rows: [
      withReason(header, reasonAt, found < 0 ? reasonHeading : (header[found] ?? '')),
      ...rows.map((row) => withReason(cellsOf(row), reasonAt, reasonOf(row))),
    ],
  }
}

/**
 * Puts refused rows back into files as they came from, sorted by name, rows in their order: the header as it stood and
 * one more column Alasan with the rule and what to do. Rows refused a second time have their reason replaced.
 */
export const refusedFiles = (refused: readonly Refused[]): readonly RefusedFile[] =>
  groupedBy(refused, ({ entry }) => entry.file)
    .filter(isSome)
    .map(fileOf)
    .sort((a, b) => (a.file < b.file ? -1 : 1))
