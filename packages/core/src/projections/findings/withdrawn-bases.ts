import { type Change, projection, type RecordedEvent } from '@perca/eventsourcing'
import type { ParticipantEvent, ParticipantEventOf } from '../../participant/events.js'
import { idInStream } from '../../values/ids.js'
import { monthOf, rowKey } from '../keys.js'
import { sessionDay } from '../session-day.js'
import { foundOrNot, type Get, Row, type RowThat, rowThat } from './row.js'

type Person = RowThat<'bases'>
type Act = RowThat<'acts-month'>['acts'][number]
type Recorded<Type extends ParticipantEvent['type']> = RecordedEvent<ParticipantEventOf<Type>>

const none: Person = { is: 'bases', consents: [], assessments: [], relapses: [], months: [] }
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

/** True where the assessment that an act relied on counts no more, and the one in force on its day does not allow training. */
const assessmentLost = ({ assessments }: Person, { on, assessmentId }: Act): boolean => {
  const basis = assessments.find(({ id }) => id === assessmentId)
  if (basis === undefined || !isGone(basis.until, on)) return false
  // By day; of one day, the one recorded last: they stand in the order in which they were recorded.
  const inForce = assessments
    .filter(({ from, until }) => from <= on && !isGone(until, on))
    .reduce<Person['assessments'][number] | undefined>(
      (best, one) => (best === undefined || one.from >= best.from ? one : best),
      undefined,
    )
  return inForce === undefined || !inForce.fit || on > inForce.validUntil
}

/** Holds an act against what is left of what it rested on. */
const judged = (get: Get, stream: string, person: Person, act: Act): readonly Change<Row>[] => {
  const lost = consentLost(person, act.on) ? 'consent' : assessmentLost(person, act) ? 'assessment' : null
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

const enrolled = (
  { event, id, stream }: Recorded<'ParticipantEnrolled'> | Recorded<'EnrolmentResumed'>,
  get: Get,
): readonly Change<Row>[] => {
  const { programmeId, basis } = event.data
  const on = event.effectiveOn
  const act = { key: id, on, programmeId, type: event.type, eventId: id, assessmentId: basis.assessmentId }
  return acted(get, stream, monthOf(on), id, act)
}

/** The month of a session's day: `kediri.2020-08-18.2` is of `2020-08`. */
const monthOfSession = (sessionId: string): string => monthOf(sessionDay(sessionId))
const dayOfSession = (sessionId: string): string => sessionId.split('.')[1] ?? ''

/** A change of an assessment that counts no more from a day on; a second one only if it is earlier. */
const endedFrom = (until: string | null, day: string): string => (until === null || day < until ? day : until)

const people = projection<Row, ParticipantEvent>({
  name: 'withdrawn-bases',
  version: 1,
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
 * revoked or overtaken by a relapse, on or before their day. A consent or a fit assessment that covers the day settles it, and
 * so does a correction of the mark.
 */
export const withdrawnBases = people.on
