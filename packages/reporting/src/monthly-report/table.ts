import type { MonthlyReport } from '@perca/core'
import { type Language, month, number, rate, rupiah } from '../formats.js'
import { reportTexts } from '../lang/report-texts.js'
import type { ReportTexts } from '../lang/texts.js'
import { bold, type Column, type Drawing, printable, table } from '../table.js'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** A line of a section's own figures: what, how many, and of whom how large a part. */
type Line = readonly [figure: string, value: string, rate?: string]

interface Page {
  readonly lang: Language
  readonly texts: ReportTexts
  readonly drawing: Drawing
}

const figures = ({ texts, drawing }: Page, lines: readonly Line[], heading = texts.headings.count): string => {
  const withRate = lines.some((line) => line[2] !== undefined)
  const columns: readonly Column[] = [
    { heading: texts.headings.figure },
    { heading, align: 'right' },
    ...(withRate ? [{ heading: texts.headings.rate, align: 'right' as const }] : []),
  ]
  return table(
    columns,
    lines.map(([figure, value, part]) => (withRate ? [figure, value, part ?? ''] : [figure, value])),
    drawing,
  )
}

/** A list under its code, one number a column, and the sums of its columns below. */
const list = (
  { lang, texts, drawing }: Page,
  headings: readonly [code: string, ...numbers: string[]],
  rows: readonly (readonly [code: string, ...numbers: number[]])[],
  format: readonly ((lang: Language, value: number) => string)[],
): string => {
  if (rows.length === 0) return texts.none
  const written = (values: readonly number[]): string[] =>
    values.map((value, column) => (format[column] ?? number)(lang, value))
  const totals = headings.slice(1).map((_, column) => sum(rows.map((row) => Number(row[column + 1] ?? 0))))
  return table(
    headings.map((heading, column) => ({ heading, align: column === 0 ? ('left' as const) : ('right' as const) })),
    rows.map(([code, ...values]) => [code, ...written(values)]),
    drawing,
    [texts.total, ...written(totals)],
  )
}

const attendance = (page: Page, marks: MonthlyReport['attendance']): string => {
  const { lang, texts } = page
  const names = texts.sections.attendance.figures
  const all = marks.present + marks.late + marks.excused + marks.sick + marks.absent
  const line = (name: string, count: number): Line => [name, number(lang, count), rate(lang, count, all)]
  return figures(page, [
    line(names.present, marks.present),
    line(names.late, marks.late),
    line(names.excused, marks.excused),
    line(names.sick, marks.sick),
    line(names.absent, marks.absent),
    line(texts.attendance.attended, marks.present + marks.late),
    [texts.attendance.marks, number(lang, all), ''],
  ])
}

/**
 * The report for the head of an agency, on a terminal: a title, then every section as a table. A rate shows what it
 * rests on and is blank where it rests on nothing. Without a line end.
 */
export const monthlyReportTable = (report: MonthlyReport, lang: Language, drawing: Drawing): string => {
  const texts = reportTexts(lang)
  const page: Page = { lang, texts, drawing }
  const t = texts.sections
  const count = (value: number): string => number(lang, value)
  const money = (value: number): string => rupiah(lang, value)
  const { sessions, participants, orders, proceeds } = report

  const parts: readonly (readonly [title: string, body: string])[] = [
    [
      t.sessions.title,
      figures(page, [
        [t.sessions.figures.planned, count(sessions.planned), ''],
        [t.sessions.figures.held, count(sessions.held), rate(lang, sessions.held, sessions.planned)],
      ]),
    ],
    [
      t.participants.title,
      figures(page, [
        [t.participants.figures.new, count(participants.new)],
        [t.participants.figures.ended, count(participants.ended)],
        [t.participants.figures.enrolledAtEnd, count(participants.enrolledAtEnd)],
        [t.participants.figures.pausedAtEnd, count(participants.pausedAtEnd)],
        [t.participants.figures.seen, count(participants.seen)],
      ]),
    ],
    [t.attendance.title, attendance(page, report.attendance)],
    [
      t.production.title,
      list(
        page,
        [
          t.production.figures.sku,
          t.production.figures.a,
          t.production.figures.b,
          t.production.figures.reject,
          texts.total,
        ],
        report.production.map(({ sku, a, b, reject }) => [sku, a, b, reject, a + b + reject] as const),
        [],
      ),
    ],
    [
      t.orders.title,
      figures(
        page,
        [
          [t.orders.figures.placed, count(orders.placed)],
          [t.orders.figures.placedValue, money(orders.placedValue)],
          [t.orders.figures.deliveredValue, money(orders.deliveredValue)],
          [t.orders.figures.invoiced, money(orders.invoiced)],
          [t.orders.figures.paid, money(orders.paid)],
        ],
        texts.headings.value,
      ),
    ],
    [
      t.stock.title,
      list(
        page,
        [t.stock.figures.sku, t.stock.figures.onHand, t.stock.figures.reserved, t.stock.figures.backordered],
        report.stock.map(({ sku, onHand, reserved, backordered }) => [sku, onHand, reserved, backordered] as const),
        [],
      ),
    ],
    [
      t.proceeds.title,
      figures(
        page,
        [
          [t.proceeds.figures.makers, money(proceeds.makers)],
          [t.proceeds.figures.materialsFund, money(proceeds.materialsFund)],
          [t.proceeds.figures.programmeFund, money(proceeds.programmeFund)],
          [t.proceeds.figures.shared, money(proceeds.shared)],
        ],
        texts.headings.value,
      ),
    ],
    [
      t.earnings.title,
      list(
        page,
        [
          t.earnings.figures.participant,
          t.earnings.figures.credited,
          t.earnings.figures.paid,
          t.earnings.figures.dueAtEnd,
        ],
        report.earnings.map(
          ({ participant, credited, paid, dueAtEnd }) => [participant, credited, paid, dueAtEnd] as const,
        ),
        [rupiah, rupiah, rupiah],
      ),
    ],
    [
      t.agencies.title,
      list(
        page,
        [t.agencies.figures.code, t.agencies.figures.orders, t.agencies.figures.value],
        report.agencies.map(({ code, orders, value }) => [code, orders, value] as const),
        [number, rupiah],
      ),
    ],
  ]

  const title = bold(`${texts.title} ${month(lang, report.month)}`, drawing)
  return [
    `${title}\n${texts.programme} ${printable(report.programme)}`,
    ...parts.map(([heading, body]) => `${bold(heading, drawing)}\n${body}`),
  ].join('\n\n')
}
