import { expect, test } from 'vitest'
import { monthlyReportJson } from './json.js'
import { kediriAugust } from './reports.arbitrary.js'

test('the JSON is the report itself, its keys and lists in their order', () => {
  expect(JSON.parse(monthlyReportJson(kediriAugust))).toEqual(kediriAugust)
  expect(Object.keys(JSON.parse(monthlyReportJson(kediriAugust)))).toEqual([
    'programme',
    'month',
    'sessions',
    'participants',
    'attendance',
    'production',
    'orders',
    'stock',
    'proceeds',
    'earnings',
    'agencies',
  ])
})
