import { Day, Instant } from '@perca/eventsourcing'
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** In which form a result is printed. */
export const Format = t.keyof({ table: null, json: null, csv: null })
export type Format = t.TypeOf<typeof Format>

/** The reader's language. */
const Lang = t.keyof({ id: null, en: null })

export interface MonthBrand {
  readonly Month: unique symbol
}
/** A month, `2020-08`. */
export const Month = t.brand(
  t.string,
  (text): text is t.Branded<string, MonthBrand> => /^\d{4}-(0[1-9]|1[0-2])$/.test(text),
  'Month',
)
export type Month = t.TypeOf<typeof Month>

export interface StoreUrlBrand {
  readonly StoreUrl: unique symbol
}
/** Where events are kept: a scheme, then what that kind of store wants to know. */
export const StoreUrl = t.brand(
  t.string,
  (text): text is t.Branded<string, StoreUrlBrand> => /^[a-z]+(\+[a-z]+)?:\S/.test(text) || text === 'memory:',
  'StoreUrl',
)
export type StoreUrl = t.TypeOf<typeof StoreUrl>

/** A store's URL as it may be shown: a password in it is left out. */
export const withoutPassword = (url: string): string =>
  url.replace(/^([a-z+]+:\/\/[^:@/?]*):[^/?]*@/, '$1@').replace(/([?&]password=)[^&]*/i, '$1***')

/** A moment, in any zone that it names; read as UTC with milliseconds. */
const ZonedInstant = new t.Type<Instant, string, unknown>(
  'ZonedInstant',
  Instant.is,
  (value, context) => {
    const zoned =
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(value)
    const moment = zoned ? Date.parse(value) : Number.NaN
    return Number.isNaN(moment) ? t.failure(value, context) : Instant.validate(new Date(moment).toISOString(), context)
  },
  (instant) => instant,
)

/** A count, written in digits. */
const Count = new t.Type<number, string, unknown>(
  'Count',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 1,
  (value, context) =>
    typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? t.success(Number(value)) : t.failure(value, context),
  String,
)

/** A word that is not blank: a code, a name, a position. */
const Word = t.refinement(t.string, (text) => text.trim() !== '', 'Word')

/** What a word could be, for a person who wrote another one. */
const couldBe = {
  format: 'table, json or csv',
  lang: 'id or en',
  month: 'a month like 2020-08',
  store: 'a store like sqlite:perca.db, postgres://user@host/database or esdb://host:2113',
  day: 'a day like 2020-08-31',
  moment: 'a moment with its zone, like 2020-08-31T17:00:00Z or 2020-09-01T00:00:00+07:00',
  count: 'a whole number, 1 or more',
  word: 'any word, but not a blank one',
} as const

const readAs =
  <A>(codec: t.Decoder<unknown, A>, hint: string) =>
  (word: string): A => {
    const read = codec.decode(word)
    if (E.isRight(read)) return read.right
    // This is how commander is told; it names the option and the word itself.
    throw new InvalidArgumentError(`It could be ${hint}.`)
  }

/** Readers of options' words. A word that does not fit is a wrong call, and the person hears what it could be. */
export const readFormat = readAs(Format, couldBe.format)
export const readLang = readAs(Lang, couldBe.lang)
export const readMonth = readAs(Month, couldBe.month)
export const readStoreUrl = readAs(StoreUrl, couldBe.store)
export const readDay = readAs(Day, couldBe.day)
export const readInstant = readAs(ZonedInstant, couldBe.moment)
export const readCount = readAs(Count, couldBe.count)
export const readWord = readAs(Word, couldBe.word)
