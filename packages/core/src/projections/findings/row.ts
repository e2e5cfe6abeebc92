import { type Change, Day } from '@perca/eventsourcing'
import * as t from 'io-ts'

/** What may be found: each is for a person to look into, and refuses nothing. */
const FindingKind = t.keyof(
  {
    /** The identity number says another birth date than the file. */
    'nik-birth-date': null,
    /** The person was a minor when they were written down: a guardian consents for them, too (rule 16). */
    minor: null,
    /** An order's line has another price than the product had on that day. */
    'price-off-list': null,
    /** Somebody made a piece on a day on which the register marks them absent, sick or excused. */
    'maker-absent': null,
    /** More of a material went out than ever came in. */
    'material-short': null,
    /** The last count of a product's stock found more or fewer pieces than should be there. */
    'stock-miscounted': null,
    /** Recorded in a month that was closed before. */
    'month-closed': null,
    /** An assessment holds longer than the programme's rule allows, or another profession made it. */
    'assessment-off-rule': null,
    /** What an enrolment or a mark rested on was withdrawn or revoked, and nothing else covers its day. */
    'basis-withdrawn': null,
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

const orNone = t.union([t.number, t.null])

/**
 * What each month brought of a material, in grams, or, where it was counted in it, ended with; and the least that any of its
 * days ended with: `low` before its first count, from what the month began with; `lowSince`, from that count on, in all. Null
 * where there is no such day. In the order of the months.
 */
const MovedMaterial = t.type({
  is: t.literal('material'),
  months: t.readonlyArray(
    t.type({ month: t.string, counted: t.boolean, grams: t.number, low: orNone, lowSince: orNone }),
  ),
})

/** What each day of a month brought of a material, and what was counted at its end, in grams; the day's last event. By day. */
const MaterialMonth = t.type({
  is: t.literal('material-month'),
  days: t.readonlyArray(t.type({ on: t.string, grams: t.number, counted: orNone, eventId: t.string })),
})

/** The counts of a product's stock, in the order of their days; of one day, as they were written down. */
const CountedStock = t.type({
  is: t.literal('stock-counts'),
  counts: t.readonlyArray(t.type({ on: t.string, difference: t.number, eventId: t.string })),
})

/** The last month of a programme that is closed. */
const ClosedMonths = t.type({ is: t.literal('closed-months'), through: t.string })

/** A programme's rules of assessing, as written down, and the months in which somebody was assessed. */
const AssessmentRules = t.type({
  is: t.literal('assessment-rules'),
  rules: t.readonlyArray(
    t.type({ from: Day, terms: t.type({ validityMonths: t.number, professions: t.readonlyArray(t.string) }) }),
  ),
  months: t.readonlyArray(t.string),
})

/** The assessments of a month. */
const AssessedMonth = t.type({
  is: t.literal('assessed-month'),
  assessments: t.readonlyArray(
    t.type({
      on: t.string,
      validUntil: t.string,
      profession: t.union([t.string, t.null]),
      stream: t.string,
      eventId: t.string,
    }),
  ),
})

const dayOrNone = t.union([t.string, t.null])

/**
 * What a person's acts rest on: consents to train and assessments, `until` when they counted no more; relapses; and the steps of
 * their enrolments, by day.
 */
const Bases = t.type({
  is: t.literal('bases'),
  consents: t.readonlyArray(t.type({ id: t.string, from: t.string, until: dayOrNone })),
  assessments: t.readonlyArray(
    t.type({ id: t.string, from: t.string, until: dayOrNone, fit: t.boolean, validUntil: t.string }),
  ),
  relapses: t.readonlyArray(t.string),
  steps: t.readonlyArray(
    t.type({
      on: t.string,
      programmeId: t.string,
      enrolmentId: t.string,
      is: t.keyof({ running: null, paused: null, ended: null }),
    }),
  ),
  months: t.readonlyArray(t.string),
})

/** A month's enrolments, resumptions and marks of coming of one person. */
const ActsMonth = t.type({
  is: t.literal('acts-month'),
  acts: t.readonlyArray(
    t.type({
      /** The session's id, so that a correction finds its mark; else the event's. */
      key: t.string,
      on: t.string,
      programmeId: t.string,
      type: t.string,
      eventId: t.string,
      assessmentId: dayOrNone,
    }),
  ),
})

/** A finding, or what is kept so that a later event can make or settle one: about a month each, so that rows stay small. */
export const Row = t.union([
  FindingRow,
  MakerMonth,
  PricedProduct,
  ProductMonth,
  MovedMaterial,
  MaterialMonth,
  CountedStock,
  ClosedMonths,
  AssessmentRules,
  AssessedMonth,
  Bases,
  ActsMonth,
])
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
