import { Day } from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'

/** Names under which a value that cannot be read is refused, in the order in which the first one counts. */
export const valueRules = ['invalid-date', 'invalid-number', 'invalid-mark', 'invalid-code'] as const
/** The name of a rule that a value breaks by not being readable. */
export type ValueRule = (typeof valueRules)[number]

/** Why a row cannot be taken. `heading` as the register names the column; the message holds no value of the row. */
export interface RowFault {
  readonly rule: ValueRule
  readonly heading: string
  readonly message: string
}

/** A value, and the one text that every way of writing it comes down to. */
export interface Reading<A> {
  readonly value: A
  readonly canonical: string
}

/** A column of a register: its heading, how a trimmed cell is read, and what it is called when it cannot be. */
export interface Column<A> {
  readonly heading: string
  readonly rule: ValueRule
  /** What the cell should hold, in words that complete "must be". */
  readonly expected: string
  /** Dates and codes tell a row from a total under the rows. */
  readonly kind: 'date' | 'code' | 'other'
  /** Digits that a spreadsheet loses where it takes them for a number: a NIK's last, a phone's first. */
  readonly digits: boolean
  /** Tells who somebody is: no part of what a row is known by. */
  readonly personal: boolean
  readonly read: (text: string) => O.Option<Reading<A>>
}

const column = <A>(
  heading: string,
  rule: ValueRule,
  expected: string,
  read: (text: string) => O.Option<Reading<A>>,
  more: { readonly kind?: 'date' | 'code'; readonly digits?: boolean } = {},
): Column<A> => ({
  heading,
  rule,
  expected,
  read,
  kind: more.kind ?? 'other',
  digits: more.digits ?? false,
  personal: false,
})

/** The column, as one that tells who somebody is. */
export const personal = <A>(column: Column<A>): Column<A> => ({ ...column, personal: true })

const twoDigits = (text: string): string => text.padStart(2, '0')

/**
 * Reads a day written `17/08/2020`, `7/8/2020` or `2020-08-07`. It must exist in the calendar.
 * The month never comes first.
 */
export const dayOf = (text: string): O.Option<Day> => {
  const written = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const iso =
    written === null ? text : `${written[3] ?? ''}-${twoDigits(written[2] ?? '')}-${twoDigits(written[1] ?? '')}`
  return Day.is(iso) ? O.some(iso) : O.none
}

const readDay = (text: string): O.Option<Reading<Day>> =>
  pipe(
    dayOf(text),
    O.map((value) => ({ value, canonical: value })),
  )

/** What dates look like, for messages. */
export const dayExpected = 'a day that exists, such as 31/12/2020 or 2020-12-31'

/** A day that must be given. */
export const day = (heading: string): Column<Day> =>
  column(heading, 'invalid-date', dayExpected, readDay, { kind: 'date' })

/** A day, or null where the cell is blank. */
export const dayOrBlank = (heading: string): Column<Day | null> =>
  column<Day | null>(
    heading,
    'invalid-date',
    `blank, or ${dayExpected}`,
    (text) => (text === '' ? O.some({ value: null, canonical: '' }) : readDay(text)),
    { kind: 'date' },
  )

const readWhole = (text: string): O.Option<Reading<number>> => {
  if (!/^\d{1,3}(\.\d{3})+$|^\d+$/.test(text)) return O.none
  const value = Number(text.replaceAll('.', ''))
  return Number.isSafeInteger(value) ? O.some({ value, canonical: String(value) }) : O.none
}

/** A whole number above zero, `1.234.567` or `1234567`: items, grams, rupiah. */
export const amount = (heading: string): Column<number> =>
  column(heading, 'invalid-number', 'a whole number above 0, such as 1.234 or 1234', (text) =>
    pipe(
      readWhole(text),
      O.filter(({ value }) => value > 0),
    ),
  )

/** As `amount`, but 0 and blank are 0. */
export const amountOrNone = (heading: string): Column<number> =>
  column(heading, 'invalid-number', 'blank, or a whole number such as 0, 1.234 or 1234', (text) =>
    readWhole(text === '' ? '0' : text),
  )

/** One of a few words, whatever its case; the value is spelt as here. */
export const mark = <const Word extends string>(heading: string, words: readonly Word[]): Column<Word> => {
  const readings = new Map(
    words.map((value) => [value.toLowerCase(), O.some({ value, canonical: value.toUpperCase() })]),
  )
  return column<Word>(
    heading,
    'invalid-mark',
    `one of ${words.join(', ')}`,
    (text) => readings.get(text.toLowerCase()) ?? O.none,
  )
}

/**
 * A code by which participants, products, agencies or orders are known, spelt as it stands: whether it differs
 * from another in case only is the importer's to judge. Blank is none, nor is a NIK: 16 digits would carry a
 * person's identity into the log.
 */
const codeOf = (text: string): O.Option<Reading<string>> =>
  text === '' || /^\d{16}$/.test(text) ? O.none : O.some({ value: text, canonical: text.toUpperCase() })

/** What codes look like, for messages. */
const codeExpected = 'a code such as P-001, neither blank nor a NIK'

/** A code that must be given. */
export const code = (heading: string): Column<string> =>
  column(heading, 'invalid-code', codeExpected, codeOf, { kind: 'code' })

/** A maker, and the parts of each item that are theirs. */
export interface MakerParts {
  readonly code: string
  /** Whole number, 1 and up. */
  readonly parts: number
}

const readMaker = (text: string): O.Option<Reading<MakerParts>> => {
  const form = /^([^\s*,;&]+)(?:\s*\*\s*(\d+))?$/.exec(text.trim())
  const parts = Number(form?.[2] ?? 1)
  if (form === null || parts < 1 || !Number.isSafeInteger(parts)) return O.none
  return pipe(
    codeOf(form[1] ?? ''),
    O.map((maker) => ({
      value: { code: maker.value, parts },
      canonical: parts === 1 ? maker.canonical : `${maker.canonical}*${parts}`,
    })),
  )
}

/** Makers and their parts: `P-001`, or `P-001*2+P-004`: two parts and one. In the order written. */
export const makers = (heading: string): Column<readonly MakerParts[]> =>
  column<readonly MakerParts[]>(
    heading,
    'invalid-code',
    'codes such as P-001, or P-001*2+P-004 where several share the work',
    (text) =>
      pipe(
        text.split('+'),
        O.traverseArray(readMaker),
        O.map((readings) => ({
          value: readings.map(({ value }) => value),
          canonical: readings.map(({ canonical }) => canonical).join('+'),
        })),
      ),
    { kind: 'code' },
  )

const readText = (value: string): O.Option<Reading<string>> =>
  O.some({ value, canonical: value.replace(/\r\n?/g, '\n') })

/** Any text, also none. */
export const text = (heading: string): Column<string> => column(heading, 'invalid-mark', 'a text', readText)

/** Any text, also none, that is digits as a rule: a NIK, a phone number. Not checked. */
export const digits = (heading: string): Column<string> =>
  column(heading, 'invalid-mark', 'a text', readText, { digits: true })
