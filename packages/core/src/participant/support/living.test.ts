import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../../testing/day.fixture.js'
import { died, erased, merged } from '../changes.fixture.js'
import { participant } from '../decider.js'
import { referred, running } from '../person.fixture.js'
import {
  contact,
  contacted,
  leaveRole,
  leftRole,
  liveOn,
  livesOn,
  roleId,
  takeRole,
  tookRole,
} from './support.fixture.js'

describe('a role among others', () => {
  test('is recorded with where, which no decision reads', () => {
    given(participant, [referred])
      .when(takeRole(august(5), 1, 'Posyandu'))
      .thenEvents([tookRole(august(5), 1, 'Posyandu')])
  })

  test('bears an id of its own; another one stands beside it', () => {
    given(participant, [referred, tookRole(august(5))])
      .when(takeRole(august(6)))
      .thenRefused('role-exists', { roleId: roleId(1) })
    given(participant, [referred, tookRole(august(5))])
      .when(takeRole(august(6), 2))
      .thenEvents([tookRole(august(6), 2)])
  })

  test('is recorded without where once personal data were erased (rule 22)', () => {
    const history = [referred, erased(august(4), ['personal'])]
    given(participant, history)
      .when(takeRole(august(5), 1, 'Posyandu'))
      .thenRefused('data-erased', { class: 'personal', erasedOn: august(4) })
    given(participant, history)
      .when(takeRole(august(5)))
      .thenEvents([tookRole(august(5))])
  })

  test.each([5, 9])('taken on the 5th is left on the %ith', (date) => {
    given(participant, [referred, tookRole(august(5))])
      .when(leaveRole(august(date)))
      .thenEvents([leftRole(august(date))])
  })

  test.each([
    ['before it was taken', leaveRole(august(4)), { roleId: roleId(1), day: '2020-08-04', takenOn: '2020-08-05' }],
    ['that nobody took', leaveRole(august(9), 2), { roleId: roleId(2), day: '2020-08-09', takenOn: null }],
  ])('is not left %s', (_, command, evidence) => {
    given(participant, [referred, tookRole(august(5))])
      .when(command)
      .thenRefused('unknown-role', evidence)
  })

  test('is left once', () => {
    given(participant, [referred, tookRole(august(5)), leftRole(august(9))])
      .when(leaveRole(august(10)))
      .thenRefused('already-left', { roleId: roleId(1), leftOn: '2020-08-09' })
  })
})

test.each([
  ['a job', 'openMarketJob', 2_400_000],
  ['nothing', 'none', 0],
  ['a business whose income was not said', 'ownBusiness', null],
] as const)('somebody may live on %s', (_, kind, income) => {
  given(participant, running)
    .when(liveOn(august(5), kind, income))
    .thenEvents([livesOn(august(5), kind, income)])
})

test('an income is not said once health data were erased; on what somebody lives is, and an income of 0 is one (rule 22)', () => {
  const history = [referred, erased(august(4), ['health'])]
  for (const income of [0, 2_400_000]) {
    given(participant, history)
      .when(liveOn(august(5), 'casual', income))
      .thenRefused('data-erased', { class: 'health', erasedOn: august(4) })
  }
  given(participant, history)
    .when(liveOn(august(5), 'casual'))
    .thenEvents([livesOn(august(5), 'casual')])
})

test('nobody is supported from the day of their death on, nor where their file goes on elsewhere (rules 17 and 18)', () => {
  given(participant, [referred, died(august(9))])
    .when(contact(august(9)))
    .thenRefused('participant-deceased', { day: august(9), deceasedOn: august(9) })
  given(participant, [referred, merged(august(9))])
    .when(contact(august(9)))
    .thenRefused('participant-merged', { day: august(9), mergedOn: august(9) })
  for (const event of [died(august(9)), merged(august(9))]) {
    given(participant, [referred, event])
      .when(contact(august(8)))
      .thenEvents([contacted(august(8))])
  }
})

test('whoever was asked after is recorded', () => {
  given(participant, running)
    .when(contact(august(5)))
    .thenEvents([contacted(august(5))])
})

test.each([takeRole(august(5)), leaveRole(august(5)), liveOn(august(5), 'none'), contact(august(5))])(
  '$type of somebody without a file is refused',
  (command) => {
    given(participant, []).when(command).thenRefused('unknown-participant')
  },
)
