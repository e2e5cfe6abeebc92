import { aggregates } from '@perca/core'
import { eventType, pastVersion, sensitive } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { markedFields, withMarked } from './fields.js'
import { hasMark, markingOf } from './marking.js'
import { marksOf } from './marks.js'
import { percaMarks } from './perca-marks.js'

interface List {
  readonly head: string
  readonly tail: List | null
}

const name = sensitive('personal', t.string)
const score = sensitive('health', t.union([t.number, t.null]))

const marksIn = (codec: t.Any): readonly string[] =>
  marksOf([{ category: 'sample', events: { Taken: eventType(codec) } }]).all.map(
    (mark) => `${mark.pointer} ${mark.class}`,
  )

test('what the domain marks, all of it, in every version: a new mark is written down here before it is stored', () => {
  expect(
    percaMarks.all.map(
      ({ category, type, version, pointer, class: of }) => `${category} ${type}.v${version}${pointer} ${of}`,
    ),
  ).toEqual([
    'participant ParticipantReferred.v1/person personal',
    'participant ParticipantReferred.v1/reference personal',
    'participant ParticipantReferred.v2/person personal',
    'participant ParticipantReferred.v2/reference personal',
    'participant StabilityAssessed.v1/findings health',
    'participant RelapseReported.v1/observation health',
    'participant PersonMoved.v1/address personal',
    'participant PersonDetailsCorrected.v1/person personal',
    'participant GuardianAppointed.v1/guardian personal',
    'participant GuardianAppointed.v1/courtRef personal',
    'participant OutcomeMeasured.v1/answers health',
    'participant OutcomeMeasured.v1/score health',
    'participant CommunityRoleTaken.v1/organisation personal',
    'participant LivelihoodReported.v1/income health',
    'account HeirRecognised.v1/heir personal',
    'order OrderPlaced.v1/contact personal',
    'order OrderDelivered.v1/receivedBy personal',
    'fund DonationReceived.v1/donor personal',
    'incident IncidentReported.v1/account health',
    'helper HelperEngaged.v1/person personal',
    'privacy BreachDetected.v1/description health',
  ])
})

/** Every sensitive codec in a codec, found by looking at everything it is made of: knows nothing of io-ts' kinds. */
const sensitiveIn = (value: unknown, seen: Set<unknown> = new Set()): number => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0
  seen.add(value)
  const own = Reflect.get(value, '_tag') === 'SensitiveType' ? 1 : 0
  return own + Object.values(value).reduce((sum: number, inner: unknown) => sum + sensitiveIn(inner, seen), 0)
}

test('no mark of any codec of the domain is missed, whatever it is wrapped in', () => {
  for (const { category, events } of aggregates) {
    for (const [type, { past, data }] of Object.entries(events)) {
      for (const [index, codec] of [...past.map((version) => version.data), data].entries()) {
        const found = percaMarks.all.filter(
          (mark) => mark.category === category && mark.type === type && mark.version === index + 1,
        )
        expect([type, index + 1, found.length]).toEqual([type, index + 1, sensitiveIn(codec)])
      }
    }
  }
})

test('marks are found in lists, records, tuples, options, intersections, unions and refinements', () => {
  expect(marksIn(name)).toEqual([' personal'])
  expect(marksIn(t.type({ a: t.strict({ b: name, c: t.string }) }))).toEqual(['/a/b personal'])
  expect(marksIn(t.readonlyArray(t.type({ a: score })))).toEqual(['/*/a health'])
  expect(marksIn(t.record(t.string, name))).toEqual(['/* personal'])
  expect(marksIn(t.tuple([t.string, name]))).toEqual(['/1 personal'])
  expect(marksIn(t.intersection([t.type({ a: name }), t.partial({ b: score })]))).toEqual(['/a personal', '/b health'])
  expect(marksIn(t.union([t.type({ kind: t.literal('a'), a: name }), t.type({ kind: t.literal('b') })]))).toEqual([
    '/a personal',
  ])
  expect(marksIn(t.union([name, t.null]))).toEqual([' personal'])
  expect(marksIn(t.readonly(t.exact(t.type({ a: name }))))).toEqual(['/a personal'])
  expect(hasMark(markingOf(t.type({ a: t.array(t.string) }), 'sample'))).toBe(false)
})

test('a list of any length is sealed element by element, each in its place', () => {
  const marking = markingOf(t.type({ rows: t.array(t.type({ who: name, n: t.number })) }), 'sample')
  const data = { rows: [{ who: 'a', n: 1 }, { who: 'b', n: 2 }, { n: 3 }] }
  expect(markedFields(marking, data)).toEqual([
    { pointer: '/rows/0/who', class: 'personal', value: 'a' },
    { pointer: '/rows/1/who', class: 'personal', value: 'b' },
  ])
  expect(withMarked(marking, data, ({ pointer }) => pointer)).toEqual({
    rows: [{ who: '/rows/0/who', n: 1 }, { who: '/rows/1/who', n: 2 }, { n: 3 }],
  })
})

test('a codec that leaves open whether a field is to be sealed shows before anything is stored', () => {
  for (const codec of [
    t.union([t.type({ a: name }), t.type({ a: t.string })]),
    t.union([t.type({ a: name }), t.type({ a: sensitive('health', t.string) })]),
    t.intersection([t.type({ a: name }), t.type({ a: t.string })]),
    t.union([name, t.string]),
    t.union([t.array(name), t.type({ a: t.string })]),
  ]) {
    expect(() => marksIn(codec)).toThrow('leaves open')
  }
  const list = t.recursion<List>('list', (self) => t.type({ head: t.string, tail: t.union([self, t.null]) }))
  expect(() => marksIn(list)).toThrow('holds itself')
})

test('each version of an event has its own marks, and what is not known has none', () => {
  const marks = marksOf([
    {
      category: 'sample',
      events: { Taken: eventType(t.type({ b: name }), [pastVersion(t.type({ a: name }), () => ({}))]) },
    },
  ])
  expect(marks.all.map(({ version, pointer }) => [version, pointer])).toEqual([
    [1, '/a'],
    [2, '/b'],
  ])
  expect(marks.of('sample', 'Taken', 3)).toBe(undefined)
  expect(marks.of('other', 'Taken', 1)).toBe(undefined)
})
