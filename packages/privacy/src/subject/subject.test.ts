import { fileURLToPath } from 'node:url'
import { aggregates, boundary } from '@perca/core'
import { type Application, application } from '@perca/eventsourcing'
import { importRegisters, readSource } from '@perca/registers'
import { memoryStore } from '@perca/store-memory'
import { beforeAll, describe, expect, test } from 'vitest'
import { memoryKeys } from '../keys/memory.js'
import { percaMarks } from '../sealing/perca-marks.js'
import { done } from '../sealing/sealed.fixture.js'
import { sealed } from '../sealing/store.js'
import { subjectFhir } from './fhir.js'
import { subjectHtml } from './html.js'
import { type SubjectRecord, subjectJson, subjectRecord } from './record.js'

const registers = fileURLToPath(new URL('../../../../examples/registers/kediri-2020/', import.meta.url))

const keys = memoryKeys()
const inner = memoryStore()
let app: Application
/** Everybody: id, code, name. */
const people: { id: string; code: string; name: string }[] = []
beforeAll(async () => {
  app = application({ store: sealed(inner, keys, percaMarks), aggregates, boundary })
  await done(importRegisters(app, await done(readSource(registers))))
  const log = await done(app.store.readAll(null, 100_000, { types: ['ParticipantReferred'] }))
  for (const { stream, data } of log.events) {
    const { code, person }: { code: string; person: { name: string } } = JSON.parse(JSON.stringify(data))
    people.push({ id: stream.slice('participant-'.length), code, name: person.name })
  }
}, 60_000)

const recordOf = (participantId: string): Promise<SubjectRecord> =>
  done(subjectRecord({ app, participantId, accesses: [] }))

const words = (lang: 'id' | 'en') => ({
  lang,
  day: (day: string) => `<${day}>`,
  rupiah: (amount: number) => `Rp${amount}`,
  what: (type: string) => type,
})

test('a record holds every event that names the person, in the order of the log, and nothing personal of anybody else', async () => {
  expect(people.length).toBeGreaterThan(10)
  for (const { id, code, name } of people) {
    const record = await recordOf(id)
    const wanted = await done(app.store.readAll(null, 100_000, { subject: id }))
    expect(record.events.map(({ type, revision }) => [type, revision])).toEqual(
      wanted.events.map(({ type, revision }) => [type, revision]),
    )
    expect([record.code, Reflect.get(Object(record.person), 'name')]).toEqual([code, name])
    expect(record.money.balance).toBe(record.money.credited + record.money.moved - record.money.paid)
    const texts = [subjectJson(record), subjectHtml(record, words('id')), JSON.stringify(subjectFhir(record, ''))]
    for (const other of people) {
      if (other.name === name) continue
      for (const text of texts) expect(text.includes(other.name)).toBe(false)
    }
  }
})

test('what was erased is told as withheld, in every form, and all else stays', async () => {
  const [person] = people
  if (person === undefined) throw new Error('there are people')
  const own = memoryKeys()
  const store = sealed(memoryStore(), own, percaMarks)
  const mine = application({ store, aggregates, boundary })
  await done(importRegisters(mine, await done(readSource(registers))))
  const before = await done(subjectRecord({ app: mine, participantId: person.id, accesses: [] }))
  for (const of of ['personal', 'health']) await done(own.destroy({ subject: person.id, class: of }))
  const after = await done(subjectRecord({ app: mine, participantId: person.id, accesses: [] }))
  expect(after.person).toEqual({ withheld: true })
  expect(after.money).toEqual(before.money)
  expect(after.events.length).toBe(before.events.length)
  expect(subjectJson(after)).not.toContain(person.name)
  expect(subjectHtml(after, words('en'))).toContain('erased, or not opened')
  const [patient] = Reflect.get(subjectFhir(after, ''), 'entry') as { resource: Record<string, unknown> }[]
  expect(Object.keys(patient?.resource ?? {})).toEqual(['resourceType', 'id', 'identifier'])
}, 60_000)

describe.each(['id', 'en'] as const)('the page in %s', (lang) => {
  test('is well formed, complete, and lets no name become markup', async () => {
    const [person] = people
    const record = await recordOf(person?.id ?? '')
    const hostile = { ...record, person: { ...Object(record.person), name: `<img src=x onerror="alert('1')">&` } }
    const page = subjectHtml(hostile, words(lang))
    expect(page).not.toContain('<img')
    expect(page).not.toContain('<2020')
    expect(page).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${lang}">`))
    const open: string[] = []
    for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z0-9]+)(?=[\s>])/g)) {
      if (['meta', 'doctype'].includes(name)) continue
      if (slash === '') open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
    expect(page.match(/<tr>/g)?.length).toBeGreaterThan(record.events.length)
    for (const id of ['person', 'money', 'events', 'accesses']) {
      expect(page).toContain(`href="#${id}"`)
      expect(page).toContain(`id="${id}"`)
    }
    expect(page).not.toMatch(/<script|https?:/)
  })
})

/** What R4 asks of each resource: elements with a cardinality of at least one. */
const required: Record<string, readonly string[]> = {
  Patient: [],
  EpisodeOfCare: ['status', 'patient'],
  Encounter: ['status', 'class'],
  Consent: ['status', 'scope', 'category'],
  QuestionnaireResponse: ['status'],
  Observation: ['status', 'code'],
}
const statuses: Record<string, readonly string[]> = {
  EpisodeOfCare: ['planned', 'waitlist', 'active', 'onhold', 'finished', 'cancelled', 'entered-in-error'],
  Encounter: ['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled'],
  Consent: ['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error'],
  QuestionnaireResponse: ['in-progress', 'completed', 'amended', 'entered-in-error', 'stopped'],
  Observation: ['registered', 'preliminary', 'final', 'amended'],
}

test('the FHIR bundle has what R4 asks for, each id once, and no reference that leads nowhere', async () => {
  for (const { id } of people.slice(0, 8)) {
    const record = await recordOf(id)
    const measured: SubjectRecord = {
      ...record,
      events: [
        ...record.events,
        {
          type: 'OutcomeMeasured',
          effectiveOn: '2020-08-18',
          recordedAt: '2020-08-18T02:00:00.000Z',
          role: 'facilitator',
          stream: `participant-${id}`,
          revision: 999,
          data: {
            measureId: 'm-1',
            instrument: 'who-5',
            instrumentVersion: '1998',
            answers: [3, 4, 2, 5, 1],
            score: 60,
          },
        },
      ],
    }
    const bundle: {
      resourceType: string
      type: string
      entry: { fullUrl: string; resource: Record<string, unknown> }[]
    } = JSON.parse(JSON.stringify(subjectFhir(measured, '2020-12-31T00:00:00.000Z')))
    expect([bundle.resourceType, bundle.type]).toEqual(['Bundle', 'collection'])
    const names = new Set(bundle.entry.map(({ fullUrl }) => fullUrl))
    expect(names.size).toBe(bundle.entry.length)
    for (const { fullUrl, resource } of bundle.entry) {
      // R4: a relative reference resolves against the base of the entry that bears it.
      const base = fullUrl.slice(0, fullUrl.length - `${resource['resourceType']}/${resource['id']}`.length)
      expect(base).toMatch(/^https:\/\/.*\/$/)
      const kind = String(resource['resourceType'])
      expect(String(resource['id'])).toMatch(/^[A-Za-z0-9\-.]{1,64}$/)
      for (const element of required[kind] ?? ['unknown']) expect(Object.keys(resource)).toContain(element)
      if (kind !== 'Patient') expect(statuses[kind]).toContain(resource['status'])
      for (const [, reference] of JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g)) {
        expect(names).toContain(`${base}${reference}`)
      }
    }
    const kinds = new Set(bundle.entry.map(({ resource }) => resource['resourceType']))
    for (const kind of ['Patient', 'QuestionnaireResponse', 'Observation']) expect(kinds).toContain(kind)
    const marks = record.events.filter(({ type, data }) => type === 'AttendanceRecorded' && data !== null).length
    expect(bundle.entry.filter(({ resource }) => resource['resourceType'] === 'Encounter')).toHaveLength(marks)
  }
})

/** A record with some more events of the person's own file. */
const withEvents = (
  record: SubjectRecord,
  events: readonly (readonly [type: string, data: object])[],
): SubjectRecord => ({
  ...record,
  events: [
    ...record.events,
    ...events.map(([type, data], n) => ({
      type,
      effectiveOn: '2020-12-01',
      recordedAt: '2020-12-01T02:00:00.000Z',
      role: 'registrar',
      stream: `participant-${record.participantId}`,
      revision: 1_000 + n,
      data: JSON.parse(JSON.stringify(data)),
    })),
  ],
})

const resourcesOf = (record: SubjectRecord): Record<string, unknown>[] => {
  const { entry }: { readonly entry: readonly { readonly resource: Record<string, unknown> }[] } = JSON.parse(
    JSON.stringify(subjectFhir(record, '')),
  )
  return entry.map(({ resource }) => resource)
}

test('a mark is told as it stands after its corrections; one that was taken back was an error', async () => {
  const record = await recordOf(people[0]?.id ?? '')
  const mark = { sessionId: 'kediri.2020-12-01', status: 'present', basis: { enrolmentId: 'e' } }
  const correction = (now: string | null) =>
    ['AttendanceCorrected', { sessionId: 'kediri.2020-12-01', was: null, now }] as const
  const plain = withEvents({ ...record, events: record.events.slice(0, 2) }, [])
  const told = (...more: ReturnType<typeof correction>[]) =>
    resourcesOf(withEvents(plain, [['AttendanceRecorded', mark], ...more]))
      .filter(({ id }) => String(id).endsWith('kediri.2020-12-01'))
      .map(({ status }) => status)
  expect(told()).toEqual(['finished'])
  expect(told(correction('absent'))).toEqual(['cancelled'])
  expect(told(correction(null))).toEqual(['entered-in-error'])
  expect(told(correction(null), correction('late'))).toEqual(['finished'])
})

test('a consent holds for the purposes that were not withdrawn, and is inactive when none is left', async () => {
  const record = await recordOf(people[0]?.id ?? '')
  const given = ['ConsentGiven', { consentId: 'c-1', purposes: ['training', 'research'] }] as const
  const withdrawn = (purpose: string) => ['ConsentWithdrawn', { consentId: 'c-1', purposes: [purpose] }] as const
  const told = (...more: ReturnType<typeof withdrawn>[]) =>
    resourcesOf(withEvents(record, [given, ...more]))
      .filter(({ id }) => id === 'c-1')
      .map(({ status, provision }) => {
        const purposes: readonly { readonly code: string }[] = Reflect.get(Object(provision), 'purpose')
        return [status, purposes.map(({ code }) => code)]
      })
  expect(told()).toEqual([['active', ['training', 'research']]])
  expect(told(withdrawn('research'))).toEqual([['active', ['training']]])
  expect(told(withdrawn('research'), withdrawn('training'))).toEqual([['inactive', []]])
})

test('who moved is told where they live now, and what was erased; who a guardian is stays theirs', async () => {
  const mine = application({ store: sealed(memoryStore(), memoryKeys(), percaMarks), aggregates, boundary })
  await done(importRegisters(mine, await done(readSource(registers))))
  const participantId = people[0]?.id ?? ''
  const id = (n: number) => `0f0e0d0c-0b0a-4908-8706-05040302010${n}`
  const effectiveOn = '2020-12-31'
  const commands: readonly (readonly [command: object, role: string])[] = [
    [{ type: 'MovePerson', address: { ward: 'Mojoroto', address: null } }, 'registrar'],
    [
      {
        type: 'AppointGuardian',
        guardianshipId: id(0),
        kind: 'court',
        guardian: { name: 'Wali Kenari', phone: '08111222333' },
        courtRef: 'Putusan 7',
      },
      'coordinator',
    ],
    [{ type: 'ErasePersonalData', basis: 'request', classes: ['health'] }, 'dataProtection'],
  ]
  for (const [n, [command, role]] of commands.entries()) {
    const envelope = { commandId: id(n + 1), actor: { id: 'desk', role }, programmeId: 'kediri' }
    await done(mine.execute({ ...command, participantId, effectiveOn }, envelope))
  }
  const record = await done(subjectRecord({ app: mine, participantId, accesses: [] }))
  expect(Reflect.get(Object(record.person), 'ward')).toBe('Mojoroto')
  expect(record.erased).toEqual([{ class: 'health', on: effectiveOn }])
  for (const text of [subjectJson(record), subjectHtml(record, words('id'))]) {
    expect(text).not.toContain('Wali Kenari')
    expect(text).not.toContain('08111222333')
    expect(text).toContain('Putusan 7')
  }
}, 60_000)
