import { checkedText } from '@perca/eventsourcing'

/** A random or derived UUID, lower case. Never made of a name or an identity number. */
export const Uuid = checkedText(
  'UUID',
  (value) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value),
  { format: 'uuid' },
)

/** A programme's name in addresses: `kediri`. */
export const ProgrammeId = checkedText('programme slug', (value) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(value), {
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
})

/** Some characters, none too many, no blanks around them. Half a character (a lone surrogate) can't stand in an address. */
const isShort = (value: string): boolean =>
  value.trim() === value && value !== '' && value.length <= 64 && !/\p{Surrogate}/u.test(value)

/**
 * A code or number that an agency gave: a participant's, a product's, an order's. Neither blank nor an identity number
 * (NIK, 16 digits). Rule 11.
 */
export const Code = checkedText('code', (value) => isShort(value) && !/^\d{16}$/.test(value), {
  minLength: 1,
  maxLength: 64,
  not: { pattern: '^\\d{16}$' },
})

/** A word of a closed vocabulary that Perca does not keep: a craft, a material, an assessor's number. */
export const Slug = checkedText('short code', isShort, { minLength: 1, maxLength: 64 })

/** A session: `kediri.2020-08-18`, or `kediri.2020-08-18.2` for the second of a day. */
export const SessionId = checkedText('session', (value) => /^[a-z0-9-]+\.\d{4}-\d{2}-\d{2}(\.\d+)?$/.test(value), {
  pattern: '^[a-z0-9-]+\\.\\d{4}-\\d{2}-\\d{2}(\\.\\d+)?$',
})

/**
 * Joins the parts of a stream's id. Codes match whatever their case, so they are written in capitals; what could be taken
 * for a joint or a blank is escaped.
 */
export const streamId = (programmeId: string, ...parts: readonly string[]): string =>
  [programmeId, ...parts.map((part) => encodeURIComponent(part.toUpperCase()).replaceAll('.', '%2E'))].join('.')

/** The book in which stock and material are kept. Later books follow when a stream is closed and carried over. */
export const FIRST_BOOK = '1'

/** The id in a stream's name, behind its category: a participant's uuid in `participant-<uuid>`. */
export const idInStream = (stream: string): string => stream.slice(stream.indexOf('-') + 1)
