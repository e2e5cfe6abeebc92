import { expect, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import { later } from './later.js'

test('the later of two days is the later, whichever is named first', () => {
  expect([later(august(9), august(10)), later(august(10), august(9))]).toEqual([august(10), august(10)])
  expect(later(day('2019-12-31'), day('2020-01-01'))).toBe('2020-01-01')
  expect(later(august(9), august(9))).toBe(august(9))
})
