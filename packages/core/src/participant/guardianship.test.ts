import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import {
  appoint,
  appointed,
  correctDetails,
  detailsCorrected,
  endGuardianship,
  guardianConsented,
  guardianEnded,
  guardianshipId,
  withdrawn,
} from './changes.fixture.js'
import { participant } from './decider.js'
import type { ParticipantEvent } from './events.js'
import {
  assessed,
  consented,
  consentId,
  enrol,
  enrolled,
  mark,
  marked,
  PROGRAMME,
  paused,
  refer,
  referred,
  resume,
  resumed,
} from './person.fixture.js'

/** Somebody who comes of age on this day of August. */
const minorUntil = (date: number): ParticipantEvent => ({
  ...referred,
  data: { ...referred.data, adultFrom: august(date) },
})

/** Their own consent, and an assessment that allows training. */
const own = [consented(august(2)), assessed(august(2))] as const

const missing = (date: number, guardianships: readonly number[] = []) => ({
  day: august(date),
  guardianships: guardianships.map(guardianshipId),
})

/** Enrolled by a guardian's consent, too. */
const byBoth = (date: number, guardian = 2) => enrolled(august(date), { guardian })

describe('rule 16: whoever is a minor', () => {
  test('is not enrolled by their own consent on the last day before they come of age, but on that very day', () => {
    const history = [minorUntil(12), ...own]
    given(participant, history)
      .when(enrol(august(11)))
      .thenRefused('guardian-consent-missing', missing(11))
    given(participant, history)
      .when(enrol(august(12)))
      .thenEvents([enrolled(august(12))])
  })

  test('is enrolled by their own consent and a parent’s, both named; by a parent’s alone not', () => {
    const history = [minorUntil(20), appointed(august(2)), guardianConsented(august(4)), ...own]
    given(participant, history)
      .when(enrol(august(4)))
      .thenEvents([byBoth(4)])
    given(participant, history)
      .when(enrol(august(3)))
      .thenRefused('guardian-consent-missing', missing(3, [1]))
    given(participant, [minorUntil(20), appointed(august(2)), guardianConsented(august(2)), assessed(august(2))])
      .when(enrol(august(4)))
      .thenRefused('consent-missing', { day: august(4) })
  })

  test('is told of the guardian’s consent after their own and before the assessment', () => {
    given(participant, [minorUntil(20)])
      .when(enrol(august(4)))
      .thenRefused('consent-missing', { day: august(4) })
    given(participant, [minorUntil(20), consented(august(2))])
      .when(enrol(august(4)))
      .thenRefused('guardian-consent-missing', missing(4))
    given(participant, [minorUntil(20), consented(august(2)), appointed(august(2)), guardianConsented(august(2))])
      .when(enrol(august(4)))
      .thenRefused('assessment-missing', { day: august(4) })
  })

  test('needs a guardian on record: a relative’s consent is none', () => {
    const relative = guardianConsented(august(2), 2, null)
    given(participant, [minorUntil(20), ...own, relative])
      .when(enrol(august(4)))
      .thenRefused('guardian-consent-missing', missing(4))
    given(participant, [minorUntil(20), ...own, appointed(august(2)), relative])
      .when(enrol(august(4)))
      .thenRefused('guardian-consent-missing', missing(4, [1]))
    given(participant, [minorUntil(20), ...own, appointed(august(2)), guardianConsented(august(2))])
      .when(enrol(august(4)))
      .thenEvents([byBoth(4)])
  })

  test('needs a guardian who answers on the day: until the last day, not the day on which it ends', () => {
    const history = [
      minorUntil(20),
      ...own,
      appointed(august(2)),
      guardianConsented(august(2)),
      guardianEnded(august(6), 'died'),
    ]
    given(participant, history)
      .when(enrol(august(5)))
      .thenEvents([byBoth(5)])
    given(participant, history)
      .when(enrol(august(6)))
      .thenRefused('guardian-consent-missing', missing(6))
  })

  test('needs a consent that the guardian has not withdrawn: until the day before', () => {
    const history = [
      minorUntil(20),
      ...own,
      appointed(august(2)),
      guardianConsented(august(2)),
      withdrawn(august(6), 2),
    ]
    given(participant, history)
      .when(enrol(august(6)))
      .thenRefused('guardian-consent-missing', missing(6, [1]))
    given(participant, history)
      .when(enrol(august(5)))
      .thenEvents([
        byBoth(5),
        paused(august(6), 'consent-withdrawn', PROGRAMME, 1, { kind: 'consent', id: consentId(2) }),
      ])
  })

  test('goes on after a pause by the guardian’s consent alike', () => {
    const resting = [
      minorUntil(20),
      ...own,
      appointed(august(2)),
      guardianConsented(august(2)),
      byBoth(3),
      paused(august(4)),
    ]
    given(participant, resting)
      .when(resume(august(6)))
      .thenEvents([resumed(august(6))])
    given(participant, [...resting, guardianEnded(august(5), 'resigned')])
      .when(resume(august(6)))
      .thenRefused('guardian-consent-missing', missing(6))
  })

  test('and takes part already, is marked whatever became of the consent: that is a finding', () => {
    given(participant, [minorUntil(20), ...own, enrolled(august(3))])
      .when(mark(august(4)))
      .thenEvents([marked(august(4))])
  })

  test('is one from what the file says, and as soon as that is put right', () => {
    given(participant, [])
      .when({ ...refer(), adultFrom: august(12) })
      .thenEvents([minorUntil(12)])
    const adultFrom = august(12)
    given(participant, [referred, ...own, detailsCorrected(august(1), { adultFrom })])
      .when(enrol(august(11)))
      .thenRefused('guardian-consent-missing', missing(11))
    given(participant, [minorUntil(12), ...own, detailsCorrected(august(1))])
      .when(enrol(august(11)))
      .thenEvents([enrolled(august(11))])
  })
})

describe('rule 16: whoever is under a court’s guardianship', () => {
  const guarded = [referred, ...own, appointed(august(4), 'court')] as const

  test('is enrolled by their own consent alone on the day before, not on the very day', () => {
    given(participant, guarded)
      .when(enrol(august(3)))
      .thenEvents([enrolled(august(3))])
    given(participant, guarded)
      .when(enrol(august(4)))
      .thenRefused('guardian-consent-missing', missing(4, [1]))
    given(participant, [...guarded, guardianConsented(august(4))])
      .when(enrol(august(4)))
      .thenEvents([byBoth(4)])
  })

  test('is so until a court lifts it: until the day before', () => {
    const history = [...guarded, guardianEnded(august(9))]
    given(participant, history)
      .when(enrol(august(8)))
      .thenRefused('guardian-consent-missing', missing(8, [1]))
    given(participant, history)
      .when(enrol(august(9)))
      .thenEvents([enrolled(august(9))])
  })

  test.each(['died', 'resigned'] as const)('is so though the guardian %s: the next one must consent', (reason) => {
    const history = [...guarded, guardianConsented(august(4)), guardianEnded(august(9), reason)]
    given(participant, history)
      .when(enrol(august(9)))
      .thenRefused('guardian-consent-missing', missing(9))
    const next = [...history, appointed(august(10), 'court', 2), guardianConsented(august(10), 3, 2)]
    given(participant, next)
      .when(enrol(august(10)))
      .thenEvents([byBoth(10, 3)])
    given(participant, [...next, guardianEnded(august(11), 'courtDecision', 2)])
      .when(enrol(august(11)))
      .thenEvents([enrolled(august(11))])
  })

  test('is not freed by a parent’s consent, be it that a parent is on record', () => {
    const history = [...guarded, appointed(august(1), 'parent', 2), guardianConsented(august(5), 2, 2)]
    given(participant, history)
      .when(enrol(august(5)))
      .thenRefused('guardian-consent-missing', missing(5, [1]))
    given(participant, [...history, guardianEnded(august(6), 'died')])
      .when(enrol(august(6)))
      .thenRefused('guardian-consent-missing', missing(6))
    given(participant, [...history, guardianConsented(august(5), 3, 1)])
      .when(enrol(august(5)))
      .thenEvents([byBoth(5, 3)])
  })

  test('an adult needs no parent’s consent, though a parent is on record', () => {
    given(participant, [referred, ...own, appointed(august(2))])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4))])
  })

  test('a minor whose court’s guardian died may be answered for by a parent', () => {
    const history = [
      minorUntil(20),
      ...own,
      appointed(august(2), 'court'),
      guardianEnded(august(4), 'died'),
      appointed(august(4), 'parent', 2),
      guardianConsented(august(4), 2, 2),
    ]
    given(participant, history)
      .when(enrol(august(4)))
      .thenEvents([byBoth(4)])
  })
})

describe('a guardianship', () => {
  test('is recorded with who it is, which no decision reads', () => {
    const guardian = { name: 'Wali Contoh', phone: '080000000000' }
    given(participant, [referred])
      .when({ ...appoint(august(4)), guardian })
      .thenEvents([{ ...appointed(august(4)), data: { ...appointed(august(4)).data, guardian } }])
  })

  test('of a court needs the court’s decision; a parent’s needs none', () => {
    given(participant, [referred])
      .when({ ...appoint(august(4), 'court'), courtRef: null })
      .thenRefused('court-reference-missing', { guardianshipId: guardianshipId(1) })
    given(participant, [referred])
      .when(appoint(august(4), 'court'))
      .thenEvents([appointed(august(4), 'court')])
    given(participant, [referred])
      .when(appoint(august(4), 'parent'))
      .thenEvents([appointed(august(4), 'parent')])
  })

  test('bears an id of its own; another one stands beside it', () => {
    given(participant, [referred, appointed(august(4))])
      .when(appoint(august(5)))
      .thenRefused('duplicate-id', { id: guardianshipId(1) })
    given(participant, [referred, appointed(august(4))])
      .when(appoint(august(5), 'parent', 2))
      .thenEvents([appointed(august(5), 'parent', 2)])
  })

  test('ends from the day of its appointment on, once, or earlier than was written', () => {
    const history = [referred, appointed(august(4))]
    given(participant, history)
      .when(endGuardianship(august(4), 'ofAge'))
      .thenEvents([guardianEnded(august(4), 'ofAge')])
    given(participant, history)
      .when(endGuardianship(august(3)))
      .thenRefused('unknown-guardianship', { guardianshipId: guardianshipId(1), day: august(3) })
    const over = [...history, guardianEnded(august(9))]
    given(participant, over)
      .when(endGuardianship(august(9)))
      .thenRefused('unknown-guardianship', { guardianshipId: guardianshipId(1), day: august(9) })
    given(participant, over)
      .when(endGuardianship(august(8)))
      .thenEvents([guardianEnded(august(8))])
  })

  test('that nobody recorded does not end', () => {
    given(participant, [referred, appointed(august(4))])
      .when(endGuardianship(august(5), 'died', 2))
      .thenRefused('unknown-guardianship', { guardianshipId: guardianshipId(2), day: august(5) })
  })

  test.each([appoint(august(4)), endGuardianship(august(4))])(
    'of somebody without a file: $type is refused',
    (asked) => {
      given(participant, []).when(asked).thenRefused('unknown-participant', {})
    },
  )
})

test('who comes of age follows from the birth date, and is left alone by other corrections', () => {
  const adultFrom = august(12)
  given(participant, [minorUntil(12)])
    .when(correctDetails(august(5), { fields: ['name'], adultFrom: null }))
    .thenEvents([detailsCorrected(august(5), { fields: ['name'], adultFrom })])
  given(participant, [minorUntil(12)])
    .when(correctDetails(august(5), { fields: ['name', 'bornOn'], adultFrom: null }))
    .thenEvents([detailsCorrected(august(5), { fields: ['name', 'bornOn'], adultFrom: null })])
})
