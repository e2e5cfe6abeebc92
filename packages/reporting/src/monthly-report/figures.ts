import type { MonthlyReport } from '@perca/core'

/** A part of the monthly report: its figures, or its list. */
export type Section = Exclude<keyof MonthlyReport, 'programme' | 'month'>

/** The names of a section's figures; of a list, those of one row, its code included. */
export type FigureOf<S extends Section> = MonthlyReport[S] extends readonly (infer Row)[]
  ? keyof Row & string
  : keyof MonthlyReport[S] & string

/** The sections that are lists. */
type ListSection = { [S in Section]: MonthlyReport[S] extends readonly unknown[] ? S : never }[Section]

/** The figure of a list that tells its rows apart. */
const codeOf = {
  production: 'sku',
  stock: 'sku',
  earnings: 'participant',
  agencies: 'code',
} as const satisfies { readonly [S in ListSection]: FigureOf<S> }

/** The sections in the order of the report. */
export const sections = [
  'sessions',
  'participants',
  'attendance',
  'production',
  'orders',
  'stock',
  'proceeds',
  'earnings',
  'agencies',
] as const satisfies readonly Section[]

/** True where the section is a list. */
const isList = (section: Section): section is ListSection => Object.hasOwn(codeOf, section)

/** One number of the report, with its place: `code` is blank outside lists. */
export interface Figure {
  readonly section: Section
  readonly code: string
  readonly figure: string
  readonly value: number
}

/** Every number of the report, section by section, row by row. */
export const figuresOf = (report: MonthlyReport): readonly Figure[] =>
  sections.flatMap((section) => {
    const part = report[section]
    const rows: readonly object[] = Array.isArray(part) ? part : [part]
    return rows.flatMap((row) => {
      const entries: readonly (readonly [string, unknown])[] = Object.entries(row)
      const code = entries.find(([figure]) => isList(section) && figure === codeOf[section])?.[1]
      return entries.flatMap(([figure, value]) =>
        typeof value === 'number' ? [{ section, code: typeof code === 'string' ? code : '', figure, value }] : [],
      )
    })
  })
