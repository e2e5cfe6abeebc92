import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { sessionIdOn } from './attendance.js'
import { participant } from './decider.js'
import {
  assessed,
  assessmentId,
  consented,
  ended,
  enrolled,
  enrolmentId,
  LONG,
  mark,
  marked,
  paused,
  referred,
  resumed,
  running,
} from './person.fixture.js'

const attending = ['present', 'late'] as const
const missing = ['excused', 'sick', 'absent'] as const

const byAssessment = (date: number, number: number, on: number, until: string) => ({
  day: august(date),
  assessmentId: assessmentId(number),
  assessedOn: august(on),
  validUntil: until,
})

test('a session is named by its programme and its day', () => {
  expect(sessionIdOn('kediri', '2020-08-18')).toBe('kediri.2020-08-18')
})

describe.each(attending)('%s', (status) => {
  test('is recorded with the enrolment and the assessment that it rests on', () => {
    given(participant, running)
      .when(mark(august(4), status))
      .thenEvents([marked(august(4), status, 1)])
  })

  test('needs an assessment until its last day, not the day after', () => {
    const history = [referred, consented(august(2)), assessed(august(2), { until: august(6) }), enrolled(august(3))]
    given(participant, history)
      .when(mark(august(6), status))
      .thenEvents([marked(august(6), status)])
    given(participant, history)
      .when(mark(august(11), status))
      .thenRefused('assessment-expired', byAssessment(11, 1, 2, august(6)))
  })

  test.each([
    ['unstable', { number: 2, stable: false }],
    ['unable to train', { number: 2, able: false }],
  ])('is refused while the assessment in force says %s', (_, terms) => {
    given(participant, [...running, assessed(august(4), terms), paused(august(4), 'assessment-unstable')])
      .when(mark(august(4), status))
      .thenRefused('assessment-unstable', byAssessment(4, 2, 4, LONG))
  })

  test('is refused where an enrolment has no assessment that is dated by that day', () => {
    given(participant, [referred, consented(august(2)), enrolled(august(3))])
      .when(mark(august(4), status))
      .thenRefused('assessment-missing', { day: august(4) })
  })
})

describe.each(missing)('%s', (status) => {
  test('is recorded without an assessment, whatever it says', () => {
    given(participant, running)
      .when(mark(august(4), status))
      .thenEvents([marked(august(4), status, null)])
    given(participant, [...running, assessed(august(4), { number: 2, until: august(4) })])
      .when(mark(august(6), status))
      .thenEvents([marked(august(6), status, null)])
    given(participant, [...running, assessed(august(6), { number: 2, stable: false })])
      .when(mark(august(6), status))
      .thenEvents([marked(august(6), status, null)])
  })
})

describe.each([...attending, ...missing])('a mark (%s)', (status) => {
  const assessment = status === 'present' || status === 'late' ? 1 : null

  test('needs an enrolment: not the day before it, but the very day', () => {
    given(participant, running)
      .when(mark(august(2), status))
      .thenRefused('not-enrolled', { day: august(2) })
    given(participant, running)
      .when(mark(august(3), status))
      .thenEvents([marked(august(3), status, assessment)])
  })

  test('needs one that is not over: the day before its end, but not the very day', () => {
    const history = [...running, ended(august(6))]
    given(participant, history)
      .when(mark(august(5), status))
      .thenEvents([marked(august(5), status, assessment)])
    given(participant, history)
      .when(mark(august(6), status))
      .thenRefused('enrolment-ended', { day: august(6), enrolmentId: enrolmentId(1), endedOn: august(6) })
  })

  test('needs one that is not paused: the day before, but not the very day, until it goes on', () => {
    const history = [...running, paused(august(6)), resumed(august(11))]
    given(participant, history)
      .when(mark(august(5), status))
      .thenEvents([marked(august(5), status, assessment)])
    for (const date of [6, 10]) {
      given(participant, history)
        .when(mark(august(date), status))
        .thenRefused('enrolment-paused', { day: august(date), enrolmentId: enrolmentId(1), pausedOn: august(6) })
    }
    given(participant, history)
      .when(mark(august(11), status))
      .thenEvents([marked(august(11), status, assessment)])
  })

  test('is made once a session, whatever the first one says', () => {
    const history = [...running, marked(august(4), 'absent', null)]
    given(participant, history)
      .when(mark(august(4), status))
      .thenRefused('already-recorded', { sessionId: 'kediri.2020-08-04' })
    given(participant, history)
      .when(mark(august(6), status))
      .thenEvents([marked(august(6), status, assessment)])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(mark(august(4), status))
      .thenRefused('unknown-participant', {})
  })

  test('says how long, where that was counted', () => {
    const expected = marked(august(4), status, assessment)
    given(participant, running)
      .when({ ...mark(august(4), status), minutes: 90 })
      .thenEvents([{ ...expected, data: { ...expected.data, minutes: 90 } }])
  })
})

describe('of several refusals the first in the order of rule 4 is told', () => {
  const unstable = assessed(august(4), { number: 2, stable: false })
  const all = [...running, unstable, paused(august(4)), marked(august(4))]

  test('over before the assessment', () => {
    given(participant, [...running, unstable, ended(august(4)), marked(august(4))])
      .when(mark(august(4)))
      .thenRefused('enrolment-ended', { endedOn: august(4) })
  })

  test('the assessment before the pause', () => {
    given(participant, all)
      .when(mark(august(4)))
      .thenRefused('assessment-unstable', { assessmentId: assessmentId(2) })
  })

  test('the pause before the mark that stands', () => {
    given(participant, all)
      .when(mark(august(4), 'sick'))
      .thenRefused('enrolment-paused', { pausedOn: august(4) })
  })
})
