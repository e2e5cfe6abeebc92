import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { correct, corrected, revoked, withdrawn } from './changes.fixture.js'
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
  OTHER_PROGRAMME,
  paused,
  referred,
  running,
} from './person.fixture.js'

const attending = ['present', 'late'] as const
const missing = ['excused', 'sick', 'absent'] as const
const SESSION = 'kediri.2020-08-04'

const present = [...running, marked(august(4))] as const
const absent = [...running, marked(august(4), 'absent', null)] as const
const voided = [...present, corrected(august(4), { now: null })] as const

describe('a mark is put right', () => {
  test.each([...missing])('to %s, which needs no assessment', (now) => {
    given(participant, [...present, revoked(august(2))])
      .when(correct(august(4), { now }))
      .thenEvents([corrected(august(4), { now })])
  })

  test.each(attending)('to %s, which rests on the assessment of the session’s day', (now) => {
    given(participant, absent)
      .when(correct(august(4), { was: 'absent', now }))
      .thenEvents([corrected(august(4), { was: 'absent', now }, 1)])
  })

  test('to none at all: it was never theirs', () => {
    given(participant, present)
      .when(correct(august(4), { now: null }))
      .thenEvents([corrected(august(4), { now: null })])
  })

  test('to none, which has no minutes whatever was said', () => {
    given(participant, present)
      .when(correct(august(4), { now: null, minutes: 90 }))
      .thenEvents([corrected(august(4), { now: null })])
    given(participant, voided)
      .when(correct(august(4), { was: null, now: null, minutes: 90 }))
      .thenNothing()
  })

  test('and what was taken back is marked anew by a correction, never by a mark', () => {
    given(participant, voided)
      .when(mark(august(4)))
      .thenRefused('already-recorded', { sessionId: SESSION })
    given(participant, voided)
      .when(correct(august(4), { was: null, now: 'late', event: 2 }))
      .thenEvents([corrected(august(4), { was: null, now: 'late', event: 2 }, 1)])
  })

  test('once more, naming the correction before', () => {
    const now = [...present, corrected(august(4), { now: 'sick' })]
    given(participant, now)
      .when(correct(august(4), { was: 'sick', now: 'excused', event: 2 }))
      .thenEvents([corrected(august(4), { was: 'sick', now: 'excused', event: 2 })])
  })

  test('in its minutes alone; and where nothing changes, nothing is recorded', () => {
    given(participant, present)
      .when(correct(august(4), { now: 'present', minutes: 90 }))
      .thenEvents([corrected(august(4), { now: 'present', minutes: 90 }, 1)])
    given(participant, present)
      .when(correct(august(4), { now: 'present' }))
      .thenNothing()
    given(participant, [...present, corrected(august(4), { now: 'present', minutes: 90 }, 1)])
      .when(correct(august(4), { now: 'present', minutes: 90 }))
      .thenNothing()
  })

  test('only from what it says: whoever read something else is told what it says', () => {
    given(participant, present)
      .when(correct(august(4), { was: 'late', now: 'sick' }))
      .thenRefused('not-as-recorded', { sessionId: SESSION, was: 'late', recorded: 'present' })
    given(participant, voided)
      .when(correct(august(4), { was: 'present', now: 'sick' }))
      .thenRefused('not-as-recorded', { sessionId: SESSION, was: 'present', recorded: null })
    given(participant, present)
      .when(correct(august(4), { was: null, now: 'sick' }))
      .thenRefused('not-as-recorded', { sessionId: SESSION, was: null, recorded: 'present' })
  })

  test('where there is one', () => {
    given(participant, present)
      .when(correct(august(6), { now: 'sick' }))
      .thenRefused('not-recorded', { sessionId: 'kediri.2020-08-06' })
  })

  test('in its own programme only', () => {
    given(participant, present)
      .when({ ...correct(august(4), { now: 'sick' }), programmeId: OTHER_PROGRAMME })
      .thenRefused('not-recorded', { sessionId: SESSION })
    given(participant, present)
      .when({ ...correct(august(4), { now: 'sick' }), programmeId: 'ked' })
      .thenRefused('not-recorded', { sessionId: SESSION })
  })

  test('of somebody with a file only', () => {
    given(participant, [])
      .when(correct(august(4), { now: 'sick' }))
      .thenRefused('unknown-participant', {})
  })
})

describe('a correction holds', () => {
  test('from the session’s day on, or from a later one where that month is closed; not from the day before', () => {
    for (const date of [4, 5, 31]) {
      given(participant, present)
        .when(correct(august(4), { now: 'sick', on: august(date) }))
        .thenEvents([corrected(august(4), { now: 'sick', on: august(date) })])
    }
    given(participant, present)
      .when(correct(august(4), { now: 'sick', on: august(3) }))
      .thenRefused('invalid-date', { day: august(3), corrected: august(4) })
  })

  test('not from before the correction that it corrects, but from its very day on', () => {
    const history = [...present, corrected(august(4), { now: 'sick', on: august(20) })]
    given(participant, history)
      .when(correct(august(4), { was: 'sick', now: 'absent', on: august(19) }))
      .thenRefused('invalid-date', { day: august(19), corrected: august(20) })
    given(participant, history)
      .when(correct(august(4), { was: 'sick', now: 'absent', on: august(20) }))
      .thenEvents([corrected(august(4), { was: 'sick', now: 'absent', on: august(20) })])
  })
})

describe('rule 4: what a mark needs, a corrected one needs on the day of the session', () => {
  test.each(attending)('%s needs an assessment that allows training', (now) => {
    const asked = correct(august(4), { was: 'absent', now, on: august(20) })
    given(participant, [...absent, revoked(august(2))])
      .when(asked)
      .thenRefused('assessment-missing', { day: august(4) })
    given(participant, [...absent, assessed(august(4), { number: 2, able: false })])
      .when(asked)
      .thenRefused('assessment-unstable', {
        day: august(4),
        assessmentId: assessmentId(2),
        assessedOn: august(4),
        validUntil: LONG,
      })
    given(participant, [...absent, assessed(august(5), { number: 2, able: false })])
      .when(asked)
      .thenEvents([corrected(august(4), { was: 'absent', now, on: august(20) }, 1)])
  })

  test('on its last day, not the day after', () => {
    const history = (until: number) => [
      referred,
      consented(august(2)),
      assessed(august(2), { until: august(until) }),
      enrolled(august(3)),
      marked(august(4), 'absent', null),
    ]
    given(participant, history(4))
      .when(correct(august(4), { was: 'absent', now: 'present' }))
      .thenEvents([corrected(august(4), { was: 'absent', now: 'present' }, 1)])
    given(participant, history(3))
      .when(correct(august(4), { was: 'absent', now: 'present' }))
      .thenRefused('assessment-expired', { day: august(4), assessmentId: assessmentId(1), validUntil: august(3) })
  })

  test.each([...attending, ...missing])('%s needs an enrolment that is open and not paused on that day', (now) => {
    const was = now === 'absent' ? 'sick' : 'absent'
    const history = [...running, marked(august(4), was, null)]
    const asked = correct(august(4), { was, now, on: august(20) })
    const assessment = now === 'present' || now === 'late' ? 1 : null
    given(participant, [...history, ended(august(4))])
      .when(asked)
      .thenRefused('enrolment-ended', { day: august(4), enrolmentId: enrolmentId(1), endedOn: august(4) })
    given(participant, [...history, paused(august(4))])
      .when(asked)
      .thenRefused('enrolment-paused', { day: august(4), enrolmentId: enrolmentId(1), pausedOn: august(4) })
    given(participant, [...history, paused(august(5)), ended(august(6))])
      .when(asked)
      .thenEvents([corrected(august(4), { was, now, on: august(20) }, assessment)])
  })

  test('an enrolment that had not begun', () => {
    const [file, consent, assessment] = running
    given(participant, [file, consent, assessment, marked(august(4)), enrolled(august(5))])
      .when(correct(august(4), { now: 'sick' }))
      .thenRefused('not-enrolled', { day: august(4) })
  })

  test('of several refusals the first in the order of rule 4 is told', () => {
    const unstable = assessed(august(4), { number: 2, stable: false })
    const asked = correct(august(4), { was: 'absent', now: 'present' })
    given(participant, [...absent, unstable, ended(august(4))])
      .when(asked)
      .thenRefused('enrolment-ended', { endedOn: august(4) })
    given(participant, [...absent, unstable, paused(august(4))])
      .when(asked)
      .thenRefused('assessment-unstable', { assessmentId: assessmentId(2) })
  })

  test('but taking it back needs nothing: it may have lost all that it rested on', () => {
    given(participant, [...present, ended(august(4)), revoked(august(2)), withdrawn(august(2))])
      .when(correct(august(4), { now: null }))
      .thenEvents([corrected(august(4), { now: null })])
  })
})
