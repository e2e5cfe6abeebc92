import { fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { january, PROGRAMME, uuid } from '../order/sale.fixture.js'
import { material } from './decider.js'
import { balanceOn, type CountMaterial, type MoveMaterial } from './decisions.js'
import type { MaterialEvent } from './events.js'

const move = (received: number | null, issued: number | null, source: string | null = null): MoveMaterial => ({
  type: 'MoveMaterial',
  programmeId: PROGRAMME,
  materialId: 'kain-perca',
  received,
  issued,
  source,
  effectiveOn: january(7),
})
const item = { programmeId: PROGRAMME, materialId: 'kain-perca' }
const received = (grams: number, source: string | null = null): MaterialEvent => ({
  type: 'MaterialReceived',
  effectiveOn: january(7),
  data: { ...item, grams, source },
})
const issued = (grams: number): MaterialEvent => ({
  type: 'MaterialIssued',
  effectiveOn: january(7),
  data: { ...item, grams, sessionId: null },
})

test('what came in is received, with its source', () => {
  given(material, [])
    .when(move(2_928, null, 'Donasi warga'))
    .thenEvents([received(2_928, 'Donasi warga')])
})

test('what went out is issued', () => {
  given(material, [received(2_928)])
    .when(move(null, 100))
    .thenEvents([issued(100)])
})

test('one day’s entry may be both, in before out', () => {
  given(material, [])
    .when(move(300, 100))
    .thenEvents([received(300), issued(100)])
})

test('more may go out than came in: that is for a person to look at', () => {
  given(material, [received(100)])
    .when(move(null, 101))
    .thenEvents([issued(101)])
  expect(balanceOn(fold(material, [received(100), issued(101)]), january(7))).toBe(-1)
})

test('an entry of nothing is refused', () => {
  given(material, []).when(move(null, null)).thenRefused('invalid-number', { materialId: 'kain-perca' })
})

test('a material has one stream in a programme, which tells of nobody', () => {
  const { stream } = material.commands.MoveMaterial
  expect(stream(move(1, null))).toBe('kediri.KAIN-PERCA.1')
  expect(stream({ ...move(1, null), materialId: 'Kain Perca.2' })).toBe('kediri.KAIN%20PERCA%2E2.1')
  expect(material.subjects(received(1), 'kediri.KAIN-PERCA.1')).toEqual([])
})

const count = (date: number, counted: number): CountMaterial => ({
  type: 'CountMaterial',
  ...item,
  countId: uuid(9, 1),
  counted,
  effectiveOn: january(date),
})
const wasCounted = (date: number, counted: number, expected: number): MaterialEvent => ({
  type: 'MaterialCounted',
  effectiveOn: january(date),
  data: { ...item, countId: uuid(9, 1), counted, expected, difference: counted - expected },
})
const on = (date: number, event: MaterialEvent): MaterialEvent => ({ ...event, effectiveOn: january(date) })

describe('a count', () => {
  test('says what should be there at the end of its day, and by how much that differs', () => {
    given(material, [on(3, received(500)), on(5, issued(100)), on(6, issued(300))])
      .when(count(5, 350))
      .thenEvents([wasCounted(5, 350, 400)])
    given(material, [on(6, issued(300))])
      .when(count(6, 0))
      .thenEvents([wasCounted(6, 0, -300)])
  })

  test('what was counted is what there is, from the next day on', () => {
    given(material, [on(3, received(500)), wasCounted(5, 350, 500), on(6, issued(100))])
      .when(count(7, 250))
      .thenEvents([wasCounted(7, 250, 250)])
  })

  test('what is written down late for a day before a count, or for its own day, changes nothing after it', () => {
    given(material, [on(3, received(500)), wasCounted(5, 350, 500), on(4, issued(100)), on(5, issued(10))])
      .when(count(7, 350))
      .thenEvents([wasCounted(7, 350, 350)])
  })

  test('a count written down late, before another, leaves the later one in force', () => {
    given(material, [on(3, received(500)), wasCounted(6, 450, 500), wasCounted(4, 500, 500)])
      .when(count(7, 450))
      .thenEvents([wasCounted(7, 450, 450)])
  })

  test('of two counts of a day the one written down last counts; each is compared with the records, not the other', () => {
    given(material, [on(3, received(500)), wasCounted(5, 350, 500)])
      .when(count(5, 360))
      .thenEvents([wasCounted(5, 360, 500)])
    given(material, [on(3, received(500)), wasCounted(5, 350, 500), wasCounted(5, 360, 500)])
      .when(count(6, 360))
      .thenEvents([wasCounted(6, 360, 360)])
  })
})
