import { aggregates } from '@perca/core'
import type { Day } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
import { type Shape, shapeOf } from './codec-shape.js'
import { eventSentence } from './event-sentence.js'

const words = [
  1_234,
  true,
  '2020-08-18',
  '2020-08',
  '2020-08-18T02:00:00.000Z',
  '016fb5f3-0400-8173-856c-afd998a72a9b',
  '09:00',
  'kediri.2020-08-18',
  'KPR-TAS',
]

/** Some data of this shape; what is sensitive in it says HIDE-ME. */
const sample = (shape: Shape): unknown => {
  switch (shape.kind) {
    case 'sensitive':
      return 'HIDE-ME'
    case 'value': {
      const keys: unknown = Reflect.get(shape.codec, 'keys')
      const literal: unknown = Reflect.get(shape.codec, 'value')
      if (literal !== undefined) return literal
      return typeof keys === 'object' && keys !== null
        ? Object.keys(keys)[0]
        : [...words, 'kediri', 'FREQ=WEEKLY;BYDAY=TU,TH', 'Asia/Jakarta', null].find((word) => shape.codec.is(word))
    }
    case 'fields':
      return Object.fromEntries(shape.fields.map((field) => [field.name, sample(field.shape())]))
    case 'list':
      return [sample(shape.item())]
    case 'record':
      return { key: sample(shape.item()) }
    case 'tuple':
      return shape.items.map((item) => sample(item()))
    case 'either':
      return shape.members.map((member) => sample(member()))[0]
    case 'all':
      return Object.assign({}, ...shape.members.map((member) => sample(member())))
  }
}

test('every event of the domain is told in words in both languages, without its sensitive fields', () => {
  for (const { events } of aggregates) {
    for (const [type, { data }] of Object.entries(events)) {
      const event = { type, effectiveOn: '2020-08-18' as Day, data: sample(shapeOf(data)) }
      const [id, en] = [eventSentence('id', event), eventSentence('en', event)]
      for (const sentence of [id, en]) {
        expect(sentence, type).not.toBe(type)
        expect(sentence).not.toMatch(/HIDE-ME|undefined|NaN|\[object/)
      }
    }
  }
})

test('amounts, days and codes stand in it as the language writes them', () => {
  const to = { kind: 'participant' }
  const data = { amount: 63_000, receiptRef: 'KW-1', to }
  const paid = { type: 'EarningsPaid', effectiveOn: '2020-08-18' as Day, data }
  expect(eventSentence('id', paid)).toBe('Dibayar Rp63.000, kuitansi KW-1')
  expect(eventSentence('en', paid)).toBe('Was paid Rp63,000, receipt KW-1')
  const assessed = {
    type: 'StabilityAssessed',
    effectiveOn: '2020-08-18' as Day,
    data: { outcome: 'unstable', ableToTrain: false, validUntil: '2020-12-31', findings: 'HIDE-ME' },
  }
  expect(eventSentence('id', assessed)).toBe(
    'Asesmen: tidak stabil, belum mampu berlatih, berlaku sampai 31 Desember 2020',
  )
  expect(eventSentence('en', assessed)).toBe('Assessed as not stable, not able to train, until 31 December 2020')
})

test('an event of another domain is told by its type', () => {
  expect(eventSentence('en', { type: 'toString', effectiveOn: '2020-08-18' as Day, data: {} })).toBe('toString')
})
