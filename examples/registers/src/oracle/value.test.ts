import { expect, test } from 'vitest'
import { readCode, readDay, readMakers, readNumber, readWhole } from './value.js'

test('a day is read in both forms, and only if the calendar has it', () => {
  expect([' 29/02/2020 ', '2020-02-29'].map(readDay)).toEqual(['2020-02-29', '2020-02-29'])
  expect(['29/02/2021', '2020-13-01', '31/04/2020', '1/2/2020', '2020/02/01', ''].map(readDay)).toEqual(
    Array.from({ length: 6 }, () => undefined),
  )
})

test('a number is whole, above zero, and grouped by three or not at all', () => {
  expect(['7', ' 1234567 ', '1.234.567', '9007199254740991'].map(readNumber)).toEqual([
    7, 1_234_567, 1_234_567, 9_007_199_254_740_991,
  ])
  expect(['0', '-2', '1.5', '1234.567', '1,5', '9007199254740992', ''].map(readNumber)).toEqual(
    Array.from({ length: 7 }, () => undefined),
  )
  expect(readWhole('0')).toBe(0)
})

test('a code is neither blank nor sixteen digits', () => {
  expect([' P-001 ', '123456789012345', '1234567890123456', ' '].map(readCode)).toEqual([
    'P-001',
    '123456789012345',
    undefined,
    undefined,
  ])
})

test('makers are codes with their parts', () => {
  expect(readMakers('P-001')).toEqual([{ code: 'P-001', parts: 1 }])
  expect(readMakers(' P-001*2+Kdr_4 ')).toEqual([
    { code: 'P-001', parts: 2 },
    { code: 'Kdr_4', parts: 1 },
  ])
  for (const text of ['', 'P-1+', '*2', 'P-1*0', 'P-1*', 'P-1*1,5', 'P-1, P-2', 'P-1 dan P-2', '1234567890123456']) {
    expect(readMakers(text)).toBeUndefined()
  }
})
