import { expect, test } from 'vitest'
import { figuresOf } from './figures.js'
import { emptyMonth, kediriAugust } from './reports.arbitrary.js'

test('every number of the report is a figure, once, with its place', () => {
  const figures = figuresOf(kediriAugust)
  const numbers = JSON.stringify(kediriAugust).match(/:\d+(?=[,}])/g) ?? []
  expect(figures.map(({ value }) => value)).toEqual(numbers.map((text) => Number(text.slice(1))))
  expect(figures).toContainEqual({ section: 'earnings', code: 'P-011', figure: 'dueAtEnd', value: 122_500 })
  expect(figures).toContainEqual({ section: 'sessions', code: '', figure: 'planned', value: 7 })
  const places = figures.map(({ section, code, figure }) => `${section} ${code} ${figure}`)
  expect(new Set(places).size).toBe(places.length)
})

test('lists without rows have no figure', () => {
  expect(figuresOf(emptyMonth)).toHaveLength(21)
})
