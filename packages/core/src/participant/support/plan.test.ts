import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../../testing/day.fixture.js'
import { participant } from '../decider.js'
import { OTHER_PROGRAMME, referred } from '../person.fixture.js'
import { agree, agreed, goalId, planId, review, reviewed } from './support.fixture.js'

describe('a plan', () => {
  test('is agreed with whoever has a file, with its goals', () => {
    given(participant, [referred])
      .when(agree(august(5), 1, [1, 2]))
      .thenEvents([agreed(august(5), 1, [1, 2])])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(agree(august(5)))
      .thenRefused('unknown-participant')
  })

  test('follows another', () => {
    given(participant, [referred, agreed(august(5))])
      .when(agree(august(6), 2, [2]))
      .thenEvents([agreed(august(6), 2, [2])])
  })

  test('bears an id of its own', () => {
    given(participant, [referred, agreed(august(5))])
      .when(agree(august(6), 1, [2]))
      .thenRefused('plan-exists', { planId: planId(1) })
  })

  test.each([
    ['of an earlier plan', agree(august(6), 2, [2, 1]), 1],
    ['twice', agree(august(6), 2, [3, 2, 3]), 3],
  ])('holds no goal %s', (_, command, goal) => {
    given(participant, [referred, agreed(august(5))])
      .when(command)
      .thenRefused('goal-exists', { goalId: goalId(goal) })
  })
})

describe('a goal', () => {
  const planned = [referred, agreed(august(5), 1, [1, 2])] as const

  test.each([
    ['on the day of its plan', august(5), august(12)],
    ['and looked at again on the same day', august(6), august(6)],
    ['for the last time', august(6), null],
  ])('is reviewed %s', (_, on, next) => {
    given(participant, planned)
      .when(review(on, next, 2))
      .thenEvents([reviewed(on, next, 2)])
  })

  test.each([
    ['of no plan', review(august(6), null, 3), { goalId: goalId(3), day: '2020-08-06' }],
    ['before its plan', review(august(4), null), { goalId: goalId(1), day: '2020-08-04' }],
    ['of another programme', review(august(6), null, 1, OTHER_PROGRAMME), { goalId: goalId(1) }],
  ])('%s is none', (_, command, evidence) => {
    given(participant, planned).when(command).thenRefused('unknown-goal', evidence)
  })

  test('is not looked at again before it is reviewed', () => {
    given(participant, planned)
      .when(review(august(6), august(5)))
      .thenRefused('invalid-date', { field: 'nextReviewOn', date: '2020-08-05', day: '2020-08-06' })
  })
})
