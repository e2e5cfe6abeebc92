import { fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { january, PROGRAMME, SKU } from '../order/sale.fixture.js'
import { product } from './decider.js'
import { listed as isListed, type ListProduct, offeredOn, type RetireProduct, type SetPrice } from './decisions.js'
import type { ProductEvent } from './events.js'

const list: ListProduct = {
  type: 'ListProduct',
  programmeId: PROGRAMME,
  sku: SKU,
  name: 'Tas belanja perca',
  craftId: 'jahit',
  price: 45_000,
  effectiveOn: january(2),
}
const listed: ProductEvent = {
  type: 'ProductListed',
  effectiveOn: january(2),
  data: { programmeId: PROGRAMME, sku: SKU, name: 'Tas belanja perca', craftId: 'jahit' },
}
const setTo = (price: number, date: number, sku = SKU): SetPrice => ({
  type: 'SetPrice',
  programmeId: PROGRAMME,
  sku,
  price,
  effectiveOn: january(date),
})
const wasSetTo = (price: number, date: number): ProductEvent => ({
  type: 'PriceSet',
  effectiveOn: january(date),
  data: { programmeId: PROGRAMME, sku: SKU, price },
})

describe('the catalogue', () => {
  test('a product is listed with its price', () => {
    given(product, [])
      .when(list)
      .thenEvents([listed, wasSetTo(45_000, 2)])
  })

  test('a code stands once', () => {
    given(product, [listed, wasSetTo(45_000, 2)])
      .when(list)
      .thenRefused('duplicate-code', { sku: SKU })
  })

  test('what is not listed has no price', () => {
    given(product, []).when(setTo(50_000, 9)).thenRefused('unknown-product', { sku: SKU })
  })

  test('nobody is told of by a product', () => {
    expect(product.subjects(listed, 'kediri.KPR-TAS')).toEqual([])
  })
})

describe('a price is in force from its day', () => {
  test('another price is set', () => {
    given(product, [listed, wasSetTo(45_000, 2)])
      .when(setTo(50_000, 9))
      .thenEvents([wasSetTo(50_000, 9)])
  })

  test('a price that was set from that very day already is not set again', () => {
    given(product, [listed, wasSetTo(45_000, 2), wasSetTo(50_000, 9)])
      .when(setTo(50_000, 9))
      .thenNothing()
  })

  test('another price from the same day takes its place', () => {
    given(product, [listed, wasSetTo(45_000, 2), wasSetTo(50_000, 9)])
      .when(setTo(45_000, 9))
      .thenEvents([wasSetTo(45_000, 9)])
  })

  test('a price written down late holds from its own day, also where it is the price that was set last', () => {
    given(product, [listed, wasSetTo(45_000, 2), wasSetTo(50_000, 9)])
      .when(setTo(50_000, 5))
      .thenEvents([wasSetTo(50_000, 5)])
  })

  test('the event bears the code as the catalogue spells it', () => {
    given(product, [listed, wasSetTo(45_000, 2)])
      .when(setTo(50_000, 9, 'kpr-tas'))
      .thenEvents([wasSetTo(50_000, 9)])
  })

  test('both spellings of a code lead to one product', () => {
    const { stream } = product.commands.SetPrice
    expect(stream(setTo(1, 2, 'kpr-tas'))).toBe(stream(setTo(1, 2, 'KPR-TAS')))
    expect(stream(setTo(1, 2, 'KPR-TAS'))).not.toBe(stream(setTo(1, 2, 'KPR-TAP')))
    expect(product.commands.ListProduct.stream(list)).toBe('kediri.KPR-TAS')
  })

  test('what a product knows is its code and its prices, as they were written down', () => {
    expect(fold(product, [listed, wasSetTo(45_000, 2), wasSetTo(50_000, 9), wasSetTo(48_000, 5)])).toEqual({
      listed: SKU,
      prices: [
        { from: january(2), terms: 45_000 },
        { from: january(9), terms: 50_000 },
        { from: january(5), terms: 48_000 },
      ],
      retiredFrom: null,
    })
  })
})

describe('a product leaves the catalogue', () => {
  const retire = (date: number, sku = SKU): RetireProduct => ({
    type: 'RetireProduct',
    programmeId: PROGRAMME,
    sku,
    reason: 'unsold',
    effectiveOn: january(date),
  })
  const retired = (date: number): ProductEvent => ({
    type: 'ProductRetired',
    effectiveOn: january(date),
    data: { programmeId: PROGRAMME, sku: SKU, reason: 'unsold' },
  })

  test('from its day on it is offered no longer; the day before it is', () => {
    given(product, [listed])
      .when(retire(9, 'kpr-tas'))
      .thenEvents([retired(9)])
    const state = fold(product, [listed, retired(9)])
    expect(offeredOn(state, 'kpr-tas', january(8))).toEqual(E.right(SKU))
    expect(offeredOn(state, 'kpr-tas', january(9))).toMatchObject(
      E.left({
        rule: 'product-retired',
        evidence: { sku: 'kpr-tas', day: january(9), retiredFrom: january(9) },
      }),
    )
  })

  test('what is in stock may still be delivered: it is in the catalogue’s books for ever', () => {
    expect(isListed(fold(product, [listed, retired(9)]), SKU)).toEqual(E.right(SKU))
  })

  test('no price is set from its day on; one for a day before, written down late, is', () => {
    given(product, [listed, wasSetTo(45_000, 2), retired(9)])
      .when(setTo(50_000, 9))
      .thenRefused('product-retired', { sku: SKU, day: january(9), retiredFrom: january(9) })
    given(product, [listed, wasSetTo(45_000, 2), retired(9)])
      .when(setTo(50_000, 8))
      .thenEvents([wasSetTo(50_000, 8)])
  })

  test('it leaves once, for good; its code is never given again', () => {
    given(product, [listed, retired(9)])
      .when(retire(9))
      .thenNothing()
    given(product, [listed, retired(9)])
      .when(retire(8))
      .thenRefused('product-retired', { sku: SKU, day: january(8), retiredFrom: january(9) })
    given(product, [listed, retired(9)])
      .when(list)
      .thenRefused('duplicate-code', { sku: SKU })
  })

  test('what is not listed does not leave', () => {
    given(product, []).when(retire(9)).thenRefused('unknown-product', { sku: SKU })
  })
})
