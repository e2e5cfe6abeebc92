import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { participant } from './decider.js'
import {
  assessed,
  assessmentId,
  consented,
  end,
  ended,
  enrol,
  enrolled,
  enrolmentId,
  LONG,
  OTHER_PROGRAMME,
  pause,
  paused,
  referred,
  resume,
  resumed,
  running,
} from './person.fixture.js'

const fit = [referred, consented(august(2)), assessed(august(2), { until: august(20) })] as const

/** The evidence of a refusal by the assessment in force. */
const byAssessment = (date: number, number: number, on: number, until: string) => ({
  day: august(date),
  assessmentId: assessmentId(number),
  assessedOn: august(on),
  validUntil: until,
})

describe('to be enrolled one needs (rule 1)', () => {
  test('a file', () => {
    given(participant, [])
      .when(enrol(august(3)))
      .thenRefused('unknown-participant', {})
  })

  test('a consent', () => {
    given(participant, [referred, assessed(august(2))])
      .when(enrol(august(3)))
      .thenRefused('consent-missing', { day: august(3) })
  })

  test('a consent to train', () => {
    const other = { ...consented(august(2)), data: { ...consented(august(2)).data, purposes: [] } }
    given(participant, [referred, other, assessed(august(2))])
      .when(enrol(august(3)))
      .thenRefused('consent-missing', { day: august(3) })
  })

  test('a consent given by that day: not on the day before it, but on the very day', () => {
    const history = [referred, consented(august(5)), assessed(august(2))]
    given(participant, history)
      .when(enrol(august(4)))
      .thenRefused('consent-missing', { day: august(4) })
    given(participant, history)
      .when(enrol(august(5)))
      .thenEvents([enrolled(august(5))])
  })

  test('an assessment', () => {
    given(participant, [referred, consented(august(2))])
      .when(enrol(august(3)))
      .thenRefused('assessment-missing', { day: august(3) })
  })

  test('an assessment dated by that day: not on the day before it, but on the very day', () => {
    const history = [referred, consented(august(2)), assessed(august(5))]
    given(participant, history)
      .when(enrol(august(4)))
      .thenRefused('assessment-missing', { day: august(4) })
    given(participant, history)
      .when(enrol(august(5)))
      .thenEvents([enrolled(august(5))])
  })

  test.each([
    ['that says stable', { stable: false }],
    ['that says able to train', { able: false }],
  ])('an assessment %s', (_, terms) => {
    given(participant, [referred, consented(august(2)), assessed(august(2), terms)])
      .when(enrol(august(3)))
      .thenRefused('assessment-unstable', byAssessment(3, 1, 2, LONG))
  })

  test('an assessment that has not run out: until its last day, not the day after', () => {
    given(participant, fit)
      .when(enrol(august(20)))
      .thenEvents([enrolled(august(20))])
    given(participant, fit)
      .when(enrol(august(21)))
      .thenRefused('assessment-expired', byAssessment(21, 1, 2, august(20)))
  })

  test('no enrolment in that programme that runs or is paused', () => {
    const refusedSince = (date: number) => ({ day: august(9), enrolmentId: enrolmentId(1), since: august(date) })
    given(participant, running)
      .when(enrol(august(9), 2))
      .thenRefused('already-enrolled', refusedSince(3))
    given(participant, [...running, paused(august(5))])
      .when(enrol(august(9), 2))
      .thenRefused('already-enrolled', refusedSince(5))
  })

  test('not on the very day of an enrolment, but on the very day on which it ended', () => {
    given(participant, running)
      .when(enrol(august(3), 2))
      .thenRefused('already-enrolled', { day: august(3), enrolmentId: enrolmentId(1), since: august(3) })
    given(participant, [...running, ended(august(9))])
      .when(enrol(august(9), 2))
      .thenEvents([enrolled(august(9), { number: 2 })])
    given(participant, [...running, ended(august(9))])
      .when(enrol(august(8), 2))
      .thenRefused('already-enrolled', { day: august(8), enrolmentId: enrolmentId(1), since: august(3) })
  })

  test('but one may take part in two programmes', () => {
    given(participant, running)
      .when(enrol(august(9), 2, OTHER_PROGRAMME))
      .thenEvents([enrolled(august(9), { number: 2, programmeId: OTHER_PROGRAMME })])
  })

  test('and is told the first that is missing', () => {
    given(participant, [referred, assessed(august(2), { stable: false })])
      .when(enrol(august(3)))
      .thenRefused('consent-missing', { day: august(3) })
    given(participant, [...running, assessed(august(4), { number: 2, stable: false, until: august(4) })])
      .when(enrol(august(5), 2))
      .thenRefused('assessment-unstable', byAssessment(5, 2, 4, august(4)))
    given(participant, [...running, assessed(august(4), { number: 2, until: august(4) })])
      .when(enrol(august(5), 2))
      .thenRefused('assessment-expired', byAssessment(5, 2, 4, august(4)))
  })
})

test('an enrolment bears an id of its own, in whatever programme', () => {
  given(participant, [...running, ended(august(9))])
    .when(enrol(august(9)))
    .thenRefused('duplicate-id', { id: enrolmentId(1) })
  given(participant, running)
    .when(enrol(august(9), 1, OTHER_PROGRAMME))
    .thenRefused('duplicate-id', { id: enrolmentId(1) })
  given(participant, [...running, ended(august(9))])
    .when(enrol(august(9), 2))
    .thenEvents([enrolled(august(9), { number: 2 })])
})

test('an enrolment names the consent and the assessment that it rests on', () => {
  given(participant, [
    referred,
    consented(august(2), 1),
    consented(august(3), 2),
    consented(august(9), 3),
    assessed(august(2), { number: 1 }),
    assessed(august(3), { number: 2 }),
    assessed(august(9), { number: 3 }),
  ])
    .when(enrol(august(4)))
    .thenEvents([enrolled(august(4), { consent: 2, assessment: 2 })])
})

const notYet = (date: number) => ({ day: august(date) })
const over = (date: number, endedOn: number) => ({
  day: august(date),
  enrolmentId: enrolmentId(1),
  endedOn: august(endedOn),
})

describe('a pause (rule 2)', () => {
  test('takes what runs, from the very day on which it began', () => {
    given(participant, running)
      .when(pause(august(3)))
      .thenEvents([paused(august(3))])
  })

  test('finds nothing the day before', () => {
    given(participant, running)
      .when(pause(august(2)))
      .thenRefused('not-enrolled', notYet(2))
  })

  test('finds nothing in another programme, be it called like what every object has', () => {
    given(participant, running)
      .when(pause(august(5), OTHER_PROGRAMME))
      .thenRefused('not-enrolled', notYet(5))
    given(participant, running)
      .when(pause(august(5), 'constructor'))
      .thenRefused('not-enrolled', notYet(5))
  })

  test('is refused where it is paused, from the very day on', () => {
    const history = [...running, paused(august(6))]
    given(participant, history)
      .when(pause(august(6)))
      .thenRefused('enrolment-paused', { day: august(6), enrolmentId: enrolmentId(1), pausedOn: august(6) })
    given(participant, history)
      .when(pause(august(5)))
      .thenEvents([paused(august(5))])
  })

  test('is refused where it is over, from the very day on', () => {
    const history = [...running, ended(august(6))]
    given(participant, history)
      .when(pause(august(6)))
      .thenRefused('enrolment-ended', over(6, 6))
    given(participant, history)
      .when(pause(august(5)))
      .thenEvents([paused(august(5))])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(pause(august(3)))
      .thenRefused('unknown-participant', {})
  })
})

describe('to go on (rule 2)', () => {
  const resting = [...running, paused(august(6))]

  test('an enrolment must be paused, on the very day or before', () => {
    given(participant, resting)
      .when(resume(august(6)))
      .thenEvents([resumed(august(6))])
    given(participant, resting)
      .when(resume(august(5)))
      .thenRefused('not-paused', { day: august(5), enrolmentId: enrolmentId(1) })
  })

  test('it must have begun and not be over', () => {
    given(participant, resting)
      .when(resume(august(2)))
      .thenRefused('not-enrolled', notYet(2))
    given(participant, [...resting, ended(august(9))])
      .when(resume(august(9)))
      .thenRefused('enrolment-ended', over(9, 9))
    given(participant, [...resting, ended(august(9))])
      .when(resume(august(8)))
      .thenEvents([resumed(august(8))])
  })

  test('an assessment must be in force that allows it, and is named', () => {
    const [, , , entry] = running
    const history = (until: number, more: readonly ReturnType<typeof assessed>[] = []) => [
      referred,
      consented(august(2)),
      assessed(august(2), { until: august(until) }),
      entry,
      paused(august(6)),
      ...more,
    ]
    given(participant, history(8))
      .when(resume(august(8)))
      .thenEvents([resumed(august(8))])
    given(participant, history(8))
      .when(resume(august(9)))
      .thenRefused('assessment-expired', byAssessment(9, 1, 2, august(8)))
    given(participant, history(8, [assessed(august(9), { number: 2 })]))
      .when(resume(august(9)))
      .thenEvents([resumed(august(9), 2)])
    given(participant, history(8, [assessed(august(9), { number: 2, able: false })]))
      .when(resume(august(9)))
      .thenRefused('assessment-unstable', byAssessment(9, 2, 9, LONG))
  })

  test('after a pause of its own, an assessment is asked for anew: what paused it does not allow it', () => {
    const bad = assessed(august(6), { number: 2, stable: false })
    const history = [...running, bad, paused(august(6), 'assessment-unstable')]
    given(participant, history)
      .when(resume(august(7)))
      .thenRefused('assessment-unstable', byAssessment(7, 2, 6, LONG))
    given(participant, [...history, assessed(august(7), { number: 3 })])
      .when(resume(august(7)))
      .thenEvents([resumed(august(7), 3)])
  })

  test('that it runs is told before what is wrong with the assessment', () => {
    given(participant, [...running, assessed(august(4), { number: 2, until: august(4) })])
      .when(resume(august(5)))
      .thenRefused('not-paused', { day: august(5), enrolmentId: enrolmentId(1) })
  })

  test('one must have a file', () => {
    given(participant, [])
      .when(resume(august(3)))
      .thenRefused('unknown-participant', {})
  })
})

describe('an end (rule 2)', () => {
  test('takes what runs and what is paused, from the very day on which it began', () => {
    given(participant, running)
      .when(end(august(3)))
      .thenEvents([ended(august(3))])
    given(participant, [...running, paused(august(6))])
      .when(end(august(6)))
      .thenEvents([ended(august(6))])
  })

  test('asks for no assessment', () => {
    given(participant, [...running, assessed(august(4), { number: 2, until: august(4) })])
      .when(end(august(9)))
      .thenEvents([ended(august(9))])
  })

  test('finds nothing the day before it began, nor from the day on which it ended', () => {
    given(participant, running)
      .when(end(august(2)))
      .thenRefused('not-enrolled', notYet(2))
    given(participant, [...running, ended(august(6))])
      .when(end(august(6)))
      .thenRefused('enrolment-ended', over(6, 6))
    given(participant, [...running, ended(august(6))])
      .when(end(august(7)))
      .thenRefused('enrolment-ended', over(7, 6))
  })

  test('takes the enrolment that is open, of two that follow each other', () => {
    given(participant, [...running, ended(august(6)), enrolled(august(8), { number: 2 })])
      .when(end(august(9)))
      .thenEvents([ended(august(9), 2)])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(end(august(3)))
      .thenRefused('unknown-participant', {})
  })
})
