import { deciderOf, fold } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import {
  correct,
  corrected,
  die,
  died,
  erase,
  erased,
  merged,
  relapse,
  relapsed,
  relapseId,
  revoke,
  revoked,
  withdraw,
  withdrawn,
} from './changes.fixture.js'
import { type ParticipantCommand, participant } from './decider.js'
import type { ParticipantEvent } from './events.js'
import {
  assess,
  assessed,
  assessmentId,
  consent,
  consented,
  consentId,
  end,
  ended,
  enrol,
  mark,
  marked,
  PROGRAMME,
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

/** What stops by itself, on the 5th. */
const stopped = {
  consent: paused(august(5), 'consent-withdrawn', PROGRAMME, 1, { kind: 'consent', id: consentId(1) }),
  assessment: paused(august(5), 'assessment-revoked', PROGRAMME, 1, { kind: 'assessment', id: assessmentId(1) }),
  relapse: paused(august(5), 'relapse', PROGRAMME, 1, { kind: 'relapse', id: relapseId(1) }),
}

const states = {
  unknown: [],
  referred: [referred],
  fit: [referred, consented(august(2)), assessed(august(2))],
  running,
  expired: [...running, assessed(august(4), { number: 2, until: august(5) })],
  paused: [...running, paused(august(5))],
  unstable: [...running, assessed(august(5), unfit), paused(august(5), 'assessment-unstable')],
  'without consent': [...running, withdrawn(august(5)), stopped.consent],
  'without assessment': [...running, revoked(august(5)), stopped.assessment],
  relapsed: [...running, relapsed(august(5)), stopped.relapse],
  ended: [...running, ended(august(5))],
  marked: [...running, marked(today)],
  'marked otherwise': [...running, marked(today), corrected(today, { now: 'sick' })],
  'no longer marked': [...running, marked(today), corrected(today, { now: null })],
  dead: [...running, marked(today), died(today), ended(today, 1, 'deceased')],
  merged: [...running, marked(today), merged(today)],
  erased: [...running, erased(august(5), ['personal', 'health'])],
} satisfies { readonly [state: string]: readonly ParticipantEvent[] }

const commands = {
  refer: refer(),
  consent: consent(today, 9),
  withdraw: withdraw(today),
  'assess fit': assess(today, { number: 3 }),
  'assess unfit': assess(today, { number: 3, stable: false }),
  revoke: revoke(today),
  relapse: relapse(today, 2),
  enrol: enrol(today, 2),
  pause: pause(today),
  resume: resume(today),
  end: end(today),
  present: mark(today, 'present'),
  sick: mark(today, 'sick'),
  correct: correct(today, { now: 'absent' }),
  void: correct(today, { now: null }),
  'mark anew': correct(today, { was: null, now: 'late' }),
  die: die(today),
  erase: erase(today, ['health']),
} satisfies { readonly [command: string]: ParticipantCommand }

type Row = { readonly [command in keyof typeof commands]: string }

const nobody = 'unknown-participant'
const outside = (rule: string) => ({ pause: rule, resume: rule, end: rule, present: rule, sick: rule })
const correcting = (rule: string) => ({ correct: rule, void: rule, 'mark anew': rule })

/** What holds of everybody who has a file, and neither consented nor was assessed. */
const filed = {
  refer: 'duplicate-code',
  consent: 'ConsentGiven',
  withdraw: 'unknown-consent',
  'assess fit': 'StabilityAssessed',
  'assess unfit': 'StabilityAssessed',
  revoke: 'unknown-assessment',
  relapse: 'RelapseReported',
  ...correcting('not-recorded'),
  die: 'DeathRecorded',
  erase: 'PersonalDataErased',
}

/** What holds of everybody who consented and was assessed, and does not take part. */
const entered = { ...filed, withdraw: 'ConsentWithdrawn', revoke: 'AssessmentRevoked' }

/** What holds of everybody whose enrolment rests. */
const resting = {
  ...entered,
  enrol: 'already-enrolled',
  pause: 'enrolment-paused',
  resume: 'EnrolmentResumed',
  end: 'EnrolmentEnded',
  present: 'enrolment-paused',
  sick: 'enrolment-paused',
  die: 'DeathRecorded, EnrolmentEnded',
}

/** What holds of everybody whose enrolment runs. */
const taking = {
  ...entered,
  withdraw: 'ConsentWithdrawn, EnrolmentPaused',
  'assess unfit': 'StabilityAssessed, EnrolmentPaused',
  revoke: 'AssessmentRevoked, EnrolmentPaused',
  relapse: 'RelapseReported, EnrolmentPaused',
  enrol: 'already-enrolled',
  pause: 'EnrolmentPaused',
  resume: 'not-paused',
  end: 'EnrolmentEnded',
  present: 'AttendanceRecorded',
  sick: 'AttendanceRecorded',
  die: 'DeathRecorded, EnrolmentEnded',
}

const once = { present: 'already-recorded', sick: 'already-recorded' }
const corrects = { correct: 'AttendanceCorrected', void: 'AttendanceCorrected', 'mark anew': 'not-as-recorded' }

/** What refuses everything that is new. */
const closed = (rule: string) => ({
  ...outside(rule),
  consent: rule,
  'assess fit': rule,
  'assess unfit': rule,
  relapse: rule,
  enrol: rule,
  die: rule,
})

const table: { readonly [state in keyof typeof states]: Row } = {
  unknown: {
    ...closed(nobody),
    ...correcting(nobody),
    refer: 'ParticipantReferred',
    withdraw: nobody,
    revoke: nobody,
    erase: nobody,
  },
  referred: { ...filed, ...outside('not-enrolled'), enrol: 'consent-missing' },
  fit: { ...entered, ...outside('not-enrolled'), enrol: 'ParticipantEnrolled' },
  running: taking,
  // The assessment in force is another one.
  expired: { ...taking, enrol: 'assessment-expired', present: 'assessment-expired', revoke: 'AssessmentRevoked' },
  paused: resting,
  unstable: {
    ...resting,
    enrol: 'assessment-unstable',
    resume: 'assessment-unstable',
    present: 'assessment-unstable',
  },
  'without consent': { ...resting, withdraw: 'nothing', enrol: 'consent-missing', resume: 'consent-missing' },
  'without assessment': {
    ...resting,
    revoke: 'nothing',
    enrol: 'assessment-missing',
    resume: 'assessment-missing',
    present: 'assessment-missing',
  },
  relapsed: {
    ...resting,
    enrol: 'assessment-unstable',
    resume: 'assessment-unstable',
    present: 'assessment-unstable',
  },
  ended: { ...entered, ...outside('enrolment-ended'), enrol: 'ParticipantEnrolled' },
  marked: { ...taking, ...once, ...corrects },
  'marked otherwise': { ...taking, ...once, ...correcting('not-as-recorded') },
  'no longer marked': {
    ...taking,
    ...once,
    ...correcting('not-as-recorded'),
    'mark anew': 'AttendanceCorrected',
  },
  // A correction of what is no longer there to be marked is judged by the session's day, on which the enrolment ended.
  dead: { ...entered, ...closed('participant-deceased'), ...corrects, correct: 'enrolment-ended' },
  merged: {
    ...entered,
    ...closed('participant-merged'),
    ...corrects,
    withdraw: 'ConsentWithdrawn, EnrolmentPaused',
    revoke: 'AssessmentRevoked, EnrolmentPaused',
  },
  erased: { ...taking, erase: 'nothing' },
}

const decider = deciderOf(participant)

describe.each(Object.entries(table))('somebody who is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const history: readonly ParticipantEvent[] = states[state as keyof typeof states]
    const decision = decider.decide(commands[name as keyof Row], fold(decider, history))
    expect(outcomeOf(decision)).toBe(outcome)
  })
})
