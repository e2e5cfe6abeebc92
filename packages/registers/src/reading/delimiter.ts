import { parse } from 'csv-parse/sync'

/** What stands between fields, most usual first: Indonesian spreadsheets write `;`. */
const delimiters = [';', ',', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

const saysSomething = (line: string): boolean => /[^\s;,]/.test(line)

/**
 * The first line of a text that says something, up to its end outside quotes.
 * @returns undefined where the text ends before that line does, so that more text is needed.
 */
export const headerLine = (text: string): string | undefined => {
  let quoted = false
  let start = 0
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '"') quoted = !quoted
    if (quoted || (character !== '\n' && character !== '\r')) continue
    const line = text.slice(start, index)
    if (saysSomething(line)) return line
    start = index + 1
  }
  return undefined
}

const fieldsOf = (line: string, delimiter: Delimiter): readonly string[] => {
  try {
    return parse(line, { delimiter, trim: true, relax_column_count: true })[0] ?? []
  } catch {
    return []
  }
}

/** The delimiter that splits a header into the most headings that are known; `;` where none does better. */
export const delimiterOf = (header: string, isKnown: (heading: string) => boolean): Delimiter => {
  const known = (delimiter: Delimiter): number => fieldsOf(header, delimiter).filter(isKnown).length
  return delimiters.reduce((best, next) => (known(next) > known(best) ? next : best))
}
