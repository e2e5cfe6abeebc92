import { stringify } from 'csv-stringify/sync'
import type { Language } from './formats.js'

/**
 * Rows as a spreadsheet of the reader's country opens them: `;` and a byte-order mark in Indonesian, `,` in English;
 * CRLF. A text that a spreadsheet would take for a formula gets a `'` before it.
 */
export const csvText = (lang: Language, rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { delimiter: lang === 'id' ? ';' : ',', bom: lang === 'id', record_delimiter: 'windows', escape_formulas: true },
  )
