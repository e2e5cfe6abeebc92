import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import {
  appointed,
  guardianConsented,
  guardianConsents,
  guardianEnded,
  guardianshipId,
  withdraw,
  withdrawn,
} from './changes.fixture.js'
import { participant } from './decider.js'
import type { ParticipantEvent, Purpose } from './events.js'
import {
  assessed,
  consent,
  consented,
  consentId,
  ended,
  enrol,
  enrolled,
  enrolmentId,
  mark,
  marked,
  OTHER_PROGRAMME,
  paused,
  referred,
  resume,
  resumed,
  running,
} from './person.fixture.js'

/** What a withdrawn consent brings with it. */
const pausedByConsent = (date: number, { consent: number = 1, programmeId = 'kediri', enrolment = 1 } = {}) =>
  paused(august(date), 'consent-withdrawn', programmeId, enrolment, { kind: 'consent', id: consentId(number) })

/** The consent of person.fixture.ts, for these purposes. */
const consentedTo = (date: number, purposes: readonly Purpose[], number = 1): ParticipantEvent => {
  const event = consented(august(date), number)
  return { ...event, data: { ...event.data, purposes } }
}

describe('a consent', () => {
  test('bears an id of its own', () => {
    given(participant, running)
      .when(consent(august(5)))
      .thenRefused('duplicate-id', { id: consentId(1) })
    given(participant, running)
      .when(consent(august(5), 2))
      .thenEvents([consented(august(5), 2)])
  })

  test('by a guardian names the guardianship, which must hold on the day', () => {
    const history = [referred, appointed(august(4)), guardianEnded(august(9))]
    for (const date of [4, 8]) {
      given(participant, history)
        .when(guardianConsents(august(date)))
        .thenEvents([guardianConsented(august(date))])
    }
    for (const date of [3, 9]) {
      given(participant, history)
        .when(guardianConsents(august(date)))
        .thenRefused('unknown-guardianship', { guardianshipId: guardianshipId(1), day: august(date) })
    }
  })

  test('by a guardianship that nobody recorded is refused; by a relative it is kept, and counts for nothing', () => {
    given(participant, [referred])
      .when(guardianConsents(august(4)))
      .thenRefused('unknown-guardianship', { guardianshipId: guardianshipId(1), day: august(4) })
    given(participant, [referred])
      .when(guardianConsents(august(4), 2, null))
      .thenEvents([guardianConsented(august(4), 2, null)])
  })

  test('of the person’s own is by no guardianship, whatever was said', () => {
    given(participant, [referred, appointed(august(2))])
      .when({ ...consent(august(4)), guardianshipId: guardianshipId(1) })
      .thenEvents([consented(august(4))])
  })
})

describe('a withdrawal', () => {
  test('holds from its very day on: no enrolment then, but one the day before', () => {
    const history = [...running.slice(0, 3), withdrawn(august(6))]
    given(participant, history)
      .when(enrol(august(6)))
      .thenRefused('consent-missing', { day: august(6) })
    given(participant, history)
      .when(enrol(august(5)))
      .thenEvents([enrolled(august(5)), pausedByConsent(6)])
  })

  test('takes back what the consent covers, and nothing else', () => {
    const history = [referred, consentedTo(2, ['training', 'measurement', 'publicity'])]
    given(participant, history)
      .when(withdraw(august(5), 1, ['publicity', 'dataSharing', 'measurement']))
      .thenEvents([withdrawn(august(5), 1, ['measurement', 'publicity'])])
  })

  test('of what is withdrawn already is nothing, also where it is said later', () => {
    const history = [referred, consentedTo(2, ['training', 'publicity']), withdrawn(august(5), 1, ['publicity'])]
    for (const date of [5, 9]) {
      given(participant, history)
        .when(withdraw(august(date), 1, ['publicity']))
        .thenNothing()
    }
    given(participant, history)
      .when(withdraw(august(9), 1, ['publicity', 'training']))
      .thenEvents([withdrawn(august(9))])
  })

  test('may be dated earlier than one that stands: it held no longer even then', () => {
    given(participant, [...running, withdrawn(august(11)), pausedByConsent(11)])
      .when(withdraw(august(6)))
      .thenEvents([withdrawn(august(6)), pausedByConsent(6)])
  })

  test('of a consent that was not given by then is refused; on the very day it is taken', () => {
    given(participant, [referred, consented(august(5))])
      .when(withdraw(august(4)))
      .thenRefused('unknown-consent', { consentId: consentId(1), day: august(4) })
    given(participant, [referred, consented(august(5))])
      .when(withdraw(august(5), 2))
      .thenRefused('unknown-consent', { consentId: consentId(2), day: august(5) })
    given(participant, [referred, consented(august(5))])
      .when(withdraw(august(5)))
      .thenEvents([withdrawn(august(5))])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(withdraw(august(5)))
      .thenRefused('unknown-participant', {})
  })
})

describe('rule 3: a withdrawn consent pauses what runs on its day', () => {
  test('in every programme', () => {
    const other = enrolled(august(4), { number: 2, programmeId: OTHER_PROGRAMME })
    given(participant, [...running, other])
      .when(withdraw(august(5)))
      .thenEvents([
        withdrawn(august(5)),
        pausedByConsent(5),
        pausedByConsent(5, { programmeId: OTHER_PROGRAMME, enrolment: 2 }),
      ])
  })

  test('from the very day on which the enrolment began, and nothing the day before it', () => {
    given(participant, running)
      .when(withdraw(august(3)))
      .thenEvents([withdrawn(august(3)), pausedByConsent(3)])
    given(participant, running)
      .when(withdraw(august(2)))
      .thenEvents([withdrawn(august(2))])
  })

  test.each([
    ['is paused', [paused(august(4))]],
    ['is over from that day on', [ended(august(5))]],
  ])('and nothing that %s', (_, since) => {
    given(participant, [...running, ...since])
      .when(withdraw(august(5)))
      .thenEvents([withdrawn(august(5))])
  })

  test('and nothing where another consent to train still holds', () => {
    given(participant, [...running, consented(august(5), 2)])
      .when(withdraw(august(5)))
      .thenEvents([withdrawn(august(5))])
    given(participant, [...running, consented(august(6), 2)])
      .when(withdraw(august(5)))
      .thenEvents([withdrawn(august(5)), pausedByConsent(5)])
  })

  test('also on a later day, from which the other one had been withdrawn before', () => {
    const twice = [...running, consented(august(3), 2)]
    given(participant, [...twice, withdrawn(august(11), 1)])
      .when(withdraw(august(6), 2))
      .thenEvents([withdrawn(august(6), 2), pausedByConsent(11)])
    given(participant, [...twice, withdrawn(august(11), 1), withdrawn(august(6), 2), pausedByConsent(11)])
      .when(mark(august(13)))
      .thenRefused('enrolment-paused', { day: august(13), enrolmentId: enrolmentId(1), pausedOn: august(11) })
    given(participant, [...twice, consented(august(10), 3), withdrawn(august(11), 1)])
      .when(withdraw(august(6), 2))
      .thenEvents([withdrawn(august(6), 2)])
  })

  test('and nothing where it is withdrawn for something else than training', () => {
    const [, , assessment, enrolment] = running
    given(participant, [referred, consentedTo(2, ['training', 'publicity']), assessment, enrolment])
      .when(withdraw(august(5), 1, ['publicity']))
      .thenEvents([withdrawn(august(5), 1, ['publicity'])])
  })

  test('and nothing where it was not what they trained by', () => {
    given(participant, [...running, guardianConsented(august(4), 2, null)])
      .when(withdraw(august(5), 2))
      .thenEvents([withdrawn(august(5), 2)])
  })

  test('and goes on only by a new consent', () => {
    const history = [...running, withdrawn(august(5)), pausedByConsent(5)]
    given(participant, history)
      .when(resume(august(9)))
      .thenRefused('consent-missing', { day: august(9) })
    given(participant, [...history, consented(august(9), 2)])
      .when(resume(august(9)))
      .thenEvents([resumed(august(9))])
  })

  test('also where a guardian was appointed since who never consented', () => {
    given(participant, [...running, appointed(august(4), 'court')])
      .when(withdraw(august(5)))
      .thenEvents([withdrawn(august(5)), pausedByConsent(5)])
  })

  describe('a guardian’s, where the person needs one', () => {
    const guarded = [
      referred,
      appointed(august(1), 'court'),
      consented(august(2)),
      guardianConsented(august(2)),
      assessed(august(2)),
      enrolled(august(3), { guardian: 2 }),
    ] as const

    test('as their own', () => {
      for (const number of [1, 2]) {
        given(participant, guarded)
          .when(withdraw(august(5), number))
          .thenEvents([withdrawn(august(5), number), pausedByConsent(5, { consent: number })])
      }
    })

    test('and not after the guardianship was lifted', () => {
      given(participant, [...guarded, guardianEnded(august(5))])
        .when(withdraw(august(5), 2))
        .thenEvents([withdrawn(august(5), 2)])
      given(participant, [...guarded, guardianEnded(august(6))])
        .when(withdraw(august(5), 2))
        .thenEvents([withdrawn(august(5), 2), pausedByConsent(5, { consent: 2 })])
    })
  })
})

describe('rule 3: an enrolment that is written down late and runs into a withdrawal', () => {
  const before = [...running.slice(0, 3), withdrawn(august(6)), consented(august(11), 2)]

  test('pauses there, and goes on by the new consent', () => {
    given(participant, before)
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), pausedByConsent(6)])
    const history = [...before, enrolled(august(4)), pausedByConsent(6)]
    given(participant, history)
      .when(mark(august(5)))
      .thenEvents([marked(august(5))])
    given(participant, history)
      .when(resume(august(11)))
      .thenEvents([resumed(august(11))])
  })

  test('does not pause where it begins after it, nor where another consent holds', () => {
    given(participant, before)
      .when(enrol(august(11)))
      .thenEvents([enrolled(august(11), { consent: 2 })])
    given(participant, [...before, consented(august(5), 3)])
      .when(enrol(august(5)))
      .thenEvents([enrolled(august(5), { consent: 3 })])
  })

  test('does not pause by what was withdrawn for something else, though a guardian’s consent is missing then', () => {
    const history = [
      referred,
      consentedTo(2, ['training', 'publicity']),
      assessed(august(2)),
      appointed(august(5), 'court'),
      withdrawn(august(6), 1, ['publicity']),
    ]
    given(participant, history)
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4))])
  })

  test('pauses by the first of several', () => {
    given(participant, [...before, withdrawn(august(13), 2)])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), pausedByConsent(6)])
    given(participant, [...before, withdrawn(august(13), 2)])
      .when(enrol(august(11)))
      .thenEvents([enrolled(august(11), { consent: 2 }), pausedByConsent(13, { consent: 2 })])
  })
})
