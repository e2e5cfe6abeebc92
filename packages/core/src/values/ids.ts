import * as t from 'io-ts'

const text = (name: string, fits: (value: string) => boolean): t.Type<string, string, unknown> => {
  const is = (value: unknown): value is string => typeof value === 'string' && fits(value)
  return new t.Type(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  )
}

/** A random or derived UUID, lower case. Never made of a name or an identity number. */
export const Uuid = text('UUID', (value) =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value),
)

/** A programme's name in addresses: `kediri`. */
export const ProgrammeId = text('programme slug', (value) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(value))

/** Some characters, none too many, no blanks around them. Half a character (a lone surrogate) can't stand in an address. */
const isShort = (value: string): boolean =>
  value.trim() === value && value !== '' && value.length <= 64 && !/\p{Surrogate}/u.test(value)

/**
 * A code or number that an agency gave: a participant's, a product's, an order's. Neither blank nor an identity number
 * (NIK, 16 digits). Rule 11.
 */
export const Code = text('code', (value) => isShort(value) && !/^\d{16}$/.test(value))

/** A word of a closed vocabulary that Perca does not keep: a craft, a material, an assessor's number. */
export const Slug = text('short code', isShort)

/** A session: `kediri.2020-08-18`, or `kediri.2020-08-18.2` for the second of a day. */
export const SessionId = text('session', (value) => /^[a-z0-9-]+\.\d{4}-\d{2}-\d{2}(\.\d+)?$/.test(value))

/**
 * Joins the parts of a stream's id. Codes match whatever their case, so they are written in capitals; what could be taken
 * for a joint or a blank is escaped.
 */
export const streamId = (programmeId: string, ...parts: readonly string[]): string =>
  [programmeId, ...parts.map((part) => encodeURIComponent(part.toUpperCase()).replaceAll('.', '%2E'))].join('.')

/** The book in which stock and material are kept. Later books follow when a stream is closed and carried over. */
export const FIRST_BOOK = '1'
