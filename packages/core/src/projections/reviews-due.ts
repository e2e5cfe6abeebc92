import { Day, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { GoalArea, GoalProgress } from '../participant/support/events.js'
import { dated } from '../values/dated.js'
import { idInStream } from '../values/ids.js'
import { daysBetween } from './days-between.js'
import { rowKey } from './keys.js'
import { type ParticipantRow, standingAt } from './participants.js'

const GoalRow = t.type({
  is: t.literal('goal'),
  programmeId: t.string,
  participantId: t.string,
  goalId: t.string,
  area: GoalArea,
  kind: t.string,
  agreedOn: Day,
  /** By day; of one day, as recorded. `nextReviewOn` null: it is not looked at again. */
  reviews: t.readonlyArray(t.type({ on: Day, progress: GoalProgress, nextReviewOn: t.union([Day, t.null]) })),
})
/** A goal of a plan, and how it came on. */
export type GoalRow = t.TypeOf<typeof GoalRow>

const AssessmentsRow = t.type({
  is: t.literal('assessments'),
  participantId: t.string,
  /** By day; of one day, as recorded. */
  assessments: t.readonlyArray(
    t.type({ assessmentId: t.string, from: Day, validUntil: Day, revokedFrom: t.union([Day, t.null]) }),
  ),
})
type Row = GoalRow | t.TypeOf<typeof AssessmentsRow>

const assessmentsKey = (participantId: string): string => rowKey('assessments', participantId)
const goalKey = (participantId: string, goalId: string): string => rowKey('goal', participantId, goalId)

/** Goals with their reviews, and how long assessments hold: read its rows with `goalsDue` and `assessmentsEnding`. */
export const reviewsDue = projection<Row, ParticipantEvent>({
  name: 'reviews-due',
  version: 2,
  row: t.union([GoalRow, AssessmentsRow]),
  on: {
    PlanAgreed: ({ event, stream }) => {
      const { programmeId, goals } = event.data
      const participantId = idInStream(stream)
      return goals.map(({ goalId, area, kind }) => ({
        put: goalKey(participantId, goalId),
        row: {
          is: 'goal',
          programmeId,
          participantId,
          goalId,
          area,
          kind,
          agreedOn: event.effectiveOn,
          reviews: [],
        },
      }))
    },
    GoalReviewed: ({ event, stream }, get) => {
      const { goalId, progress, nextReviewOn } = event.data
      const key = goalKey(idInStream(stream), goalId)
      const row = get(key)
      if (row?.is !== 'goal') return []
      const review = { on: event.effectiveOn, progress, nextReviewOn }
      return [{ put: key, row: { ...row, reviews: dated(row.reviews, review, ({ on }) => on) } }]
    },
    StabilityAssessed: ({ event, stream }, get) => {
      const { assessmentId, validUntil } = event.data
      const participantId = idInStream(stream)
      const before = get(assessmentsKey(participantId))
      const entry = { assessmentId, from: event.effectiveOn, validUntil, revokedFrom: null }
      const assessments = dated(before?.is === 'assessments' ? before.assessments : [], entry, ({ from }) => from)
      return [{ put: assessmentsKey(participantId), row: { is: 'assessments', participantId, assessments } }]
    },
    AssessmentRevoked: ({ event, stream }, get) => {
      const participantId = idInStream(stream)
      const before = get(assessmentsKey(participantId))
      if (before?.is !== 'assessments') return []
      const assessments = before.assessments.map((one) =>
        one.assessmentId === event.data.assessmentId ? { ...one, revokedFrom: event.effectiveOn } : one,
      )
      return [{ put: assessmentsKey(participantId), row: { is: 'assessments', participantId, assessments } }]
    },
  },
})

/** A goal that is to be looked at again, and since when. */
export interface GoalDue {
  readonly participantId: string
  readonly goalId: string
  readonly area: GoalArea
  readonly kind: string
  readonly progress: GoalProgress
  readonly dueOn: Day
}

/**
 * Goals of a programme whose next review is past at the end of a day, the longest past first. A goal that was never reviewed
 * has no such day.
 */
export const goalsDue = (rows: ReadonlyMap<string, Row>, programmeId: string, day: string): readonly GoalDue[] =>
  [...rows.values()]
    .flatMap((row) => {
      if (row.is !== 'goal' || row.programmeId !== programmeId) return []
      const last = row.reviews.findLast(({ on }) => on <= day)
      if (last === undefined || last.nextReviewOn === null || last.nextReviewOn > day) return []
      const { participantId, goalId, area, kind } = row
      return [{ participantId, goalId, area, kind, progress: last.progress, dueOn: last.nextReviewOn }]
    })
    .sort((a, b) => (rowKey(a.dueOn, a.participantId, a.goalId) < rowKey(b.dueOn, b.participantId, b.goalId) ? -1 : 1))

/** The assessment in force of somebody who takes part, and how many days it holds: negative where it has run out. */
export interface AssessmentEnding {
  readonly participantId: string
  readonly assessmentId: string
  readonly validUntil: Day
  readonly daysLeft: number
}

/**
 * Assessments in force on a day that run out within so many days, or have run out, of people whose enrolment in the programme
 * is open; the first to run out first.
 */
export const assessmentsEnding = (
  rows: ReadonlyMap<string, Row>,
  people: ReadonlyMap<string, ParticipantRow>,
  programmeId: string,
  day: string,
  within: number,
): readonly AssessmentEnding[] =>
  [...rows.values()]
    .flatMap((row) => {
      if (row.is !== 'assessments') return []
      const { participantId } = row
      const person = people.get(participantId)
      const standing = person === undefined ? null : standingAt(person, programmeId, day)
      const last = row.assessments.findLast(
        ({ from, revokedFrom }) => from <= day && (revokedFrom === null || day < revokedFrom),
      )
      if (last === undefined || (standing !== 'running' && standing !== 'paused')) return []
      const daysLeft = daysBetween(day, last.validUntil)
      const { assessmentId, validUntil } = last
      return daysLeft > within ? [] : [{ participantId, assessmentId, validUntil, daysLeft }]
    })
    .sort((a, b) => (rowKey(a.validUntil, a.participantId) < rowKey(b.validUntil, b.participantId) ? -1 : 1))
