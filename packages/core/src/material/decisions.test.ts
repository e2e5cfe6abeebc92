import { fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { expect, test } from 'vitest'
import { january, PROGRAMME } from '../order/sale.fixture.js'
import { material } from './decider.js'
import type { MoveMaterial } from './decisions.js'
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
  expect(fold(material, [received(100), issued(101)])).toEqual({ grams: -1 })
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
