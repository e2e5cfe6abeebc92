import { type Change, projection, type RecordedEvent } from '@perca/eventsourcing'
import type { ParticipantEvent, ParticipantEventOf } from '../../participant/events.js'
import { dated } from '../../values/dated.js'
import { idInStream } from '../../values/ids.js'
import { monthOf, rowKey } from '../keys.js'
import { sessionDay } from '../session-day.js'
import { foundOrNot, type Get, Row, type RowThat, rowThat } from './row.js'

type Person = RowThat<'bases'>
type Act = RowThat<'acts-month'>['acts'][number]
type Recorded<Type extends ParticipantEvent['type']> = RecordedEvent<ParticipantEventOf<Type>>

const none: Person = { is: 'bases', consents: [], assessments: [], relapses: [], steps: [], months: [] }
const personKey = (stream: string) => rowKey('bases', idInStream(stream))
const monthKey = (stream: string, month: string) => rowKey('acts-month', idInStream(stream), month)
const findingKey = (stream: string, { key }: Act) => rowKey('basis-withdrawn', idInStream(stream), key)

const personOf = (get: Get, stream: string): Person => rowThat(get, 'bases', personKey(stream)) ?? none
const actsOf = (get: Get, stream: string, month: string): readonly Act[] =>
  rowThat(get, 'acts-month', monthKey(stream, month))?.acts ?? []

const isGone = (since: string | null, day: string): boolean => since !== null && since <= day

/** True where a day had a consent to train once, and has none any more. */
const consentLost = ({ consents }: Person, day: string): boolean => {
  const given = consents.filter(({ from }) => from <= day)
  return given.some(({ until }) => isGone(until, day)) && given.every(({ until }) => isGone(until, day))
}

/** True where the assessment in force on an act's day is not what it relied on any more, and does not allow training. */
const assessmentLost = ({ assessments }: Person, { on, assessmentId }: Act): boolean => {
  if (!assessments.some(({ id }) => id === assessmentId)) return false
  // By day; of one day, the one recorded last: they stand in the order in which they were recorded.
  const inForce = assessments
    .filter(({ from, until }) => from <= on && !isGone(until, on))
    .reduce<Person['assessments'][number] | undefined>(
      (best, one) => (best === undefined || one.from >= best.from ? one : best),
      undefined,
    )
  return inForce?.id !== assessmentId && (inForce === undefined || !inForce.fit || on > inForce.validUntil)
}

/** True where somebody came while their enrolment, as it is written down now, did not run. */
const enrolmentLost = ({ steps }: Person, { type, on, programmeId }: Act): boolean =>
  type.startsWith('Attendance') &&
  steps.findLast((step) => step.programmeId === programmeId && step.on <= on)?.is !== 'running'

/** Holds an act against what is left of what it rested on. */
const judged = (get: Get, stream: string, person: Person, act: Act): readonly Change<Row>[] => {
  const lost = consentLost(person, act.on)
    ? 'consent'
    : assessmentLost(person, act)
      ? 'assessment'
      : enrolmentLost(person, act)
        ? 'enrolment'
        : null
  const { on, programmeId, type, eventId } = act
  const details = { participantId: idInStream(stream), act: type, lost: lost ?? '' }
  return foundOrNot(
    get,
    findingKey(stream, act),
    lost === null ? undefined : { is: 'finding', kind: 'basis-withdrawn', programmeId, on, stream, eventId, details },
  )
}

/** What a person's acts rest on has changed: those of the day's month and later ones are judged anew. */
const changed = (get: Get, stream: string, from: string, person: Person): readonly Change<Row>[] => [
  { put: personKey(stream), row: person },
  ...person.months
    .filter((month) => month >= monthOf(from))
    .flatMap((month) => actsOf(get, stream, month).flatMap((act) => judged(get, stream, person, act))),
]

/** Puts an act in the place of what stood under its key, or takes that away. */
const acted = (get: Get, stream: string, month: string, key: string, act: Act | null): readonly Change<Row>[] => {
  const person = personOf(get, stream)
  const acts = actsOf(get, stream, month)
  const others = acts.filter((one) => one.key !== key)
  const known = person.months.includes(month) ? person.months : [...person.months, month]
  if (act === null) {
    const finding = rowKey('basis-withdrawn', idInStream(stream), key)
    const rest: Change<Row> = { put: monthKey(stream, month), row: { is: 'acts-month', acts: others } }
    return others.length === acts.length ? [] : [rest, ...foundOrNot(get, finding, undefined)]
  }
  return [
    ...(known === person.months ? [] : [{ put: personKey(stream), row: { ...person, months: known } }]),
    { put: monthKey(stream, month), row: { is: 'acts-month', acts: [...others, act] } },
    ...judged(get, stream, person, act),
  ]
}

const attends = (status: string | null): boolean => status === 'present' || status === 'late'

type Step = Person['steps'][number]

/** The person with one step more of an enrolment. An end leaves nothing of its enrolment behind it. */
const stepped = (person: Person, step: Step): Person => {
  const stays = ({ enrolmentId, on }: Step) => step.is !== 'ended' || enrolmentId !== step.enrolmentId || on <= step.on
  return { ...person, steps: dated(person.steps.filter(stays), step, ({ on }) => on) }
}

const enrolled = (
  { event, id, stream }: Recorded<'ParticipantEnrolled'> | Recorded<'EnrolmentResumed'>,
  get: Get,
): readonly Change<Row>[] => {
  const { programmeId, enrolmentId, basis } = event.data
  const on = event.effectiveOn
  const month = monthOf(on)
  const act = { key: id, on, programmeId, type: event.type, eventId: id, assessmentId: basis.assessmentId }
  const before = personOf(get, stream)
  const months = before.months.includes(month) ? before.months : [...before.months, month]
  const person = { ...stepped(before, { on, programmeId, enrolmentId, is: 'running' }), months }
  const key = monthKey(stream, month)
  return [
    ...changed(get, stream, on, person),
    { put: key, row: { is: 'acts-month', acts: [...actsOf(get, stream, month), act] } },
    ...judged(get, stream, person, act),
  ]
}

const halted =
  (is: 'paused' | 'ended') =>
  ({ event, stream }: Recorded<'EnrolmentPaused'> | Recorded<'EnrolmentEnded'>, get: Get): readonly Change<Row>[] => {
    const { programmeId, enrolmentId } = event.data
    const on = event.effectiveOn
    return changed(get, stream, on, stepped(personOf(get, stream), { on, programmeId, enrolmentId, is }))
  }

/** The month of a session's day: `kediri.2020-08-18.2` is of `2020-08`. */
const monthOfSession = (sessionId: string): string => monthOf(sessionDay(sessionId))
const dayOfSession = (sessionId: string): string => sessionId.split('.')[1] ?? ''

/** A change of an assessment that counts no more from a day on; a second one only if it is earlier. */
const endedFrom = (until: string | null, day: string): string => (until === null || day < until ? day : until)

const people = projection<Row, ParticipantEvent>({
  name: 'withdrawn-bases',
  version: 2,
  row: Row,
  on: {
    ConsentGiven: ({ event, stream }, get) => {
      if (!event.data.purposes.includes('training')) return []
      const person = personOf(get, stream)
      const consent = { id: event.data.consentId, from: event.effectiveOn, until: null }
      return changed(get, stream, event.effectiveOn, { ...person, consents: [...person.consents, consent] })
    },
    ConsentWithdrawn: ({ event, stream }, get) => {
      if (!event.data.purposes.includes('training')) return []
      const person = personOf(get, stream)
      const consents = person.consents.map((one) =>
        one.id === event.data.consentId ? { ...one, until: endedFrom(one.until, event.effectiveOn) } : one,
      )
      return changed(get, stream, event.effectiveOn, { ...person, consents })
    },
    StabilityAssessed: ({ event, stream }, get) => {
      const person = personOf(get, stream)
      const { assessmentId, outcome, ableToTrain, validUntil } = event.data
      const from = event.effectiveOn
      const until = person.relapses.filter((day) => day > from).sort()[0] ?? null
      const assessment = { id: assessmentId, from, until, fit: outcome === 'stable' && ableToTrain, validUntil }
      return changed(get, stream, from, { ...person, assessments: [...person.assessments, assessment] })
    },
    AssessmentRevoked: ({ event, stream }, get) => {
      const person = personOf(get, stream)
      const assessments = person.assessments.map((one) =>
        one.id === event.data.assessmentId ? { ...one, until: endedFrom(one.until, event.effectiveOn) } : one,
      )
      return changed(get, stream, event.effectiveOn, { ...person, assessments })
    },
    RelapseReported: ({ event, stream }, get) => {
      const person = personOf(get, stream)
      const day = event.effectiveOn
      const assessments = person.assessments.map((one) =>
        one.from <= day ? { ...one, until: endedFrom(one.until, day) } : one,
      )
      return changed(get, stream, day, { ...person, assessments, relapses: [...person.relapses, day] })
    },
    ParticipantEnrolled: enrolled,
    EnrolmentResumed: enrolled,
    EnrolmentPaused: halted('paused'),
    EnrolmentEnded: halted('ended'),
    AttendanceRecorded: ({ event, id, stream }, get) => {
      const { sessionId, programmeId, status, basis } = event.data
      if (!attends(status)) return []
      const on = event.effectiveOn
      const { assessmentId } = basis
      const act = { key: sessionId, on, programmeId, type: event.type, eventId: id, assessmentId }
      return acted(get, stream, monthOf(on), sessionId, act)
    },
    AttendanceCorrected: ({ event, id, stream }, get) => {
      const { sessionId, programmeId, now, basis } = event.data
      const on = dayOfSession(sessionId)
      const assessmentId = basis?.assessmentId ?? null
      const act = { key: sessionId, on, programmeId, type: event.type, eventId: id, assessmentId }
      return acted(get, stream, monthOfSession(sessionId), sessionId, attends(now) ? act : null)
    },
  },
})

/**
 * P9: finds enrolments, resumptions and marks of coming that rest on a consent that was withdrawn, or an assessment that was
 * revoked or overtaken by a relapse or by one that does not allow training, on or before their day; and marks of coming on a
 * day on which, as it was written down late, the enrolment did not run. A consent, a fit assessment or a resumption that covers
 * the day settles it, and so does a correction of the mark.
 */
export const withdrawnBases = people.on
