import { type Change, Day } from '@perca/eventsourcing'
import * as t from 'io-ts'

/** What may be found: each is for a person to look into, and refuses nothing. */
const FindingKind = t.keyof(
  {
    /** The identity number says another birth date than the file. */
    'nik-birth-date': null,
    /** An order's line has another price than the product had on that day. */
    'price-off-list': null,
    /** Somebody made a piece on a day on which the register marks them absent, sick or excused. */
    'maker-absent': null,
    /** More of a material went out than ever came in. */
    'material-short': null,
  },
  'kind of finding',
)

const FindingRow = t.type({
  is: t.literal('finding'),
  kind: FindingKind,
  programmeId: t.string,
  /** The day that it is about. */
  on: t.string,
  /** The event in which it shows. */
  stream: t.string,
  eventId: t.string,
  /** Codes, ids, days, rupiah, grams: never anything personal. */
  details: t.record(t.string, t.union([t.string, t.number])),
})

/** A month of one maker: on which days they were away, and what they made on which. */
const MakerMonth = t.type({
  is: t.literal('maker-month'),
  away: t.readonlyArray(t.type({ on: t.string, status: t.string, eventId: t.string })),
  made: t.readonlyArray(t.type({ on: t.string, sku: t.string, stream: t.string, eventId: t.string })),
})

/** A product's prices, as written down, and the months in which it was ordered. */
const PricedProduct = t.type({
  is: t.literal('product'),
  prices: t.readonlyArray(t.type({ from: Day, terms: t.number })),
  months: t.readonlyArray(t.string),
})

/** The lines of one product that were ordered in a month. */
const ProductMonth = t.type({
  is: t.literal('product-month'),
  lines: t.readonlyArray(
    t.type({ on: t.string, lineId: t.string, unitPrice: t.number, stream: t.string, eventId: t.string }),
  ),
})

/** What each month brought of a material, in grams, and how far it fell in between; in the order of the months. */
const MovedMaterial = t.type({
  is: t.literal('material'),
  months: t.readonlyArray(t.type({ month: t.string, grams: t.number, low: t.number })),
})

/** What each day of a month brought of a material, in grams; the day's last event. In the order of the days. */
const MaterialMonth = t.type({
  is: t.literal('material-month'),
  days: t.readonlyArray(t.type({ on: t.string, grams: t.number, eventId: t.string })),
})

/** A finding, or what is kept so that a later event can make or settle one: about a month each, so that rows stay small. */
export const Row = t.union([FindingRow, MakerMonth, PricedProduct, ProductMonth, MovedMaterial, MaterialMonth])
export type Row = t.TypeOf<typeof Row>
/** A row of one sort. */
export type RowThat<Is extends Row['is']> = Extract<Row, { is: Is }>

/** Something odd that was recorded all the same: what, when, in which event, and the codes that tell more. */
export type Finding = RowThat<'finding'>

/** Reads the rows as they stood before an event. */
export type Get = (key: string) => Row | undefined

/** Reads a row of one sort. A key leads to one sort only, because it begins with it. */
export const rowThat = <Is extends Row['is']>(get: Get, is: Is, key: string): RowThat<Is> | undefined => {
  const row = get(key)
  // The tag was compared: that row is of that sort, which TypeScript can't narrow by a type parameter.
  return row?.is === is ? (row as RowThat<Is>) : undefined
}

/** Puts a finding; takes an earlier one away where there is none now. */
export const foundOrNot = (get: Get, key: string, finding: Finding | undefined): readonly Change<Row>[] => {
  if (finding !== undefined) return [{ put: key, row: finding }]
  return get(key) === undefined ? [] : [{ remove: key }]
}
