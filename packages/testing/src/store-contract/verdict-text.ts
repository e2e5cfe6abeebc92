import type { StorePromise } from './check.js'
import type { CheckVerdict, StoreVerdict } from './verdict.js'

/** The promises of the store port, in a few words each. */
const promises: Record<StorePromise, string> = {
  1: 'an append is all or nothing',
  2: 'of N appends at one revision one wins',
  3: 'the same ids again are a retry',
  4: 'order is total',
  5: 'what was acknowledged survives',
  6: 'followers miss and repeat nothing',
  7: 'errors are typed values',
  8: 'limits are checked first',
}

const order: readonly StorePromise[] = [1, 2, 3, 4, 5, 6, 7, 8]

/** The first line of a reason; the rest is for whoever runs the check again. */
const shortened = (reason: string, width = 100): string => {
  const [line = ''] = reason.split('\n')
  return line.length > width ? `${line.slice(0, width - 1)}…` : line
}

const countOf = (checks: readonly CheckVerdict[], result: CheckVerdict['result']) =>
  checks.filter((check) => check.result === result).length

/** A cell for each column, padded to the widest of its column. */
const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

/**
 * A verdict to read: a row for each promise, then each broken check with its reason, what is not claimed, and how to see
 * it again. Lines end with `\n`.
 *
 * @example
 * process.stdout.write(verdictText(await verdictOf(open, capabilities)))
 */
export const verdictText = ({ isKept, seed, checks }: StoreVerdict): string => {
  const rows = order.map((promise) => {
    const of = checks.filter((check) => check.promise === promise)
    const counts = (['kept', 'broken', 'not claimed'] as const).map((result) => String(countOf(of, result)))
    return [String(promise), promises[promise], ...counts]
  })
  const broken = checks.filter(({ result }) => result === 'broken')
  const unclaimed = checks.filter(({ result }) => result === 'not claimed')
  return [
    isKept
      ? 'Every promise that is claimed is kept.'
      : `${broken.length} of ${checks.length} checks found a broken promise.`,
    '',
    ...table([['', 'promise', 'kept', 'broken', 'not claimed'], ...rows]),
    ...broken.flatMap(({ promise, title, reason }) => [
      '',
      `broken ${promise}: ${title}`,
      `  ${shortened(reason ?? '')}`,
    ]),
    ...(unclaimed.length === 0 ? [] : ['', 'not claimed:']),
    ...unclaimed.map(({ promise, title, reason }) => `  ${promise}: ${title} (${reason})`),
    '',
    `The same values again: capabilities with seed: ${seed}`,
    '',
  ].join('\n')
}
