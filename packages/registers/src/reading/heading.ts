import * as E from 'fp-ts/lib/Either.js'
import { missingColumn, type RegistersError, repeatedColumn } from './error.js'

/** A heading without case and blanks: `masuk(gram)` for ` Masuk  (gram)`. Two headings that agree in it are one. */
export const bareHeading = (heading: string): string => heading.replace(/\s+/g, '').toLowerCase()

/**
 * Finds a register's columns in a header, in whatever order they stand there; other columns are left alone.
 * @returns Right: one index a wanted heading. Left: the headings that are missing, or the one that stands twice.
 */
export const columnsAt = (
  file: string,
  header: readonly string[],
  wanted: readonly string[],
): E.Either<RegistersError, readonly number[]> => {
  const bare = header.map(bareHeading)
  const missing = wanted.filter((heading) => !bare.includes(bareHeading(heading)))
  if (missing.length > 0) return E.left(missingColumn(file, missing))
  const at = wanted.map((heading) => bare.indexOf(bareHeading(heading)))
  const twice = wanted.find((heading, index) => bare.indexOf(bareHeading(heading), (at[index] ?? 0) + 1) >= 0)
  return twice === undefined ? E.right(at) : E.left(repeatedColumn(file, twice))
}
