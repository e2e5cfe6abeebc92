import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { attendanceOf } from './attendance.js'
import { type ParticipantRow, type ProductionRow, participants, production } from './columns.js'
import { tableFrom } from './csv.js'
import { isHeadingOf } from './name.js'
import { type Entry, entriesOf, type Register } from './register.js'
import type { Table } from './table.js'

/** One way of writing a value: any of these texts is the same value. */
type Ways = fc.Arbitrary<string>

/** How a file is written, apart from its values. */
interface Form {
  readonly delimiter: string
  readonly lineEnd: string
  readonly encode: (text: string) => Buffer
  readonly quote: 'always' | 'where needed' | 'with blanks outside'
  readonly blanks: string
  readonly order: readonly number[]
  readonly headingCase: 'as named' | 'upper' | 'lower'
  readonly blankRows: boolean
  readonly extra: boolean
}

const forms = (columns: number): fc.Arbitrary<Form> =>
  fc.record({
    delimiter: fc.constantFrom(';', ',', '\t'),
    lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
    encode: fc.constantFrom(
      (text: string) => Buffer.from(text),
      (text: string) => Buffer.from(`\uFEFF${text}`),
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    ),
    quote: fc.constantFrom('always' as const, 'where needed' as const, 'with blanks outside' as const),
    blanks: fc.constantFrom('', ' ', '   '),
    order: fc.shuffledSubarray(
      Array.from({ length: columns }, (_, at) => at),
      { minLength: columns },
    ),
    headingCase: fc.constantFrom('as named' as const, 'upper' as const, 'lower' as const),
    blankRows: fc.boolean(),
    extra: fc.boolean(),
  })

const written = (form: Form, header: readonly string[], rows: readonly (readonly string[])[]): Buffer => {
  const heading = (text: string): string =>
    form.headingCase === 'as named' ? text : form.headingCase === 'upper' ? text.toUpperCase() : text.toLowerCase()
  const field = (text: string): string => {
    const padded = `${form.blanks}${text}${form.blanks}`
    if (form.quote === 'where needed' && !/[";,\t\r\n]/.test(text)) return padded
    const quoted = (inside: string): string => `"${inside.replaceAll('"', '""')}"`
    return form.quote === 'with blanks outside' ? `${form.blanks}${quoted(text)}${form.blanks}` : quoted(padded)
  }
  const line = (cells: readonly string[], last: string): string =>
    [...form.order.map((at) => cells[at] ?? ''), ...(form.extra ? [last] : [])].map(field).join(form.delimiter)
  const lines = [line(header.map(heading), 'Catatan'), ...rows.map((cells) => line(cells, 'x'))]
  return form.encode(lines.join(form.blankRows ? `${form.lineEnd}${form.lineEnd}` : form.lineEnd) + form.lineEnd)
}

const tableIn = async (bytes: Buffer, name: string): Promise<Table> => {
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += 17) yield bytes.subarray(at, at + 17)
  }
  const table = await tableFrom(chunks, `${name}.csv`, isHeadingOf(name))()
  if (E.isLeft(table)) throw new Error(table.left.message)
  return table.right
}

const inAnyCase = (text: string): Ways => fc.constantFrom(text, text.toUpperCase(), text.toLowerCase())

const dayWays = (iso: string): Ways => {
  const [year = '', month = '', day = ''] = iso.split('-')
  return fc.constantFrom(iso, `${day}/${month}/${year}`, `${Number(day)}/${Number(month)}/${year}`)
}
const days = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const numberWays = (value: number): Ways =>
  fc.constantFrom(String(value), String(value).replace(/\B(?=(\d{3})+$)/g, '.'))

/** A text as people write it, with all that CSV must quote. Line ends inside are LF: CR LF would be one key too. */
const texts = fc
  .string({ unit: fc.constantFrom('a', 'é', '😀', ' ', '"', ';', ',', '\t', '\n', "'", '=', '-'), maxLength: 8 })
  .map((text) => text.trim())

const codes = fc.integer({ min: 1, max: 30 }).map((number) => `P-${String(number).padStart(3, '0')}`)

/** A row as it should read, and texts that say the same. */
interface Meant<A> {
  readonly value: A
  readonly cells: readonly Ways[]
}

const productionRows: fc.Arbitrary<Meant<unknown>> = fc
  .record({
    date: days,
    product: codes,
    maker: codes,
    parts: fc.integer({ min: 2, max: 9 }),
    other: codes,
    quantity: fc.integer({ min: 1, max: 5_000_000 }),
    grade: fc.constantFrom('A' as const, 'B' as const, 'Tolak' as const),
  })
  .map(({ date, product, maker, parts, other, quantity, grade }) => ({
    value: {
      date,
      product,
      makers: [
        { code: maker, parts },
        { code: other, parts: 1 },
      ],
      quantity,
      grade,
    },
    cells: [
      dayWays(date),
      fc.constant(product),
      fc.constantFrom(`${maker}*${parts}+${other}`, `${maker} * ${parts} + ${other}*1`),
      numberWays(quantity),
      inAnyCase(grade),
    ],
  }))

const participantRows: fc.Arbitrary<Meant<unknown>> = fc
  .record({
    code: codes,
    name: texts,
    ward: texts,
    bornOn: days,
    sex: fc.constantFrom('L' as const, 'P' as const),
    referredOn: days,
    consentedOn: fc.option(days),
  })
  .map(({ code, name, ward, bornOn, sex, referredOn, consentedOn }) => ({
    value: { code, name, nik: '', bornOn, sex, ward, phone: '080000000000', referredBy: 'x', referredOn, consentedOn },
    cells: [
      fc.constant(code),
      fc.constant(name),
      fc.constant(''),
      dayWays(bornOn),
      inAnyCase(sex),
      fc.constant(ward),
      fc.constant('080000000000'),
      fc.constant('x'),
      dayWays(referredOn),
      consentedOn === null ? fc.constant('') : dayWays(consentedOn),
    ],
  }))

/** The same rows written twice, each time in another form and each value in another way. */
const writtenTwice = (meant: fc.Arbitrary<Meant<unknown>>, columns: number) =>
  fc.array(meant, { minLength: 1, maxLength: 6 }).chain((rows) => {
    const once = fc.tuple(forms(columns), fc.tuple(...rows.map(({ cells }) => fc.tuple(...cells))))
    return fc.record({ values: fc.constant(rows.map(({ value }) => value)), one: once, other: once })
  })

const holdsFor = <A extends ProductionRow | ParticipantRow>(
  register: Register<A>,
  meant: fc.Arbitrary<Meant<unknown>>,
) => {
  const header = Object.values(register.columns).map(({ heading }) => heading)
  const read = async ([form, rows]: readonly [Form, readonly (readonly string[])[]]): Promise<readonly Entry<A>[]> => {
    const entries = entriesOf(register, await tableIn(written(form, header, rows), register.name))
    if (E.isLeft(entries)) throw new Error(entries.left.message)
    return entries.right.entries
  }
  return fc.assert(
    fc.asyncProperty(writtenTwice(meant, header.length), async ({ values, one, other }) => {
      const [first, second] = [await read(one), await read(other)]
      expect(first.map(({ value }) => value)).toEqual(values.map(E.right))
      expect(second.map(({ value }) => value)).toEqual(values.map(E.right))
      expect(second.map(({ key, ordinal }) => [key, ordinal])).toEqual(first.map(({ key, ordinal }) => [key, ordinal]))
    }),
    { numRuns: 150 },
  )
}

test('law: production is the same rows in whatever form it is written', () => holdsFor(production, productionRows))

test('law: participants are the same rows in whatever form they are written', () =>
  holdsFor(participants, participantRows))

test('law: attendance is the same marks in whatever form it is written', () => {
  const meant = fc
    .record({
      dates: fc.uniqueArray(days, { minLength: 1, maxLength: 5 }),
      rows: fc.array(
        fc.tuple(codes, fc.array(fc.constantFrom('H', 'T', 'I', 'S', 'A', ''), { minLength: 5, maxLength: 5 })),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
    })
    .chain(({ dates, rows }) => {
      const once = fc.tuple(
        forms(dates.length + 1),
        fc.tuple(...dates.map(dayWays)),
        fc.tuple(...rows.map(([code, marks]) => fc.tuple(fc.constant(code), ...marks.map(inAnyCase)))),
      )
      return fc.tuple(once, once)
    })
  const read = async ([form, dates, rows]: readonly [Form, readonly string[], readonly (readonly string[])[]]) => {
    const bytes = written({ ...form, extra: false }, ['Kode', ...dates], rows)
    const entries = attendanceOf('daftar-hadir-2020-08', await tableIn(bytes, 'daftar-hadir-2020-08'))
    if (E.isLeft(entries)) throw new Error(entries.left.message)
    return entries.right.entries.map(({ key, value }) => [key, E.isRight(value)]).sort()
  }
  return fc.assert(
    fc.asyncProperty(meant, async ([one, other]) => {
      expect(await read(one)).toEqual(await read(other))
    }),
    { numRuns: 100 },
  )
})
