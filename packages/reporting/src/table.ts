import { styleText } from 'node:util'
import Table from 'cli-table3'

/** How a table is drawn. */
export interface Drawing {
  /** True: headings and totals in bold. */
  readonly colour: boolean
  /** The most characters that a line may take; longer cells are wrapped. */
  readonly width: number
}

/** A column: its heading, and on which side its values stand. Numbers stand on the right. */
export interface Column {
  readonly heading: string
  readonly align?: 'left' | 'right'
}

/** Narrower than this no column is made, however little room there is. */
const NARROWEST = 6
/** A blank on either side of a cell. */
const PADDING = 2

/** Bold where colours are allowed. */
export const bold = (text: string, drawing: Pick<Drawing, 'colour'>): string =>
  // Whether colours are allowed was decided by the caller, who knows the stream and the options.
  drawing.colour ? styleText('bold', text, { validateStream: false }) : text

/** Shows control characters instead of obeying them: a cell of a register must not move the reader's cursor. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}|\p{Cf}/gu, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)

const lengthOf = (text: string): number => [...text].length

const longest = (lengths: readonly number[]): number => lengths.reduce((most, length) => Math.max(most, length), 0)

/** Takes room from the widest columns until all of them fit: first between words, then within them. */
const fitted = (natural: readonly number[], words: readonly number[], room: number): readonly number[] => {
  const widths = [...natural]
  let over = widths.reduce((sum, width) => sum + width, 0) - room
  for (const least of [words, words.map(() => NARROWEST)]) {
    while (over > 0) {
      const spare = widths.map((width, column) => (width > Math.max(NARROWEST, least[column] ?? 0) ? width : 0))
      const widest = spare.indexOf(longest(spare))
      const width = spare[widest] ?? 0
      if (width === 0) break
      widths[widest] = width - 1
      over -= 1
    }
  }
  return widths
}

/** Breaks a text into lines between words; a word longer than a line is broken too. */
const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (lengthOf(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const characters = [...word]
    while (characters.length > width) lines.push(characters.splice(0, width).join(''))
    line = characters.join('')
  }
  return [...lines, line]
}

/**
 * Draws rows under headings, in a frame, without a line end.
 * @param total a last row, in bold where there are colours
 */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  drawing: Drawing,
  total?: readonly string[],
): string => {
  const headings = columns.map(({ heading }) => heading)
  const clean = rows.map((row) => row.map(printable))
  const last = total === undefined ? [] : [total.map(printable)]
  const texts = columns.map((_, column) => [headings, ...clean, ...last].map((row) => row[column] ?? ''))
  const widths = fitted(
    texts.map((column) => longest(column.map(lengthOf))),
    texts.map((column) => longest(column.flatMap((text) => text.split(' ')).map(lengthOf))),
    drawing.width - columns.length * (PADDING + 1) - 1,
  )
  const cells = (row: readonly string[], paint: (line: string) => string): string[] =>
    row.map((cell, index) =>
      wrapped(cell, widths[index] ?? NARROWEST)
        .map(paint)
        .join('\n'),
    )
  const asIs = (line: string): string => line
  const inBold = (line: string): string => bold(line, drawing)
  const drawn = new Table({
    head: cells(headings, inBold),
    colWidths: widths.map((width) => width + PADDING),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
  })
  drawn.push(...clean.map((row) => cells(row, asIs)), ...last.map((row) => cells(row, inBold)))
  return drawn.toString()
}
