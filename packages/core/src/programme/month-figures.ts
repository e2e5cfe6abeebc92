import * as t from 'io-ts'

// A closed month's figures are stored: this is the monthly report's shape of the version that closed the month. Where the
// report learns a new figure, MonthClosed becomes a new version; this codec stays as it is.

const isFigure = (value: unknown): value is number => Number.isSafeInteger(value)

/** Whole rupiah, pieces, sessions or people. Less than none where something was written down late. */
export const Figure = new t.Type<number, number, unknown>(
  'whole number',
  isFigure,
  (value, context) => (isFigure(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)

/** One month of a programme as its agency reported it: rupiah, pieces, sessions, people. Codes, and nobody's name. */
export const MonthFigures = t.strict({
  sessions: t.strict({ planned: Figure, held: Figure }),
  participants: t.strict({
    new: Figure,
    ended: Figure,
    enrolledAtEnd: Figure,
    pausedAtEnd: Figure,
    seen: Figure,
  }),
  attendance: t.strict({ present: Figure, late: Figure, excused: Figure, sick: Figure, absent: Figure }),
  production: t.readonlyArray(t.strict({ sku: t.string, a: Figure, b: Figure, reject: Figure })),
  orders: t.strict({
    placed: Figure,
    placedValue: Figure,
    deliveredValue: Figure,
    invoiced: Figure,
    paid: Figure,
  }),
  stock: t.readonlyArray(t.strict({ sku: t.string, onHand: Figure, reserved: Figure, backordered: Figure })),
  proceeds: t.strict({ shared: Figure, makers: Figure, materialsFund: Figure, programmeFund: Figure }),
  earnings: t.readonlyArray(t.strict({ participant: t.string, credited: Figure, paid: Figure, dueAtEnd: Figure })),
  agencies: t.readonlyArray(t.strict({ code: t.string, orders: Figure, value: Figure })),
})
export type MonthFigures = t.TypeOf<typeof MonthFigures>
