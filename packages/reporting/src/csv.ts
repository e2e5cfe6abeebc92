import { stringify } from 'csv-stringify/sync'
import type { Language } from './formats.js'

/** What a spreadsheet takes for the beginning of a formula, also behind marks that were put there against it. */
const formula = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * Rows as a spreadsheet of the reader's country opens them: `;` and a byte-order mark in Indonesian, `,` in English;
 * CRLF. A text that a spreadsheet would take for a formula gets a `'` before it, so that it stays a text; a text that has
 * one already gets another, so that what it was can be told.
 */
export const csvText = (lang: Language, rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map((text) => (formula.test(text) ? `'${text}` : text))),
    { delimiter: lang === 'id' ? ';' : ',', bom: lang === 'id', record_delimiter: 'windows' },
  )
