import * as t from 'io-ts'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { personal } from '../values/sensitive.js'
import { Person } from './person.js'

// Codecs of past versions, as they wrote. They stay as they are for ever; events.ts says how each is read today.

/** Nobody said whether somebody is a minor. */
export const ParticipantReferredV1 = t.type({
  programmeId: ProgrammeId,
  code: Code,
  source: orNone(Slug),
  person: personal(Person),
  reference: personal(orNone(t.string)),
  doubts: t.readonlyArray(t.keyof({ 'nik-birth-date': null })),
})

/** Training was all that one consented to, and a guardian was anybody who said so. */
export const ConsentGivenV1 = t.type({
  consentId: Uuid,
  purposes: t.readonlyArray(t.keyof({ training: null })),
  givenBy: t.keyof({ self: null, guardian: null }),
  documentRef: orNone(Slug),
})

/** An enrolment rested on one consent. */
export const ParticipantEnrolledV1 = t.type({
  enrolmentId: Uuid,
  programmeId: ProgrammeId,
  basis: t.type({ consentId: Uuid, assessmentId: Uuid }),
})

/** What a pause rests on was left to be found. */
export const EnrolmentPausedV1 = t.type({
  enrolmentId: Uuid,
  programmeId: ProgrammeId,
  reason: t.keyof({
    relapse: null,
    illness: null,
    family: null,
    work: null,
    unstated: null,
    'assessment-unstable': null,
  }),
})
