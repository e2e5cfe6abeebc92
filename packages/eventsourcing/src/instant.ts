import * as t from 'io-ts'

/** What tells an `Instant` from any other text. */
export interface InstantBrand {
  readonly Instant: unique symbol
}

// What a Date makes of it must be what was written: `Date.parse` alone takes February 30 for March 2, and the hour 24.
const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString() === text

/**
 * A moment in UTC with milliseconds, `2020-08-17T02:00:00.000Z`. Always this one form, so that
 * two instants compare as texts.
 */
export const Instant = t.brand(t.string, (text): text is t.Branded<string, InstantBrand> => isInstant(text), 'Instant')
export type Instant = t.TypeOf<typeof Instant>
