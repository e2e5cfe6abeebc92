const totalWords = new Set(['total', 'jumlah', 'jml', 'subtotal', 'grand total', 'total keseluruhan'])

const isTotalWord = (cell: string): boolean =>
  totalWords.has(
    cell
      .replace(/\s+/g, ' ')
      .replace(/ ?: ?$/, '')
      .trim()
      .toLowerCase(),
  )

/**
 * Whether a row sums up those above it: it names a total, and none of its codes (or, where a date or code cell
 * bears the name, none of its dates) is that of a row. A person named Total with a code of their own is no total.
 */
export const isTotal = (cells: readonly string[], datesAt: readonly number[], codesAt: readonly number[]): boolean => {
  if (!cells.some(isTotalWord)) return false
  const saysNothing = (at: number): boolean => {
    const cell = cells[at] ?? ''
    return cell.trim() === '' || isTotalWord(cell)
  }
  return (
    codesAt.every(saysNothing) ||
    (datesAt.length > 0 &&
      datesAt.every(saysNothing) &&
      [...datesAt, ...codesAt].some((at) => isTotalWord(cells[at] ?? '')))
  )
}
