import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../../testing/day.fixture.js'
import { erased } from '../changes.fixture.js'
import { participant } from '../decider.js'
import { referred } from '../person.fixture.js'
import { judge, judged, measure, measured, measureId } from './support.fixture.js'

const twelve = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 4] as const
const whodas = { instrument: 'whodas-12' } as const

describe('a skill', () => {
  test.each([0, 1, 2, 3, 4] as const)('is judged, level %i', (level) => {
    given(participant, [referred])
      .when(judge(august(5), level))
      .thenEvents([judged(august(5), level)])
  })

  test('of somebody without a file is not', () => {
    given(participant, [])
      .when(judge(august(5), 1))
      .thenRefused('unknown-participant')
  })
})

describe('an outcome', () => {
  test('is recorded with its answers, the version in force, and the score that follows from them', () => {
    given(participant, [referred])
      .when(measure(august(5), [5, 4, 3, 2, 0]))
      .thenEvents([measured(august(5), [5, 4, 3, 2, 0], 56)])
    given(participant, [referred])
      .when(measure(august(5), twelve, whodas))
      .thenEvents([measured(august(5), twelve, 50, whodas)])
  })

  test('keeps answers that are too few for a score', () => {
    given(participant, [referred])
      .when(measure(august(5), [5, 4, null, 2, 0]))
      .thenEvents([measured(august(5), [5, 4, null, 2, 0], null)])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(measure(august(5), [5, 4, 3, 2, 0]))
      .thenRefused('unknown-participant')
  })

  test.each([
    ['of another length', measure(august(5), [5, 4, 3, 2]), { instrument: 'who-5', items: 5, given: 4 }],
    [
      'off the scale',
      measure(august(5), [...twelve.slice(0, 11), 5], whodas),
      { instrument: 'whodas-12', item: 12, least: 0, most: 4 },
    ],
  ])('has no answers %s, and the refusal does not say what was answered', (_, command, evidence) => {
    given(participant, [referred]).when(command).thenRefused('invalid-number', evidence)
  })

  test('bears an id of its own', () => {
    const history = [referred, measured(august(5), [5, 4, 3, 2, 0], 56)]
    given(participant, history)
      .when(measure(august(6), [5, 5, 5, 5, 5]))
      .thenRefused('already-measured', { measureId: measureId(1) })
    given(participant, history)
      .when(measure(august(6), [5, 5, 5, 5, 5], { number: 2 }))
      .thenEvents([measured(august(6), [5, 5, 5, 5, 5], 100, { number: 2 })])
  })
  test('is not measured once health data were erased; a skill is judged on (rule 22)', () => {
    const history = [referred, erased(august(4), ['health'])]
    given(participant, history)
      .when(measure(august(5), [5, 4, 3, 2]))
      .thenRefused('data-erased', { class: 'health', erasedOn: august(4) })
    given(participant, [referred, erased(august(4), ['personal'])])
      .when(measure(august(5), [5, 4, 3, 2, 0]))
      .thenEvents([measured(august(5), [5, 4, 3, 2, 0], 56)])
    given(participant, history)
      .when(judge(august(5), 1))
      .thenEvents([judged(august(5), 1)])
  })
})
