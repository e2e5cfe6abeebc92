import { anyAggregate } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import { participant } from './decider.js'
import { consent, consented, OTHER_PROGRAMME, PARTICIPANT, refer, referred } from './person.fixture.js'
import type { Person } from './person.js'
import type { ReferParticipant } from './referral.js'

/** A woman's NIK has 40 added to the day. The district, 357199, does not exist. */
const nikOfWoman = '3571995708750001'
const nikOfMan = '3571991708750001'

const recordedFrom = (command: ReferParticipant, doubts: readonly ('nik-birth-date' | 'minor')[]) => {
  const { programmeId, code, source, person, reference, effectiveOn } = command
  return [
    {
      type: 'ParticipantReferred',
      effectiveOn,
      data: { programmeId, code, adultFrom: null, source, person, reference, doubts },
    } as const,
  ]
}

describe('a referral', () => {
  test('opens the file with all that is known, under the code that was given', () => {
    const person: Partial<Person> = { name: 'Peserta Contoh', ward: 'Burengan', phone: '080000000000', sex: 'male' }
    const command = { ...refer(person, 'P-007'), source: 'Puskesmas', reference: 'R/1/2020' }
    given(participant, []).when(command).thenEvents(recordedFrom(command, []))
  })

  test('of a person who has a file already is refused, naming the code that stands', () => {
    given(participant, [referred]).when(refer({}, 'P-002')).thenRefused('duplicate-code', { code: 'P-001' })
  })

  test('of a person who has a file in another programme is refused alike: one file a person', () => {
    given(participant, [referred])
      .when({ ...refer(), programmeId: OTHER_PROGRAMME })
      .thenRefused('duplicate-code', { code: 'P-001' })
  })
})

describe('a NIK is held against the date of birth, as a doubt and never as a refusal', () => {
  test.each<[string, Partial<Person>, readonly ('nik-birth-date' | 'minor')[]]>([
    ['the same day, month and year, a man', { nik: nikOfMan, bornOn: day('1975-08-17') }, []],
    ['the same day, month and year, a woman', { nik: nikOfWoman, bornOn: day('1975-08-17') }, []],
    ['another day', { nik: nikOfMan, bornOn: day('1975-08-18') }, ['nik-birth-date']],
    ['another day, a woman', { nik: nikOfWoman, bornOn: day('1975-08-16') }, ['nik-birth-date']],
    ['another month', { nik: nikOfMan, bornOn: day('1975-09-17') }, ['nik-birth-date']],
    ['another year', { nik: nikOfMan, bornOn: day('1976-08-17') }, ['nik-birth-date']],
    ['another century, which a NIK does not tell', { nik: nikOfMan, bornOn: day('2075-08-17') }, ['minor']],
    [
      'the 40th, which is a doubt and no woman',
      { nik: '3571994008750001', bornOn: day('1975-08-17') },
      ['nik-birth-date'],
    ],
    ['the 41st, a woman of the 1st', { nik: '3571994108750001', bornOn: day('1975-08-01') }, []],
    ['no NIK', { nik: null, bornOn: day('1975-08-17') }, []],
    ['no date of birth', { nik: nikOfMan, bornOn: null }, []],
    ['a NIK of 15 digits, which says nothing', { nik: '357199180975000', bornOn: day('1975-08-17') }, []],
    ['a NIK with a letter, which says nothing', { nik: '35719918O8750001', bornOn: day('1975-08-17') }, []],
  ])('%s', (_, person, doubts) => {
    given(participant, [])
      .when(refer(person))
      .thenEvents(recordedFrom(refer(person), doubts))
  })
})

describe('a consent', () => {
  test('is recorded as it was given', () => {
    given(participant, [referred])
      .when({ ...consent(august(2)), givenBy: 'guardian', documentRef: 'PS-1', purposes: [] })
      .thenEvents([
        {
          ...consented(august(2)),
          data: { ...consented(august(2)).data, givenBy: 'guardian', documentRef: 'PS-1', purposes: [] },
        },
      ])
  })

  test('may be given again', () => {
    given(participant, [referred, consented(august(2), 1)])
      .when(consent(august(2), 2))
      .thenEvents([consented(august(2), 2)])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(consent(august(2)))
      .thenRefused('unknown-participant', {})
  })
})

test('every event and every command of a person belongs to that person', () => {
  expect([referred, consented(august(2))].map((event) => participant.subjects(event, PARTICIPANT))).toEqual([
    [PARTICIPANT],
    [PARTICIPANT],
  ])
  const { commands } = anyAggregate(participant)
  expect(new Set(Object.values(commands).map(({ stream }) => stream(refer())))).toEqual(new Set([PARTICIPANT]))
})
