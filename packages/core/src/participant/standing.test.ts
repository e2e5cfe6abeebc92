import { type Day, deciderOf, fold } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import {
  absorb,
  appoint,
  appointed,
  correct,
  correctDetails,
  die,
  died,
  endGuardianship,
  erase,
  guardianConsents,
  merged,
  move,
  noteMerged,
  noteUndone,
  relapse,
  revoke,
  undo,
  undone,
  withdraw,
} from './changes.fixture.js'
import { type ParticipantCommand, participant } from './decider.js'
import type { ParticipantEvent } from './events.js'
import {
  assess,
  end,
  ended,
  enrol,
  mark,
  marked,
  OTHER_PROGRAMME,
  pause,
  refer,
  resume,
  running,
} from './person.fixture.js'
import {
  agree,
  agreed,
  contact,
  decline,
  join,
  joined,
  judge,
  leaveRole,
  liveOn,
  measure,
  offer,
  offered,
  review,
  takeRole,
  tookRole,
} from './support/support.fixture.js'

// Rules 17 and 18 over every command: the day before somebody dies, or their file goes on in another one, and that very day.

type Type = ParticipantCommand['type']
type Outcomes = { readonly [type in Type]: string }

const commands: { readonly [type in Type]: (on: Day) => ParticipantCommand } = {
  ReferParticipant: () => refer(),
  GiveConsent: (on) => guardianConsents(on),
  AssessStability: (on) => assess(on, { number: 2 }),
  EnrolParticipant: (on) => enrol(on, 2, OTHER_PROGRAMME),
  PauseEnrolment: (on) => pause(on),
  ResumeEnrolment: (on) => resume(on),
  EndEnrolment: (on) => end(on),
  RecordAttendance: (on) => mark(on),
  ReportRelapse: (on) => relapse(on),
  MovePerson: (on) => move(on),
  AppointGuardian: (on) => appoint(on, 'parent', 2),
  RecordDeath: (on) => die(on),
  JoinWaitlist: (on) => join(on, OTHER_PROGRAMME),
  OfferPlace: (on) => offer(on, august(20), 2, OTHER_PROGRAMME),
  DeclinePlace: (on) => decline(on, 'illness', 1, OTHER_PROGRAMME),
  AgreePlan: (on) => agree(on, 2, [2]),
  ReviewGoal: (on) => review(on, null),
  AssessSkill: (on) => judge(on, 2),
  MeasureOutcome: (on) => measure(on, [1, 2, 3, 4, 5]),
  TakeCommunityRole: (on) => takeRole(on, 2),
  LeaveCommunityRole: (on) => leaveRole(on),
  ReportLivelihood: (on) => liveOn(on, 'casual'),
  ContactAftercare: (on) => contact(on),
  CorrectAttendance: (on) => correct(august(4), { now: 'sick', on }),
  CorrectPersonDetails: (on) => correctDetails(on),
  WithdrawConsent: (on) => withdraw(on),
  RevokeAssessment: (on) => revoke(on),
  EndGuardianship: (on) => endGuardianship(on),
  AbsorbDuplicate: (on) => absorb(on, 3),
  NoteMerged: (on) => noteMerged(on, 4),
  UndoMerge: (on) => undo(on, 2),
  NoteMergeUndone: (on) => noteUndone(on),
  ErasePersonalData: (on) => erase(on, ['health']),
}

/** What is on record before: enough for every command that a running enrolment takes. */
const history: readonly ParticipantEvent[] = [
  ...running,
  marked(august(4)),
  appointed(august(4)),
  joined(august(4), OTHER_PROGRAMME),
  { ...offered(august(4), august(6)), data: { ...offered(august(4), august(6)).data, programmeId: OTHER_PROGRAMME } },
  agreed(august(4)),
  tookRole(august(4)),
]

/** New facts, and what they come to while the person lives and the file is their own. */
const facts = {
  GiveConsent: 'ConsentGiven',
  AssessStability: 'StabilityAssessed',
  EnrolParticipant: 'ParticipantEnrolled',
  PauseEnrolment: 'EnrolmentPaused',
  ResumeEnrolment: 'not-paused',
  EndEnrolment: 'EnrolmentEnded',
  RecordAttendance: 'AttendanceRecorded',
  ReportRelapse: 'RelapseReported, EnrolmentPaused',
  MovePerson: 'PersonMoved',
  AppointGuardian: 'GuardianAppointed',
  RecordDeath: 'DeathRecorded, EnrolmentEnded',
  JoinWaitlist: 'already-waiting',
  OfferPlace: 'PlaceOffered',
  DeclinePlace: 'PlaceDeclined',
  AgreePlan: 'PlanAgreed',
  ReviewGoal: 'GoalReviewed',
  AssessSkill: 'SkillAssessed',
  MeasureOutcome: 'OutcomeMeasured',
  TakeCommunityRole: 'CommunityRoleTaken',
  LeaveCommunityRole: 'CommunityRoleLeft',
  ReportLivelihood: 'LivelihoodReported',
  ContactAftercare: 'AftercareContacted',
}

/** What takes back or puts right what stands, and what it comes to whatever day it is. */
const corrections = {
  ReferParticipant: 'duplicate-code',
  CorrectAttendance: 'AttendanceCorrected',
  CorrectPersonDetails: 'PersonDetailsCorrected',
  WithdrawConsent: 'ConsentWithdrawn, EnrolmentPaused',
  RevokeAssessment: 'AssessmentRevoked, EnrolmentPaused',
  EndGuardianship: 'GuardianEnded',
  AbsorbDuplicate: 'Absorbed',
  NoteMerged: 'MergedInto',
  UndoMerge: 'unknown-merge',
  NoteMergeUndone: 'nothing',
  ErasePersonalData: 'PersonalDataErased',
}

const living: Outcomes = { ...facts, ...corrections }

const refusedFacts = (rule: string) => ({
  GiveConsent: rule,
  AssessStability: rule,
  EnrolParticipant: rule,
  PauseEnrolment: rule,
  ResumeEnrolment: rule,
  EndEnrolment: rule,
  RecordAttendance: rule,
  ReportRelapse: rule,
  MovePerson: rule,
  AppointGuardian: rule,
  RecordDeath: rule,
  JoinWaitlist: rule,
  OfferPlace: rule,
  DeclinePlace: rule,
  AgreePlan: rule,
  ReviewGoal: rule,
  AssessSkill: rule,
  MeasureOutcome: rule,
  TakeCommunityRole: rule,
  LeaveCommunityRole: rule,
  ReportLivelihood: rule,
  ContactAftercare: rule,
})

const decider = deciderOf(participant)
const outcome = (past: readonly ParticipantEvent[], type: string, on: Day): string =>
  outcomeOf(decider.decide(commands[type as Type](on), fold(decider, past)))

test('the tables name every command of a person', () => {
  expect(Object.keys(living).sort()).toEqual(Object.keys(participant.commands).sort())
})

describe('rule 17: of somebody who died on the 10th', () => {
  const dead = [...history, died(august(10)), ended(august(10), 1, 'deceased')]
  const after: Outcomes = {
    ...living,
    ...refusedFacts('participant-deceased'),
    // The enrolment is over: nothing is left to pause.
    WithdrawConsent: 'ConsentWithdrawn',
    RevokeAssessment: 'AssessmentRevoked',
  }

  test.each(Object.entries(after))('%s dated that day: %s', (type, expected) => {
    expect(outcome(dead, type, august(10))).toBe(expected)
  })

  test.each(Object.entries(after))('%s dated later: %s', (type, expected) => {
    expect(outcome(dead, type, august(11))).toBe(expected)
  })

  // An enrolment that begins before the day ends on it; a death is recorded once.
  const before: Outcomes = {
    ...living,
    EnrolParticipant: 'ParticipantEnrolled, EnrolmentEnded',
    RecordDeath: 'participant-deceased',
  }

  test.each(Object.entries(before))('%s dated the day before is judged as of that day: %s', (type, expected) => {
    expect(outcome(dead, type, august(9))).toBe(expected)
  })
})

describe('rules 17 and 18: of a file that goes on in another one from the 10th on', () => {
  const gone = [...history, merged(august(10))]
  // Two merges of one file are no correction, nor does it take another one in.
  const decided = {
    AbsorbDuplicate: 'participant-merged',
    NoteMerged: 'participant-merged',
    NoteMergeUndone: 'MergeUndone',
  }
  const after: Outcomes = { ...living, ...refusedFacts('participant-merged'), ...decided }

  test.each(Object.entries(after))('%s dated that day: %s', (type, expected) => {
    expect(outcome(gone, type, august(10))).toBe(expected)
  })

  test.each(Object.entries(after))('%s dated later: %s', (type, expected) => {
    expect(outcome(gone, type, august(11))).toBe(expected)
  })

  test.each(Object.entries({ ...living, ...decided }))(
    '%s dated the day before is judged as of that day: %s',
    (type, expected) => {
      expect(outcome(gone, type, august(9))).toBe(expected)
    },
  )

  test.each(Object.entries(living))('%s after the merge was undone: %s', (type, expected) => {
    expect(outcome([...gone, undone(august(11), 1, 2)], type, august(11))).toBe(expected)
  })
})
