import type { Aggregate } from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  AskedRevocation,
  AssessStability,
  assessStability,
  ReportRelapse,
  type RevokeAssessment,
  reportRelapse,
  revokeAssessment,
} from './assessment.js'
import { AskedAttendance, type RecordAttendance, recordAttendance } from './attendance.js'
import { GiveConsent, giveConsent, WithdrawConsent, withdrawConsent } from './consent.js'
import { AskedCorrection, type CorrectAttendance, correctAttendance, markIn } from './correction.js'
import { RecordDeath, recordDeath } from './death.js'
import { CorrectPersonDetails, correctPersonDetails, MovePerson, movePerson } from './details.js'
import {
  EndEnrolment,
  EnrolParticipant,
  endEnrolment,
  enrolParticipant,
  PauseEnrolment,
  pauseEnrolment,
  ResumeEnrolment,
  resumeEnrolment,
} from './enrolment.js'
import { ErasePersonalData, erasePersonalData } from './erasure.js'
import { type ParticipantEvent, participantEvents } from './events.js'
import { slotOfMark } from './evidence.js'
import { AppointGuardian, appointGuardian, EndGuardianship, endGuardianship } from './guardianship.js'
import {
  type AbsorbDuplicate,
  AskedAbsorption,
  absorbDuplicate,
  NoteMerged,
  NoteMergeUndone,
  noteMerged,
  noteMergeUndone,
  standingOf,
  UndoMerge,
  undoMerge,
} from './merging.js'
import { ReferParticipant, referParticipant } from './referral.js'
import { known } from './rules.js'
import { evolve, initialState, type ParticipantState } from './state.js'
import { type SupportCommand, supportCommands } from './support/commands.js'

/** Every command of a participant. */
export type ParticipantCommand =
  | ReferParticipant
  | GiveConsent
  | AssessStability
  | EnrolParticipant
  | PauseEnrolment
  | ResumeEnrolment
  | EndEnrolment
  | RecordAttendance
  | CorrectAttendance
  | WithdrawConsent
  | RevokeAssessment
  | ReportRelapse
  | MovePerson
  | CorrectPersonDetails
  | AppointGuardian
  | EndGuardianship
  | RecordDeath
  | AbsorbDuplicate
  | NoteMerged
  | UndoMerge
  | NoteMergeUndone
  | ErasePersonalData
  | SupportCommand

const stream = ({ participantId }: { readonly participantId: string }) => participantId

/** `participant-<uuid>`: a person's eligibility and attendance, which must not race; all programmes. */
export const participant: Aggregate<ParticipantCommand, ParticipantState, ParticipantEvent> = {
  category: 'participant',
  events: participantEvents,
  initialState,
  evolve,
  named: (id) => ({ participantId: id }),
  subjects: (event, id) =>
    event.type === 'Absorbed' || event.type === 'MergedInto' || event.type === 'MergeUndone'
      ? [id, event.data.participantId]
      : [id],
  commands: {
    ReferParticipant: {
      codec: ReferParticipant,
      roles: ['registrar'],
      stream,
      yields: ['ParticipantReferred'],
      decide: referParticipant,
    },
    GiveConsent: { codec: GiveConsent, roles: ['registrar'], stream, yields: ['ConsentGiven'], decide: giveConsent },
    AssessStability: {
      codec: AssessStability,
      roles: ['assessor', 'registrar'],
      stream,
      yields: ['StabilityAssessed', 'EnrolmentPaused'],
      decide: assessStability,
    },
    EnrolParticipant: {
      codec: EnrolParticipant,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['ParticipantEnrolled', 'EnrolmentPaused', 'EnrolmentEnded'],
      decide: enrolParticipant,
    },
    PauseEnrolment: {
      codec: PauseEnrolment,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['EnrolmentPaused'],
      decide: pauseEnrolment,
    },
    ResumeEnrolment: {
      codec: ResumeEnrolment,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['EnrolmentPaused', 'EnrolmentResumed', 'EnrolmentEnded'],
      decide: resumeEnrolment,
    },
    EndEnrolment: {
      codec: EndEnrolment,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['EnrolmentEnded'],
      decide: endEnrolment,
    },
    RecordAttendance: {
      codec: AskedAttendance,
      roles: ['facilitator', 'registrar'],
      stream,
      lookUp: slotOfMark,
      yields: ['AttendanceRecorded'],
      decide: recordAttendance,
    },
    CorrectAttendance: {
      codec: AskedCorrection,
      roles: ['coordinator', 'registrar'],
      stream,
      lookUp: (asked, state, reader) =>
        pipe(
          TE.fromEither(known(state)),
          TE.chainW(() => reader.events(participant, asked.participantId)),
          TE.chainEitherKW((history) => markIn(history, asked.sessionId)),
        ),
      yields: ['AttendanceCorrected'],
      decide: correctAttendance,
    },
    WithdrawConsent: {
      codec: WithdrawConsent,
      roles: ['coordinator', 'registrar', 'dataProtection'],
      stream,
      yields: ['EnrolmentPaused', 'ConsentWithdrawn'],
      decide: withdrawConsent,
    },
    RevokeAssessment: {
      codec: AskedRevocation,
      roles: ['assessor', 'coordinator'],
      stream,
      lookUp: (_asked, _state, _reader, { id }) => TE.right({ actorId: id }),
      yields: ['EnrolmentPaused', 'AssessmentRevoked'],
      decide: revokeAssessment,
    },
    ReportRelapse: {
      codec: ReportRelapse,
      roles: ['assessor', 'coordinator', 'facilitator', 'registrar'],
      stream,
      yields: ['EnrolmentPaused', 'RelapseReported'],
      decide: reportRelapse,
    },
    MovePerson: { codec: MovePerson, roles: ['registrar'], stream, yields: ['PersonMoved'], decide: movePerson },
    CorrectPersonDetails: {
      codec: CorrectPersonDetails,
      roles: ['registrar'],
      stream,
      yields: ['PersonDetailsCorrected'],
      decide: correctPersonDetails,
    },
    AppointGuardian: {
      codec: AppointGuardian,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['GuardianAppointed'],
      decide: appointGuardian,
    },
    EndGuardianship: {
      codec: EndGuardianship,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['GuardianEnded'],
      decide: endGuardianship,
    },
    RecordDeath: {
      codec: RecordDeath,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['EnrolmentEnded', 'DeathRecorded'],
      decide: recordDeath,
    },
    AbsorbDuplicate: {
      recall: ([event]) => (event?.type === 'Absorbed' ? { duplicateId: event.data.participantId } : {}),
      codec: AskedAbsorption,
      roles: ['coordinator'],
      stream,
      lookUp: (asked, _, reader) =>
        pipe(
          reader.state(participant, asked.duplicateId),
          TE.chainEitherKW(({ state }) => standingOf(state, asked.participantId)),
        ),
      yields: ['Absorbed'],
      decide: absorbDuplicate,
    },
    NoteMerged: {
      recall: ([event]) =>
        event?.type === 'MergedInto' || event?.type === 'MergeUndone'
          ? { intoParticipantId: event.data.participantId }
          : {},
      codec: NoteMerged,
      roles: ['policy'],
      stream,
      yields: ['MergedInto'],
      decide: noteMerged,
    },
    UndoMerge: {
      recall: ([event]) => (event?.type === 'MergeUndone' ? { duplicateId: event.data.participantId } : {}),
      codec: UndoMerge,
      roles: ['coordinator'],
      stream,
      yields: ['MergeUndone'],
      decide: undoMerge,
    },
    NoteMergeUndone: {
      recall: ([event]) =>
        event?.type === 'MergedInto' || event?.type === 'MergeUndone'
          ? { intoParticipantId: event.data.participantId }
          : {},
      codec: NoteMergeUndone,
      roles: ['policy'],
      stream,
      yields: ['MergeUndone'],
      decide: noteMergeUndone,
    },
    ErasePersonalData: {
      codec: ErasePersonalData,
      roles: ['dataProtection'],
      stream,
      yields: ['PersonalDataErased'],
      decide: erasePersonalData,
    },
    ...supportCommands,
  },
}
