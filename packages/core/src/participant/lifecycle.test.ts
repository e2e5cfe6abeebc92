import { deciderOf, fold } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { type ParticipantCommand, participant } from './decider.js'
import type { ParticipantEvent } from './events.js'
import {
  assess,
  assessed,
  consent,
  consented,
  end,
  ended,
  enrol,
  mark,
  marked,
  pause,
  paused,
  refer,
  referred,
  resume,
  running,
} from './person.fixture.js'

// Every command in every state, on one day: what it records, or the rule that refuses it.

const today = august(6)
const unfit = { number: 2, stable: false }

const states = {
  unknown: [],
  referred: [referred],
  fit: [referred, consented(august(2)), assessed(august(2))],
  running,
  expired: [...running, assessed(august(4), { number: 2, until: august(5) })],
  paused: [...running, paused(august(5))],
  relapsed: [...running, assessed(august(5), unfit), paused(august(5), 'assessment-unstable')],
  ended: [...running, ended(august(5))],
  marked: [...running, marked(today)],
} satisfies { readonly [state: string]: readonly ParticipantEvent[] }

const commands = {
  refer: refer(),
  consent: consent(today),
  'assess fit': assess(today, { number: 3 }),
  'assess unfit': assess(today, { number: 3, stable: false }),
  enrol: enrol(today, 2),
  pause: pause(today),
  resume: resume(today),
  end: end(today),
  present: mark(today, 'present'),
  sick: mark(today, 'sick'),
} satisfies { readonly [command: string]: ParticipantCommand }

type Row = { readonly [command in keyof typeof commands]: string }

const nobody = 'unknown-participant'
/** What holds of everybody who has a file. */
const filed = {
  refer: 'duplicate-code',
  consent: 'ConsentGiven',
  'assess fit': 'StabilityAssessed',
  'assess unfit': 'StabilityAssessed',
}
const outside = (rule: string) => ({ pause: rule, resume: rule, end: rule, present: rule, sick: rule })

const table: { readonly [state in keyof typeof states]: Row } = {
  unknown: {
    ...outside(nobody),
    refer: 'ParticipantReferred',
    consent: nobody,
    'assess fit': nobody,
    'assess unfit': nobody,
    enrol: nobody,
  },
  referred: { ...filed, ...outside('not-enrolled'), enrol: 'consent-missing' },
  fit: { ...filed, ...outside('not-enrolled'), enrol: 'ParticipantEnrolled' },
  running: {
    ...filed,
    'assess unfit': 'StabilityAssessed, EnrolmentPaused',
    enrol: 'already-enrolled',
    pause: 'EnrolmentPaused',
    resume: 'not-paused',
    end: 'EnrolmentEnded',
    present: 'AttendanceRecorded',
    sick: 'AttendanceRecorded',
  },
  expired: {
    ...filed,
    'assess unfit': 'StabilityAssessed, EnrolmentPaused',
    enrol: 'assessment-expired',
    pause: 'EnrolmentPaused',
    resume: 'not-paused',
    end: 'EnrolmentEnded',
    present: 'assessment-expired',
    sick: 'AttendanceRecorded',
  },
  paused: {
    ...filed,
    enrol: 'already-enrolled',
    pause: 'enrolment-paused',
    resume: 'EnrolmentResumed',
    end: 'EnrolmentEnded',
    present: 'enrolment-paused',
    sick: 'enrolment-paused',
  },
  relapsed: {
    ...filed,
    enrol: 'assessment-unstable',
    pause: 'enrolment-paused',
    resume: 'assessment-unstable',
    end: 'EnrolmentEnded',
    present: 'assessment-unstable',
    sick: 'enrolment-paused',
  },
  ended: { ...filed, ...outside('enrolment-ended'), enrol: 'ParticipantEnrolled' },
  marked: {
    ...filed,
    'assess unfit': 'StabilityAssessed, EnrolmentPaused',
    enrol: 'already-enrolled',
    pause: 'EnrolmentPaused',
    resume: 'not-paused',
    end: 'EnrolmentEnded',
    present: 'already-recorded',
    sick: 'already-recorded',
  },
}

const decider = deciderOf(participant)

describe.each(Object.entries(table))('somebody who is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const history: readonly ParticipantEvent[] = states[state as keyof typeof states]
    const decision = decider.decide(commands[name as keyof Row], fold(decider, history))
    expect(outcomeOf(decision)).toBe(outcome)
  })
})
