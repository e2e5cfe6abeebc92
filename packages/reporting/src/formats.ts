/** The languages that a reader may choose: Indonesian and English. */
export type Language = 'id' | 'en'

interface Writing {
  /** Between groups of three digits. */
  readonly group: string
  /** Before the tenths. */
  readonly decimal: string
  readonly months: readonly string[]
}

// Written here and not asked of Intl: its texts change with the ICU that a Node was built with, and a report must not.
const writing: { readonly [L in Language]: Writing } = {
  id: {
    group: '.',
    decimal: ',',
    months: [
      'Januari',
      'Februari',
      'Maret',
      'April',
      'Mei',
      'Juni',
      'Juli',
      'Agustus',
      'September',
      'Oktober',
      'November',
      'Desember',
    ],
  },
  en: {
    group: ',',
    decimal: '.',
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
  },
}

const grouped = (digits: string, group: string): string => digits.replace(/\B(?=(\d{3})+$)/g, group)

/** A whole number as the language groups it: `1.234.567`, `1,234,567`. */
export const number = (lang: Language, value: number): string =>
  `${value < 0 ? '-' : ''}${grouped(String(Math.abs(value)), writing[lang].group)}`

/** Whole rupiah: `Rp1.234.567`, in English `Rp1,234,567`; below zero `-Rp5.000`. */
export const rupiah = (lang: Language, value: number): string =>
  `${value < 0 ? '-' : ''}Rp${number(lang, Math.abs(value))}`

/**
 * A part of a whole in percent, with the whole it rests on: `71,1% (n = 135)`. Blank where the whole is 0, for nothing
 * can be said of nobody. Tenths are rounded half up.
 */
export const rate = (lang: Language, part: number, whole: number): string => {
  if (whole === 0) return ''
  const tenths = Math.round((part * 1000) / whole)
  return `${number(lang, Math.trunc(tenths / 10))}${writing[lang].decimal}${tenths % 10}% (n = ${number(lang, whole)})`
}

const monthName = (lang: Language, digits: string): string => writing[lang].months[Number(digits) - 1] ?? digits

/** A day, `2020-08-12`, as the language writes it: `12 Agustus 2020`, `12 August 2020`. */
export const day = (lang: Language, value: string): string =>
  `${Number(value.slice(8, 10))} ${monthName(lang, value.slice(5, 7))} ${value.slice(0, 4)}`

/** A month, `2020-08`, as the language writes it: `Agustus 2020`, `August 2020`. */
export const month = (lang: Language, value: string): string =>
  `${monthName(lang, value.slice(5, 7))} ${value.slice(0, 4)}`
