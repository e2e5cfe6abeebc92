import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, month, number, rate, rupiah } from './formats.js'

test('rupiah stand in groups of three, with the sign before the Rp', () => {
  expect(rupiah('id', 1_234_567)).toBe('Rp1.234.567')
  expect(rupiah('en', 1_234_567)).toBe('Rp1,234,567')
  expect(rupiah('id', 0)).toBe('Rp0')
  expect(rupiah('id', 999)).toBe('Rp999')
  expect(rupiah('id', -5_000)).toBe('-Rp5.000')
})

test('days and months are written out in the language', () => {
  expect(day('id', '2020-08-12')).toBe('12 Agustus 2020')
  expect(day('en', '2020-08-02')).toBe('2 August 2020')
  expect(month('id', '2020-12')).toBe('Desember 2020')
  expect(month('en', '2021-01')).toBe('January 2021')
})

test('a rate says what it rests on, and is blank where it rests on nothing', () => {
  expect(rate('id', 96, 135)).toBe('71,1% (n = 135)')
  expect(rate('en', 1_200, 1_200)).toBe('100.0% (n = 1,200)')
  expect(rate('en', 1, 2_000)).toBe('0.1% (n = 2,000)')
  expect(rate('id', 0, 7)).toBe('0,0% (n = 7)')
  expect(rate('id', 0, 0)).toBe('')
})

test('law: whatever the language, a number can be read back from its digits', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('id', 'en'), (value, lang) => {
      const text = number(lang, value)
      expect(Number(text.replaceAll(/[.,]/g, ''))).toBe(value)
      expect(text).toMatch(/^-?\d{1,3}([.,]\d{3})*$/)
    }),
  )
})
