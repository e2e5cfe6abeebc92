import type { Day } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { participant } from './decider.js'
import type { ParticipantEvent } from './events.js'
import {
  assess,
  assessed,
  assessmentId,
  consented,
  end,
  ended,
  enrol,
  enrolled,
  enrolmentId,
  LONG,
  mark,
  marked,
  PROGRAMME,
  pause,
  paused,
  referred,
  resume,
  resumed,
  running,
} from './person.fixture.js'

// What is written down late is judged by what holds on its own day, and changes what holds from there on.

const isPaused = (on: Day, date: number) => ({ day: on, enrolmentId: enrolmentId(1), pausedOn: august(date) })

describe('a late mark', () => {
  test('before a pause that stands already is taken', () => {
    given(participant, [...running, paused(august(6))])
      .when(mark(august(4)))
      .thenEvents([marked(august(4))])
  })

  test('before an end that stands already is taken', () => {
    given(participant, [...running, ended(august(6))])
      .when(mark(august(4)))
      .thenEvents([marked(august(4))])
  })

  test('within a pause that is over by now is refused', () => {
    given(participant, [...running, paused(august(5)), resumed(august(11))])
      .when(mark(august(6)))
      .thenRefused('enrolment-paused', isPaused(august(6), 5))
  })

  test('rests on the assessment of its day, not on the one that was recorded last', () => {
    const history = [
      ...running,
      assessed(august(5), { number: 2, stable: false }),
      paused(august(5), 'assessment-unstable'),
    ]
    given(participant, history)
      .when(mark(august(4)))
      .thenEvents([marked(august(4))])
    given(participant, history)
      .when(mark(august(6)))
      .thenRefused('assessment-unstable', {
        day: august(6),
        assessmentId: assessmentId(2),
        assessedOn: august(5),
        validUntil: LONG,
      })
  })

  test('belongs to the enrolment of its day, of two that follow each other', () => {
    const history = [...running, ended(august(6)), enrolled(august(11), { number: 2 })]
    given(participant, history)
      .when(mark(august(4)))
      .thenEvents([marked(august(4))])
    given(participant, history)
      .when(mark(august(6)))
      .thenRefused('enrolment-ended', { day: august(6), enrolmentId: enrolmentId(1), endedOn: august(6) })
    given(participant, history)
      .when(mark(august(11)))
      .thenEvents([marked(august(11), 'present', 1, 2)])
  })

  test('is not there twice, in whatever order the marks were made', () => {
    given(participant, [...running, marked(august(11)), marked(august(4))])
      .when(mark(august(4), 'sick'))
      .thenRefused('already-recorded', { sessionId: 'kediri.2020-08-04' })
  })
})

describe('a late pause', () => {
  test('dated between a pause and its end finds it paused', () => {
    given(participant, [...running, paused(august(5)), resumed(august(11))])
      .when(pause(august(6)))
      .thenRefused('enrolment-paused', isPaused(august(6), 5))
  })

  test('dated before another pause is taken, and holds until the next step', () => {
    const history: readonly ParticipantEvent[] = [...running, paused(august(11)), resumed(august(13))]
    given(participant, history)
      .when(pause(august(5)))
      .thenEvents([paused(august(5))])
    const now = [...history, paused(august(5))]
    given(participant, now)
      .when(mark(august(6)))
      .thenRefused('enrolment-paused', isPaused(august(6), 5))
    given(participant, now)
      .when(mark(august(11)))
      .thenRefused('enrolment-paused', isPaused(august(11), 11))
    given(participant, now)
      .when(mark(august(13)))
      .thenEvents([marked(august(13))])
  })

  test('does not take marks back that stand after it', () => {
    const history = [...running, marked(august(6)), paused(august(5))]
    given(participant, history)
      .when(mark(august(6)))
      .thenRefused('enrolment-paused', isPaused(august(6), 5))
    given(participant, history)
      .when(end(august(6)))
      .thenEvents([ended(august(6))])
  })
})

describe('a late resumption', () => {
  test('dated between a pause and an end is taken', () => {
    given(participant, [...running, paused(august(5)), ended(august(11))])
      .when(resume(august(6)))
      .thenEvents([resumed(august(6))])
  })

  test('dated between two pauses lets the second stand', () => {
    const history: readonly ParticipantEvent[] = [...running, paused(august(5)), paused(august(11))]
    given(participant, history)
      .when(resume(august(6)))
      .thenEvents([resumed(august(6))])
    const now = [...history, resumed(august(6))]
    given(participant, now)
      .when(mark(august(6)))
      .thenEvents([marked(august(6))])
    given(participant, now)
      .when(mark(august(11)))
      .thenRefused('enrolment-paused', isPaused(august(11), 11))
  })

  test('dated before the pause finds nothing to resume', () => {
    given(participant, [...running, paused(august(5))])
      .when(resume(august(4)))
      .thenRefused('not-paused', { day: august(4), enrolmentId: enrolmentId(1) })
  })
})

describe('a late enrolment', () => {
  test('dated before one that stands is taken: nobody took part on its day', () => {
    given(participant, [...running.slice(0, 3), enrolled(august(11))])
      .when(enrol(august(4), 2))
      .thenEvents([enrolled(august(4), { number: 2 })])
  })

  test('dated after the end of one and before the begin of another is taken', () => {
    given(participant, [...running, ended(august(5)), enrolled(august(11), { number: 2 })])
      .when(enrol(august(6), 3))
      .thenEvents([enrolled(august(6), { number: 3 })])
  })

  test('dated within one that is over by now is refused', () => {
    given(participant, [...running, ended(august(11))])
      .when(enrol(august(6), 2))
      .thenRefused('already-enrolled', { day: august(6), enrolmentId: enrolmentId(1), since: august(3) })
  })
})

describe('an unstable assessment that was written down before the enrolment', () => {
  const unfit = assessed(august(6), { number: 2, stable: false })
  const fitAgain = assessed(august(11), { number: 3 })
  const before = [...running.slice(0, 3), unfit, fitAgain]

  test('pauses it on its own day', () => {
    given(participant, before)
      .when(enrol(august(4), 1))
      .thenEvents([enrolled(august(4)), paused(august(6), 'assessment-unstable')])
    given(participant, [...before, enrolled(august(4)), paused(august(6), 'assessment-unstable')])
      .when(mark(august(13)))
      .thenRefused('enrolment-paused', isPaused(august(13), 6))
  })

  test('pauses nothing that begins on its day or after it', () => {
    given(participant, before)
      .when(enrol(august(11)))
      .thenEvents([enrolled(august(11), { assessment: 3 })])
  })

  test('pauses nothing where another step comes before it', () => {
    given(participant, [...before, enrolled(august(6), { number: 2 })])
      .when(enrol(august(4), 1))
      .thenEvents([enrolled(august(4))])
  })

  test('pauses it again where it was resumed before', () => {
    given(participant, [...before.slice(0, 3), enrolled(august(3)), paused(august(4)), unfit])
      .when(resume(august(5)))
      .thenEvents([resumed(august(5)), paused(august(6), 'assessment-unstable')])
  })

  test('leaves an end that is written down late the last step', () => {
    const history = [...before, enrolled(august(4)), paused(august(6), 'assessment-unstable'), ended(august(5))]
    given(participant, history)
      .when(mark(august(13), 'sick'))
      .thenRefused('enrolment-ended', { day: august(13), enrolmentId: enrolmentId(1), endedOn: august(5) })
  })
})

test('a late consent counts from its own day', () => {
  const history = [referred, assessed(august(2)), consented(august(11), 1), consented(august(4), 2)]
  given(participant, history)
    .when(enrol(august(3)))
    .thenRefused('consent-missing', { day: august(3) })
  given(participant, history)
    .when(enrol(august(4)))
    .thenEvents([enrolled(august(4), { consent: 2 })])
})

describe('the assessment in force', () => {
  const entry = running.slice(0, 2)
  const unstable = { number: 2, stable: false }

  test('is the latest by its day, in whatever order they were written down', () => {
    const history = [...entry, assessed(august(5)), assessed(august(2), unstable)]
    given(participant, history)
      .when(enrol(august(4)))
      .thenRefused('assessment-unstable', { day: august(4), assessmentId: assessmentId(2) })
    given(participant, history)
      .when(enrol(august(5)))
      .thenEvents([enrolled(august(5))])
  })

  test('of one day is the one that was recorded last', () => {
    const stableLast = [...entry, assessed(august(4), unstable), assessed(august(4))]
    const unstableLast = [...entry, assessed(august(4)), assessed(august(4), unstable)]
    given(participant, stableLast)
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4))])
    given(participant, unstableLast)
      .when(enrol(august(4)))
      .thenRefused('assessment-unstable', { day: august(4), assessmentId: assessmentId(2) })
  })

  test('of one day stays the one recorded last, when an earlier and a later day follow', () => {
    const history = [
      ...entry,
      assessed(august(4), unstable),
      assessed(august(4), { number: 3 }),
      assessed(august(9), { number: 4, able: false }),
      assessed(august(2), { number: 5, able: false }),
    ]
    given(participant, history)
      .when(enrol(august(8)))
      .thenEvents([
        enrolled(august(8), { assessment: 3 }),
        paused(august(9), 'assessment-unstable', PROGRAMME, 1, { kind: 'assessment', id: assessmentId(4) }),
      ])
  })

  test('is the latest even where it ran out and an older one would still hold', () => {
    given(participant, [
      ...entry,
      assessed(august(2), { until: LONG }),
      assessed(august(4), { number: 2, until: august(5) }),
    ])
      .when(enrol(august(6)))
      .thenRefused('assessment-expired', {
        day: august(6),
        assessmentId: assessmentId(2),
        assessedOn: august(4),
        validUntil: august(5),
      })
  })

  test('that is written down late, unstable, pauses the enrolment on its own day; what came after stands', () => {
    const history: readonly ParticipantEvent[] = [
      ...running,
      marked(august(6)),
      paused(august(11)),
      resumed(august(13)),
    ]
    given(participant, history)
      .when(assess(august(5), unstable))
      .thenEvents([assessed(august(5), unstable), paused(august(5), 'assessment-unstable')])
    const now = [...history, assessed(august(5), unstable), paused(august(5), 'assessment-unstable')]
    given(participant, now)
      .when(mark(august(4)))
      .thenEvents([marked(august(4))])
    given(participant, now)
      .when(mark(august(7), 'sick'))
      .thenRefused('enrolment-paused', isPaused(august(7), 5))
    given(participant, now)
      .when(mark(august(13)))
      .thenRefused('assessment-unstable', { day: august(13), assessmentId: assessmentId(2) })
    given(participant, now)
      .when(mark(august(13), 'sick'))
      .thenEvents([marked(august(13), 'sick', null)])
  })

  test('that is written down late, unstable, pauses nothing where it was paused on its day', () => {
    given(participant, [...running, paused(august(4)), resumed(august(11))])
      .when(assess(august(5), unstable))
      .thenEvents([assessed(august(5), unstable)])
  })
})

test('of two steps of one day the one that was recorded last holds', () => {
  const sameDay = [...running, paused(august(4)), resumed(august(4))]
  given(participant, sameDay)
    .when(mark(august(4)))
    .thenEvents([marked(august(4))])
  given(participant, [...sameDay, paused(august(4))])
    .when(mark(august(4)))
    .thenRefused('enrolment-paused', isPaused(august(4), 4))
  given(participant, [...running, ended(august(4)), enrolled(august(4), { number: 2 })])
    .when(mark(august(4)))
    .thenEvents([marked(august(4), 'present', 1, 2)])
})
