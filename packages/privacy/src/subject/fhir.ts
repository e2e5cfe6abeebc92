import type { Json } from '@perca/eventsourcing'
import type { SubjectEvent, SubjectRecord } from './record.js'

type Resource = { readonly [name: string]: unknown }

const textOf = (data: Json, name: string): string | undefined => {
  const value: unknown = Reflect.get(Object(data), name)
  return typeof value === 'string' ? value : undefined
}

/** A field of a person; undefined where it is not known, or withheld. */
const personField = (person: unknown, name: string): string | undefined => {
  const value: unknown = Reflect.get(Object(person), name)
  return typeof value === 'string' ? value : undefined
}

const without = (resource: Resource): Resource =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined))

const patientOf = ({ participantId, code, person }: SubjectRecord): Resource => {
  const name = personField(person, 'name')
  const phone = personField(person, 'phone')
  const ward = personField(person, 'ward')
  const nik = personField(person, 'nik')
  return without({
    resourceType: 'Patient',
    id: participantId,
    identifier: [
      { use: 'usual', system: 'urn:perca:participant-code', value: code },
      ...(nik === undefined ? [] : [{ use: 'official', system: 'https://fhir.kemkes.go.id/id/nik', value: nik }]),
    ],
    name: name === undefined ? undefined : [{ text: name }],
    gender: personField(person, 'sex'),
    birthDate: personField(person, 'bornOn'),
    telecom: phone === undefined ? undefined : [{ system: 'phone', value: phone }],
    address: ward === undefined ? undefined : [{ country: 'ID', district: ward }],
  })
}

/** What of an enrolment the episode of care needs. */
interface Episode {
  readonly id: string
  readonly organisation: string
  readonly start: string
  status: 'active' | 'onhold' | 'finished'
  end: string | undefined
}

const episodesOf = (events: readonly SubjectEvent[]): readonly Episode[] => {
  const episodes = new Map<string, Episode>()
  for (const { type, effectiveOn, data } of events) {
    const id = textOf(data, 'enrolmentId') ?? ''
    const known = episodes.get(id)
    if (type === 'ParticipantEnrolled') {
      episodes.set(id, {
        id,
        organisation: textOf(data, 'programmeId') ?? '',
        start: effectiveOn,
        status: 'active',
        end: undefined,
      })
    } else if (known !== undefined && type === 'EnrolmentPaused') known.status = 'onhold'
    else if (known !== undefined && type === 'EnrolmentResumed') known.status = 'active'
    else if (known !== undefined && type === 'EnrolmentEnded') {
      known.status = 'finished'
      known.end = effectiveOn
    }
  }
  return [...episodes.values()]
}

/** A mark as it stands after its corrections. */
interface Mark {
  readonly sessionId: string
  readonly on: string
  readonly revision: number
  readonly episode: string | undefined
  /** Null: there was none after all. */
  status: string | null
}

const marksOf = (events: readonly SubjectEvent[]): readonly Mark[] => {
  const marks = new Map<string, Mark>()
  for (const { type, effectiveOn, revision, data } of events) {
    const sessionId = textOf(data, 'sessionId')
    if (sessionId === undefined) continue
    const known = marks.get(sessionId)
    if (type === 'AttendanceRecorded') {
      const episode = textOf(Reflect.get(Object(data), 'basis') ?? null, 'enrolmentId')
      marks.set(sessionId, { sessionId, on: effectiveOn, revision, episode, status: textOf(data, 'status') ?? null })
    } else if (type === 'AttendanceCorrected' && known !== undefined) known.status = textOf(data, 'now') ?? null
  }
  return [...marks.values()]
}

const purposesIn = (data: Json): readonly string[] => {
  const purposes: unknown = Reflect.get(Object(data), 'purposes')
  return Array.isArray(purposes) ? purposes.map(String) : []
}

/** For which purposes each consent was withdrawn since. */
const withdrawnOf = (events: readonly SubjectEvent[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const withdrawn = new Map<string, Set<string>>()
  for (const { type, data } of events) {
    if (type !== 'ConsentWithdrawn') continue
    const id = textOf(data, 'consentId') ?? ''
    withdrawn.set(id, new Set([...(withdrawn.get(id) ?? []), ...purposesIn(data)]))
  }
  return withdrawn
}

const attended = new Set(['present', 'late'])

/** Where the resources would be served, if anybody did: references resolve against it (R4, resolving references in Bundles). */
const base = 'https://perca.invalid/fhir/'

/** FHIR ids have letters, digits, `-` and `.` only, 64 at most. */
const fhirId = (text: string): string => text.replace(/[^A-Za-z0-9\-.]/g, '-').slice(-64)

/**
 * The record as a FHIR R4 Bundle of type `collection`, for another system of health or care: Patient, EpisodeOfCare for each
 * enrolment, Encounter for each mark, Consent, QuestionnaireResponse for answers and Observation for scores of instruments. What
 * was erased, or may not be opened, is left out.
 *
 * @param record what is recorded about the person
 * @param at the instant of the export, in UTC
 */
export const subjectFhir = (record: SubjectRecord, at: string): Resource => {
  const { participantId, events } = record
  const subject = { reference: `Patient/${participantId}` }
  const own = events.filter(({ data }) => data !== null)
  const withdrawn = withdrawnOf(own)
  const resources: Resource[] = [patientOf(record)]
  for (const { id, organisation, start, status, end } of episodesOf(own)) {
    resources.push({
      resourceType: 'EpisodeOfCare',
      id,
      status,
      patient: subject,
      managingOrganization: { display: organisation },
      period: without({ start, end }),
    })
  }
  for (const { sessionId, on, revision, episode, status } of marksOf(own)) {
    const held = status !== null && attended.has(status) ? 'finished' : 'cancelled'
    resources.push(
      without({
        resourceType: 'Encounter',
        id: fhirId(`${revision}-${sessionId}`),
        status: status === null ? 'entered-in-error' : held,
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
        type: [{ text: `supported work session: ${status ?? 'not recorded after all'}` }],
        subject,
        episodeOfCare: episode === undefined ? undefined : [{ reference: `EpisodeOfCare/${episode}` }],
        period: { start: on, end: on },
      }),
    )
  }
  for (const { type, effectiveOn, recordedAt, data } of own) {
    if (type === 'ConsentGiven') {
      const id = textOf(data, 'consentId') ?? ''
      const purposes = purposesIn(data).filter((purpose) => withdrawn.get(id)?.has(purpose) !== true)
      resources.push({
        resourceType: 'Consent',
        id,
        status: purposes.length === 0 ? 'inactive' : 'active',
        scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
        category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent Document' }] }],
        patient: subject,
        dateTime: effectiveOn,
        policyRule: { text: 'UU 27/2022' },
        provision: {
          type: 'permit',
          purpose: purposes.map((code) => ({ system: 'urn:perca:purpose', code })),
        },
      })
    } else if (type === 'OutcomeMeasured') {
      const id = textOf(data, 'measureId') ?? ''
      const instrument = `${textOf(data, 'instrument') ?? ''}|${textOf(data, 'instrumentVersion') ?? ''}`
      const [answers, score]: readonly unknown[] = ['answers', 'score'].map((name) => Reflect.get(Object(data), name))
      if (Array.isArray(answers)) {
        resources.push({
          resourceType: 'QuestionnaireResponse',
          id,
          questionnaire: `urn:perca:instrument:${instrument}`,
          // An answer that was left out is left out: the asking is over.
          status: 'completed',
          subject,
          authored: effectiveOn,
          item: answers.flatMap((answer: unknown, n) =>
            answer === null ? [] : [{ linkId: String(n + 1), answer: [{ valueInteger: answer }] }],
          ),
        })
      }
      if (typeof score === 'number') {
        resources.push(
          without({
            resourceType: 'Observation',
            id: fhirId(`score-${id}`),
            status: 'final',
            category: [
              { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
            ],
            code: { coding: [{ system: 'urn:perca:instrument', code: instrument }], text: instrument },
            subject,
            effectiveDateTime: effectiveOn,
            issued: recordedAt,
            valueQuantity: { value: score, unit: '{score}' },
            derivedFrom: Array.isArray(answers) ? [{ reference: `QuestionnaireResponse/${id}` }] : undefined,
          }),
        )
      }
    }
  }
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: at,
    entry: resources.map((resource) => ({
      fullUrl: `${base}${String(resource['resourceType'])}/${String(resource['id'])}`,
      resource,
    })),
  }
}
