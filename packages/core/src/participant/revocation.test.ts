import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { relapse, relapsed, relapseId, revoke, revoked } from './changes.fixture.js'
import { participant } from './decider.js'
import {
  assess,
  assessed,
  assessmentId,
  consented,
  ended,
  enrol,
  enrolled,
  LONG,
  mark,
  marked,
  OTHER_PROGRAMME,
  paused,
  referred,
  resume,
  resumed,
  running,
} from './person.fixture.js'

/** What a revoked assessment brings with it. */
const pausedByRevocation = (date: number, { assessment = 1, programmeId = 'kediri', enrolment = 1 } = {}) =>
  paused(august(date), 'assessment-revoked', programmeId, enrolment, {
    kind: 'assessment',
    id: assessmentId(assessment),
  })

/** What a relapse brings with it. */
const pausedByRelapse = (date: number, { number = 1, programmeId = 'kediri', enrolment = 1 } = {}) =>
  paused(august(date), 'relapse', programmeId, enrolment, { kind: 'relapse', id: relapseId(number) })

const otherProgramme = enrolled(august(4), { number: 2, programmeId: OTHER_PROGRAMME })
const unfit = { number: 2, stable: false }

describe('a revocation', () => {
  test('holds from its very day on: the assessment counts the day before', () => {
    const history = [...running, revoked(august(6))]
    given(participant, history)
      .when(mark(august(5)))
      .thenEvents([marked(august(5))])
    given(participant, history)
      .when(mark(august(6)))
      .thenRefused('assessment-missing', { day: august(6) })
  })

  test('brings the assessment before it back, whatever that says', () => {
    const entry = [
      referred,
      consented(august(2)),
      assessed(august(2)),
      assessed(august(4), unfit),
      revoked(august(6), 2),
    ]
    given(participant, entry)
      .when(enrol(august(6)))
      .thenEvents([enrolled(august(6))])
    given(participant, entry)
      .when(enrol(august(5)))
      .thenRefused('assessment-unstable', { day: august(5), assessmentId: assessmentId(2) })
  })

  test('of one that is revoked by that day is nothing; an earlier day is taken, and counts', () => {
    const history = [...running, revoked(august(6)), pausedByRevocation(6)]
    for (const date of [6, 9]) {
      given(participant, history)
        .when(revoke(august(date)))
        .thenNothing()
    }
    given(participant, history)
      .when(revoke(august(5)))
      .thenEvents([revoked(august(5)), pausedByRevocation(5)])
    given(participant, [...history, revoked(august(5)), pausedByRevocation(5)])
      .when(enrol(august(5), 2, OTHER_PROGRAMME))
      .thenRefused('assessment-missing', { day: august(5) })
  })

  test('of one that was not given by then is refused; on the very day it is taken', () => {
    const history = [referred, assessed(august(5))]
    given(participant, history)
      .when(revoke(august(4)))
      .thenRefused('unknown-assessment', { assessmentId: assessmentId(1), day: august(4) })
    given(participant, history)
      .when(revoke(august(5), 2))
      .thenRefused('unknown-assessment', { assessmentId: assessmentId(2), day: august(5) })
    given(participant, history)
      .when(revoke(august(5)))
      .thenEvents([revoked(august(5))])
  })

  test('by whoever gave it is refused; by anybody else, and where nobody knows who gave it, it is taken', () => {
    given(participant, running)
      .when(revoke(august(5), 1, 'PTG-01'))
      .thenRefused('not-authorised', { assessmentId: assessmentId(1) })
    const nameless = assessed(august(2))
    const unnamed = { ...nameless, data: { ...nameless.data, assessor: { staffId: null, profession: null } } }
    given(participant, [referred, unnamed])
      .when(revoke(august(5), 1, 'PTG-01'))
      .thenEvents([revoked(august(5))])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(revoke(august(5)))
      .thenRefused('unknown-participant', {})
  })
})

describe('rule 3: a revoked assessment pauses what runs on its day', () => {
  test('also on a later day, from which the other one had been revoked before', () => {
    const twice = [...running, assessed(august(4), { number: 2 })]
    given(participant, [...twice, revoked(august(11), 2)])
      .when(revoke(august(6), 1))
      .thenEvents([revoked(august(6), 1), pausedByRevocation(11, { assessment: 2 })])
    given(participant, [...twice, assessed(august(11), { number: 3 }), revoked(august(11), 2)])
      .when(revoke(august(6), 1))
      .thenEvents([revoked(august(6), 1)])
  })

  test('in every programme', () => {
    given(participant, [...running, otherProgramme])
      .when(revoke(august(5)))
      .thenEvents([
        revoked(august(5)),
        pausedByRevocation(5),
        pausedByRevocation(5, { programmeId: OTHER_PROGRAMME, enrolment: 2 }),
      ])
  })

  test('from the very day on which the enrolment began, and nothing the day before it', () => {
    given(participant, running)
      .when(revoke(august(3)))
      .thenEvents([revoked(august(3)), pausedByRevocation(3)])
    given(participant, running)
      .when(revoke(august(2)))
      .thenEvents([revoked(august(2))])
  })

  test('and nothing where the one before it allows training', () => {
    given(participant, [...running, assessed(august(4), { number: 2 })])
      .when(revoke(august(5), 2))
      .thenEvents([revoked(august(5), 2)])
  })

  test('where the one before it has run out, or a relapse came after it', () => {
    const short = [referred, consented(august(2)), assessed(august(2), { until: august(4) })]
    const history = [...short, enrolled(august(3)), assessed(august(4), { number: 2 })]
    given(participant, history)
      .when(revoke(august(5), 2))
      .thenEvents([revoked(august(5), 2), pausedByRevocation(5, { assessment: 2 })])
    given(participant, history)
      .when(revoke(august(4), 2))
      .thenEvents([revoked(august(4), 2)])
    const recovered = [...running, relapsed(august(4)), pausedByRelapse(4), assessed(august(5), { number: 2 })]
    given(participant, [...recovered, resumed(august(5), 2)])
      .when(revoke(august(6), 2))
      .thenEvents([revoked(august(6), 2), pausedByRevocation(6, { assessment: 2 })])
  })

  test('and nothing where it was not in force', () => {
    given(participant, [...running, assessed(august(4), { number: 2 })])
      .when(revoke(august(5), 1))
      .thenEvents([revoked(august(5), 1)])
    given(participant, [...running, assessed(august(4), { number: 2, until: august(4) })])
      .when(revoke(august(5), 1))
      .thenEvents([revoked(august(5), 1)])
  })

  test.each([
    ['is paused', [paused(august(4))]],
    ['is over from that day on', [ended(august(5))]],
  ])('and nothing that %s', (_, since) => {
    given(participant, [...running, ...since])
      .when(revoke(august(5)))
      .thenEvents([revoked(august(5))])
  })
})

describe('a relapse', () => {
  test('is recorded with what was observed, which no decision reads', () => {
    const observation = 'Gelisah, sulit tidur.'
    given(participant, [referred])
      .when(relapse(august(5), 1, observation))
      .thenEvents([relapsed(august(5), 1, observation)])
  })

  test('bears an id of its own', () => {
    given(participant, [referred, relapsed(august(5))])
      .when(relapse(august(9)))
      .thenRefused('duplicate-id', { id: relapseId(1) })
    given(participant, [referred, relapsed(august(5))])
      .when(relapse(august(9), 2))
      .thenEvents([relapsed(august(9), 2)])
  })

  test('lets no earlier assessment allow training from its very day on', () => {
    const history = [...running.slice(0, 3), relapsed(august(6))]
    given(participant, history)
      .when(enrol(august(6)))
      .thenRefused('assessment-unstable', {
        day: august(6),
        assessmentId: assessmentId(1),
        assessedOn: august(2),
        validUntil: LONG,
        relapseId: relapseId(1),
        relapsedOn: august(6),
      })
    given(participant, history)
      .when(enrol(august(5)))
      .thenEvents([enrolled(august(5)), pausedByRelapse(6)])
  })

  test('is over by an assessment of that day or later, not of the day before', () => {
    const history = (date: number) => [
      ...running,
      relapsed(august(6)),
      pausedByRelapse(6),
      assessed(august(date), { number: 2 }),
    ]
    given(participant, history(6))
      .when(resume(august(6)))
      .thenEvents([resumed(august(6), 2)])
    given(participant, history(9))
      .when(resume(august(9)))
      .thenEvents([resumed(august(9), 2)])
    given(participant, history(5))
      .when(resume(august(9)))
      .thenRefused('assessment-unstable', { assessmentId: assessmentId(2), relapseId: relapseId(1) })
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(relapse(august(5)))
      .thenRefused('unknown-participant', {})
  })
})

describe('rule 3: a relapse pauses what runs on its day', () => {
  test('in every programme, though an assessment allows training', () => {
    given(participant, [...running, otherProgramme])
      .when(relapse(august(5)))
      .thenEvents([
        relapsed(august(5)),
        pausedByRelapse(5),
        pausedByRelapse(5, { programmeId: OTHER_PROGRAMME, enrolment: 2 }),
      ])
  })

  test('from the very day on which the enrolment began, and nothing the day before it', () => {
    given(participant, running)
      .when(relapse(august(3)))
      .thenEvents([relapsed(august(3)), pausedByRelapse(3)])
    given(participant, running)
      .when(relapse(august(2)))
      .thenEvents([relapsed(august(2))])
  })

  test.each([
    ['is paused', [paused(august(4))]],
    ['is over from that day on', [ended(august(5))]],
  ])('and nothing that %s', (_, since) => {
    given(participant, [...running, ...since])
      .when(relapse(august(5)))
      .thenEvents([relapsed(august(5))])
  })

  test('also where it is told late, on its own day; what came after stands', () => {
    given(participant, [...running, paused(august(9)), resumed(august(11))])
      .when(relapse(august(5)))
      .thenEvents([relapsed(august(5)), pausedByRelapse(5)])
  })

  test('once more after it goes on', () => {
    const history = [...running, relapsed(august(4)), pausedByRelapse(4), assessed(august(5), { number: 2 })]
    given(participant, [...history, resumed(august(5), 2)])
      .when(relapse(august(9), 2))
      .thenEvents([relapsed(august(9), 2), pausedByRelapse(9, { number: 2 })])
  })
})

describe('rule 3: an enrolment that is written down late', () => {
  const entry = running.slice(0, 3)

  test('runs into a relapse, and pauses there', () => {
    given(participant, [...entry, relapsed(august(6)), assessed(august(9), { number: 2 })])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), pausedByRelapse(6)])
    given(participant, [...entry, relapsed(august(6)), assessed(august(9), { number: 2 })])
      .when(enrol(august(9)))
      .thenEvents([enrolled(august(9), { assessment: 2 })])
  })

  test('runs into a revocation, and pauses there; not where another assessment carries', () => {
    given(participant, [...entry, revoked(august(6))])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), pausedByRevocation(6)])
    given(participant, [...entry, assessed(august(3), { number: 2 }), revoked(august(6), 2)])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4), { assessment: 2 })])
  })

  test('does not pause by the revocation of one that was not in force, though what is in force has run out', () => {
    given(participant, [...entry, assessed(august(3), { number: 2, until: august(5) }), revoked(august(6), 1)])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4), { assessment: 2 })])
  })

  test('does not pause by an unstable assessment that was revoked on its own day', () => {
    given(participant, [...entry, assessed(august(6), unfit), revoked(august(6), 2)])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4))])
    given(participant, [...entry, assessed(august(6), unfit), revoked(august(7), 2)])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), paused(august(6), 'assessment-unstable')])
  })

  test('pauses by what comes first', () => {
    given(participant, [...entry, relapsed(august(9)), revoked(august(6))])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), pausedByRevocation(6)])
    given(participant, [...entry, revoked(august(9)), relapsed(august(6))])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), pausedByRelapse(6)])
  })

  test('a resumption that is written down late alike', () => {
    given(participant, [...running, paused(august(4)), relapsed(august(9))])
      .when(resume(august(5)))
      .thenEvents([resumed(august(5)), pausedByRelapse(9)])
  })
})

test('an assessment bears an id of its own', () => {
  given(participant, [referred, assessed(august(2))])
    .when(assess(august(5)))
    .thenRefused('duplicate-id', { id: assessmentId(1) })
  given(participant, [referred, assessed(august(2))])
    .when(assess(august(5), { number: 2 }))
    .thenEvents([assessed(august(5), { number: 2 })])
})
