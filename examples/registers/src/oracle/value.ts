import { type Day, dayOf } from '../calendar.js'

/** The day that `dd/mm/yyyy` or `yyyy-mm-dd` names, if the calendar has it. */
export const readDay = (text: string): Day | undefined => {
  const value = text.trim()
  const spoken = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value)
  if (spoken) return dayOf(Number(spoken[3]), Number(spoken[2]), Number(spoken[1]))
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  return undefined
}

/** A whole number as `1234567` or `1.234.567`, zero included. */
export const readWhole = (text: string): number | undefined => {
  const value = text.trim()
  if (!/^\d{1,3}(\.\d{3})+$|^\d+$/.test(value)) return undefined
  const number = Number(value.replaceAll('.', ''))
  return Number.isSafeInteger(number) ? number : undefined
}

/** A quantity or an amount: a whole number above zero. */
export const readNumber = (text: string): number | undefined => {
  const number = readWhole(text)
  return number === 0 ? undefined : number
}

/** What a mark stands for, upper or lower case, among the marks that a column may hold. */
export const readMark = <Meaning>(text: string, marks: ReadonlyMap<string, Meaning>): Meaning | undefined =>
  marks.get(text.trim().toLowerCase())

/** A code, a number of an order, a receipt or a name: not blank, and no NIK (which has 16 digits). */
export const readCode = (text: string): string | undefined => {
  const value = text.trim()
  return value === '' || /^\d{16}$/.test(value) ? undefined : value
}

/** Codes that differ in case only are one code. */
export const keyOf = (code: string): string => code.toLowerCase()

/** Makers and each one's parts of every item. */
export type MakerParts = readonly { readonly code: string; readonly parts: number }[]

/** `P-001`, or `P-001*2+P-004`: parts 2 and 1. */
export const readMakers = (text: string): MakerParts | undefined => {
  const makers: { code: string; parts: number }[] = []
  for (const piece of text.split('+')) {
    const form = /^([\p{L}\p{N}][\p{L}\p{N}._-]*)(?:\*(\d+))?$/u.exec(piece.trim())
    const code = form?.[1] === undefined ? undefined : readCode(form[1])
    const parts = Number(form?.[2] ?? 1)
    if (code === undefined || parts === 0 || !Number.isSafeInteger(parts)) return undefined
    makers.push({ code, parts })
  }
  return makers
}
