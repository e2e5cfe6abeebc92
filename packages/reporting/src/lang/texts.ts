import type { FigureOf, Section } from '../monthly-report/figures.js'

/** What a section of the monthly report is called, and each of its figures: a figure without a text does not compile. */
export type SectionTexts = {
  readonly [S in Section]: { readonly title: string; readonly figures: { readonly [F in FigureOf<S>]: string } }
}

/** Every text of the monthly report in one language. */
export interface ReportTexts {
  readonly title: string
  readonly programme: string
  readonly month: string
  readonly sections: SectionTexts
  /** Beside a sum over rows. */
  readonly total: string
  /** In place of a list that has no row. */
  readonly none: string
  /** Headings of a section's own figures. */
  readonly headings: {
    readonly figure: string
    readonly count: string
    readonly value: string
    readonly rate: string
  }
  /** All marks of the month, and those who came, in time or late. */
  readonly attendance: { readonly attended: string; readonly marks: string }
  /** Headings of the long form. */
  readonly csv: {
    readonly section: string
    readonly code: string
    readonly figure: string
    readonly value: string
    readonly report: string
  }
}
