import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Json } from '@perca/eventsourcing'

/** The fields of a golden file. */
export interface Golden {
  readonly [field: string]: Json
}

/** Gives a field that a golden file lacks, from those that stand before it. */
export type Lacking = (fields: Golden) => Json

const isFilling = (): boolean => process.env['UPDATE_GOLDEN'] === '1'

/**
 * What stands in a golden file: an object that was written once, and that today's code must still read. With
 * `UPDATE_GOLDEN=1` in the environment the fields it lacks are filled in, and the file is written where there is none; what
 * stands in it is never changed. To have a field made anew, take it out of the file first.
 * @param test path of the test file beside which golden files stand
 * @param path from there, `participant/golden/ConsentGiven.v1.json`
 * @param lacking how each field is made, in order
 * @returns null where there is no such file
 */
export const golden = (
  test: string,
  path: string,
  lacking: { readonly [field: string]: Lacking } = {},
): Golden | null => {
  const file = join(dirname(test), path)
  // Golden files are written here or by hand, as one JSON object.
  const standing = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Golden) : null
  const missing = Object.entries(lacking).filter(([field]) => standing === null || !Object.hasOwn(standing, field))
  if (!isFilling() || missing.length === 0) return standing
  let filled = standing ?? {}
  for (const [field, make] of missing) filled = { ...filled, [field]: make(filled) }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(filled, null, 2)}\n`)
  return filled
}

/** Names of the files in a folder of golden files, in order; none where there is no such folder. */
export const goldenNames = (test: string, folder: string): readonly string[] => {
  const path = join(dirname(test), folder)
  return existsSync(path) ? readdirSync(path).sort() : []
}
