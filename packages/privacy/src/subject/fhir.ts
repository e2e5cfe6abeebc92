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

const attended = new Set(['present', 'late'])

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
  const withdrawn = new Set(
    own.filter(({ type }) => type === 'ConsentWithdrawn').map(({ data }) => textOf(data, 'consentId')),
  )
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
  for (const { type, effectiveOn, recordedAt, revision, data } of own) {
    if (type === 'AttendanceRecorded') {
      const status = textOf(data, 'status') ?? ''
      const episode = textOf(Reflect.get(Object(data), 'basis') ?? null, 'enrolmentId')
      resources.push(
        without({
          resourceType: 'Encounter',
          id: fhirId(`${revision}-${textOf(data, 'sessionId') ?? ''}`),
          status: attended.has(status) ? 'finished' : 'cancelled',
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
          type: [{ text: `supported work session: ${status}` }],
          subject,
          episodeOfCare: episode === undefined ? undefined : [{ reference: `EpisodeOfCare/${episode}` }],
          period: { start: effectiveOn, end: effectiveOn },
        }),
      )
    } else if (type === 'ConsentGiven') {
      const id = textOf(data, 'consentId') ?? ''
      const purposes: unknown = Reflect.get(Object(data), 'purposes')
      resources.push({
        resourceType: 'Consent',
        id,
        status: withdrawn.has(id) ? 'inactive' : 'active',
        scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
        category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent Document' }] }],
        patient: subject,
        dateTime: effectiveOn,
        policyRule: { text: 'UU 27/2022' },
        provision: {
          type: 'permit',
          purpose: (Array.isArray(purposes) ? purposes : []).map((code: unknown) => ({
            system: 'urn:perca:purpose',
            code,
          })),
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
          status: answers.includes(null) ? 'in-progress' : 'completed',
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
      fullUrl: `urn:perca:${String(resource['resourceType'])}/${String(resource['id'])}`,
      resource,
    })),
  }
}
