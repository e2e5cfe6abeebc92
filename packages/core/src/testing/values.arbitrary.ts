import { Day, Instant } from '@perca/eventsourcing'
import type { NamedArbitraries } from '@perca/testing'
import fc from 'fast-check'
import * as t from 'io-ts'
import { Person } from '../participant/person.js'
import { Figure } from '../programme/month-figures.js'
import * as amounts from '../values/amounts.js'
import { Code, ProgrammeId, SessionId, Slug, Uuid } from '../values/ids.js'
import { Month } from '../values/month.js'
import { Recurrence } from '../values/recurrence.js'
import { TimeOfDay, TimeZone } from '../values/times.js'

/** What every free text and every person of these arbitraries bears, and nothing else: to look for in refusals. */
export const PERSONAL = /¤|\d{16}|19\d\d-/

const two = (number: number): string => String(number).padStart(2, '0')

const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`)

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** Rules as people write them, and odd ones that the codec takes. */
const anyRule: fc.Arbitrary<string> = fc
  .record(
    {
      FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
      INTERVAL: fc.integer({ min: 1, max: 5 }).map(String),
      BYDAY: fc.subarray([...weekdays], { minLength: 1 }).map((days) => days.join(',')),
      COUNT: fc.integer({ min: 1, max: 30 }).map(String),
    },
    { requiredKeys: ['FREQ'], noNullPrototype: true },
  )
  .map((parts) =>
    Object.entries(parts)
      .map((part) => part.join('='))
      .join(';'),
  )

/** Text that could be anybody's name or note. */
const freeText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `¤${text}`) },
  { weight: 1, arbitrary: fc.constantFrom('3571991708750001', '3571995708750002', '3571991808750003') },
)

const orNone = <A>(some: fc.Arbitrary<A>) => fc.option(some, { nil: null })

const person = fc.record(
  {
    name: orNone(freeText),
    nik: orNone(freeText),
    bornOn: orNone(fc.constantFrom('1975-08-17', '1975-08-18')),
    sex: orNone(fc.constantFrom('female', 'male')),
    ward: orNone(freeText),
    phone: orNone(freeText),
  },
  { noNullPrototype: true },
)

const wholes = Object.fromEntries(
  Object.values(amounts).map((codec) => [
    codec.name,
    codec.is(0) ? fc.constantFrom(0, 1, 1_000, 7_000, 10_000) : fc.integer({ min: 1, max: 20_000 }),
  ]),
)

/** One of the few UUIDs, by number from 0. */
export const fewUuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** So few values that commands meet: the same people, days and codes again and again. All are real codes of their kind. */
export const few: NamedArbitraries = {
  ...wholes,
  [Uuid.name]: fc.nat(3).map(fewUuid),
  // The name of what every object has: a look-up that forgets it is no programme falls over it.
  [ProgrammeId.name]: fc.oneof(
    { weight: 4, arbitrary: fc.constant('kediri') },
    { weight: 1, arbitrary: fc.constantFrom('blitar', 'constructor') },
  ),
  [Code.name]: fc.constantFrom('P-001', 'P-002', 'p-002', 'KPR-TAS', '__proto__'),
  [Slug.name]: fc.constantFrom('anyam', 'jahit', '__proto__'),
  [SessionId.name]: fc.constantFrom('kediri.2020-08-18', 'kediri.2020-08-20', 'kediri.2020-08-18.2'),
  [Day.name]: fc.integer({ min: 10, max: 21 }).map((day) => `2020-08-${day}`),
  [Month.name]: fc.constantFrom('2020-06', '2020-07', '2020-08'),
  [Figure.name]: fc.integer({ min: -1, max: 20_000 }),
  [Instant.name]: fc.constantFrom('2020-08-17T02:00:00.000Z', '2020-08-18T02:00:00.000Z'),
  [TimeOfDay.name]: fc.constantFrom('09:00', '13:30'),
  [TimeZone.name]: fc.constantFrom('Asia/Jakarta', 'Asia/Makassar'),
  [Recurrence.name]: fc.constantFrom('FREQ=WEEKLY;BYDAY=TU,TH', 'FREQ=DAILY;INTERVAL=2', 'FREQ=MONTHLY;BYDAY=3TU'),
  [Person.name]: person,
  [t.string.name]: freeText,
}

const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const unbroken = (codec: t.Type<string, string, unknown>) =>
  fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }).filter(codec.is)

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/)

/** Whatever the codecs take, as odd as it may be. */
export const wide: NamedArbitraries = {
  ...Object.fromEntries(
    Object.values(amounts).map((codec) => [
      codec.name,
      fc.oneof(
        fc.integer({ min: codec.is(0) ? 0 : 1, max: 100 }),
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      ),
    ]),
  ),
  [Uuid.name]: fc.uuid(),
  [ProgrammeId.name]: slug,
  [Code.name]: unbroken(Code),
  [Slug.name]: unbroken(Slug),
  [SessionId.name]: fc
    .tuple(slug, day, fc.option(fc.integer({ min: 2, max: 9 }), { nil: null }))
    .map(([programmeId, on, place]) => `${programmeId}.${on}${place === null ? '' : `.${place}`}`),
  [Day.name]: day,
  [Month.name]: day.map((text) => text.slice(0, 7)),
  [Figure.name]: fc.maxSafeInteger(),
  [Instant.name]: fc
    .date({ noInvalidDate: true, min: new Date(0) })
    .map((date) => date.toISOString())
    .filter(Instant.is),
  [TimeOfDay.name]: time,
  [TimeZone.name]: fc.constantFrom('UTC', 'Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', '+07:00'),
  [Recurrence.name]: anyRule,
}
