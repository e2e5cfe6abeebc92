import { type Change, Day, projection, type RecordedEvent } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { idInStream } from '../values/ids.js'

const Code = t.union([t.string, t.number, t.boolean, t.null])

const JourneyEntry = t.type({
  on: Day,
  /** The event that tells of it: its type and its id. */
  what: t.string,
  eventId: t.string,
  /** Null where it is a matter of the person, whatever the programme. */
  programmeId: t.union([t.string, t.null]),
  /** Codes, days and levels: never anything personal, nor an answer or an income. */
  details: t.record(t.string, Code),
})
/** One step of somebody's path. */
export type JourneyEntry = t.TypeOf<typeof JourneyEntry>

const JourneyRow = t.type({
  participantId: t.string,
  /** As recorded. */
  entries: t.readonlyArray(JourneyEntry),
})
/** Somebody's path: from the referral over training, skills and roles to what came after. */
export type JourneyRow = t.TypeOf<typeof JourneyRow>

const told = (
  { event, id, stream }: RecordedEvent<ParticipantEvent>,
  get: (key: string) => JourneyRow | undefined,
  programmeId: string | null,
  details: JourneyEntry['details'] = {},
): readonly Change<JourneyRow>[] => {
  const participantId = idInStream(stream)
  const entry = { on: event.effectiveOn, what: event.type, eventId: id, programmeId, details }
  const entries = [...(get(participantId)?.entries ?? []), entry]
  return [{ put: participantId, row: { participantId, entries } }]
}

/** Every person's path, by person: everything but the marks of the register. */
export const journey = projection<JourneyRow, ParticipantEvent>({
  name: 'journey',
  version: 1,
  row: JourneyRow,
  on: {
    ParticipantReferred: (recorded, get) => {
      const { programmeId, code, source } = recorded.event.data
      return told(recorded, get, programmeId, { code, source })
    },
    ConsentGiven: (recorded, get) => {
      const { purposes, givenBy } = recorded.event.data
      return told(recorded, get, null, { purposes: purposes.join(' '), givenBy })
    },
    StabilityAssessed: (recorded, get) => {
      const { outcome, ableToTrain, validUntil } = recorded.event.data
      return told(recorded, get, null, { outcome, ableToTrain, validUntil })
    },
    ConsentWithdrawn: (recorded, get) =>
      told(recorded, get, null, { purposes: recorded.event.data.purposes.join(' ') }),
    AssessmentRevoked: (recorded, get) => told(recorded, get, null, { reason: recorded.event.data.reason }),
    RelapseReported: (recorded, get) => told(recorded, get, null),
    GuardianAppointed: (recorded, get) => told(recorded, get, null, { kind: recorded.event.data.kind }),
    GuardianEnded: (recorded, get) => told(recorded, get, null, { reason: recorded.event.data.reason }),
    DeathRecorded: (recorded, get) => told(recorded, get, null),
    Absorbed: (recorded, get) => told(recorded, get, null, { mergeId: recorded.event.data.mergeId }),
    MergedInto: (recorded, get) => told(recorded, get, null, { mergeId: recorded.event.data.mergeId }),
    MergeUndone: (recorded, get) => told(recorded, get, null, { mergeId: recorded.event.data.mergeId }),
    WaitlistJoined: (recorded, get) => told(recorded, get, recorded.event.data.programmeId),
    PlaceOffered: (recorded, get) =>
      told(recorded, get, recorded.event.data.programmeId, { until: recorded.event.data.until }),
    PlaceDeclined: (recorded, get) =>
      told(recorded, get, recorded.event.data.programmeId, { reason: recorded.event.data.reason }),
    ParticipantEnrolled: (recorded, get) => told(recorded, get, recorded.event.data.programmeId),
    EnrolmentPaused: (recorded, get) =>
      told(recorded, get, recorded.event.data.programmeId, { reason: recorded.event.data.reason }),
    EnrolmentResumed: (recorded, get) => told(recorded, get, recorded.event.data.programmeId),
    EnrolmentEnded: (recorded, get) =>
      told(recorded, get, recorded.event.data.programmeId, { outcome: recorded.event.data.outcome }),
    PlanAgreed: (recorded, get) =>
      told(recorded, get, recorded.event.data.programmeId, { goals: recorded.event.data.goals.length }),
    GoalReviewed: (recorded, get) => {
      const { programmeId, goalId, progress, nextReviewOn } = recorded.event.data
      return told(recorded, get, programmeId, { goalId, progress, nextReviewOn })
    },
    SkillAssessed: (recorded, get) => {
      const { programmeId, craftId, skillId, level } = recorded.event.data
      return told(recorded, get, programmeId, { craftId, skillId, level })
    },
    OutcomeMeasured: (recorded, get) => {
      const { programmeId, instrument, instrumentVersion } = recorded.event.data
      return told(recorded, get, programmeId, { instrument, instrumentVersion })
    },
    CommunityRoleTaken: (recorded, get) => {
      const { roleId, kind } = recorded.event.data
      return told(recorded, get, null, { roleId, kind })
    },
    CommunityRoleLeft: (recorded, get) => {
      const { roleId, reason } = recorded.event.data
      return told(recorded, get, null, { roleId, reason })
    },
    LivelihoodReported: (recorded, get) => told(recorded, get, null, { kind: recorded.event.data.kind }),
    AftercareContacted: (recorded, get) => {
      const { programmeId, channel, outcome } = recorded.event.data
      return told(recorded, get, programmeId, { channel, outcome })
    },
  },
})

/** Somebody's path by day; of one day, as it was recorded. */
export const journeyOf = (rows: ReadonlyMap<string, JourneyRow>, participantId: string): readonly JourneyEntry[] =>
  (rows.get(participantId)?.entries ?? []).toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
