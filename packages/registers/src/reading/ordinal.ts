import { bareHeading } from './heading.js'

/** The column that refused rows carry beside their own: the rule, and what to do. */
export const reasonHeading = 'Alasan'

const note = /\[(\d{1,9}) equal rows stood before\]$/

/**
 * What a refused row's reason ends with where equal rows stood before it in its file. Without it the row, read
 * alone from the folder of refused rows, would pass for the first of them, which may stand already.
 */
export const ordinalNote = (ordinal: number): string => (ordinal === 0 ? '' : ` [${ordinal} equal rows stood before]`)

/** Gives each row the number of its equals before it in its file, or what its reason notes. One for each file. */
export const ordinals = (header: readonly string[]): ((key: string, cells: readonly string[]) => number) => {
  const reasonAt = header.findIndex((heading) => bareHeading(heading) === bareHeading(reasonHeading))
  const seen = new Map<string, number>()
  return (key, cells) => {
    const counted = seen.get(key) ?? 0
    const noted = reasonAt < 0 ? null : note.exec((cells[reasonAt] ?? '').trim())
    const ordinal = noted === null ? counted : Number(noted[1])
    seen.set(key, Math.max(counted, ordinal) + 1)
    return ordinal
  }
}
