import { readFileSync } from 'node:fs'
import { perca } from '@perca/core'
import type { EventStore } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { sqliteStore } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { correctOne } from './correcting.js'
import { referOne } from './embedding.js'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** What stands between a beginning and an end that stand in a text once each. */
const between = (text: string, begin: string, end: string): string => {
  const parts = text.split(begin)
  if (parts.length !== 2) throw new Error(`${JSON.stringify(begin)} stands ${parts.length - 1} times, not once`)
  return parts[1]?.split(end)[0] ?? ''
}

const sqlite = async (): Promise<EventStore> => {
  const opened = await sqliteStore({ file: ':memory:' })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  return opened.right
}

test.each([
  ['memory', async () => memoryStore()],
  ['SQLite', sqlite],
])('the snippet records one participant and reads them back, on %s', async (_, open) => {
  const store = await open()
  const rows = await referOne(store)
  expect(rows).toMatchObject(E.right([{ programmeId: 'kediri', code: 'P-001', steps: [] }]))
  expect(await store.describe()()).toMatchObject(E.right({ events: 1, streams: 1 }))
  await store.close()()
})

test.each([
  ['embedding.ts', 'readme', '../../README.md'],
  ['correcting.ts', 'embed', '../../docs/how-to/embed.md'],
])('the snippet of %s, region %s, stands in %s to the letter', (file, name, page) => {
  const region = between(textOf(file), `// #region ${name}\n`, `// #endregion ${name}`)
  expect(between(textOf(page), `<!-- examples/embedding/${file} -->\n\`\`\`ts\n`, '```')).toBe(region)
})

test('a corrected mark changes what is known of August, and not what was known before', async () => {
  let now = new Date('2020-09-01T00:00:00.000Z')
  const store = memoryStore({ now: () => now })
  const participantId = id(1)
  const sender = { actor: { id: 'desk-1', role: 'registrar' }, programmeId: 'kediri' }
  let made = 100
  const newId = () => {
    made += 1
    return id(made)
  }
  const desk = perca({ store, clock: () => now, newId, sender })
  const dated = { programmeId: 'kediri', effectiveOn: '2020-08-01' } as const
  const person = { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null }
  const terms = { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 30 }
  const assessor = { staffId: null, profession: null }
  const facts: readonly Parameters<typeof desk.execute>[0][] = [
    { type: 'EstablishProgramme', ...dated, name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' },
    { type: 'SetSchedule', ...dated, ...terms },
    { type: 'ReferParticipant', ...dated, participantId, code: 'P-001', source: null, person, reference: null },
    {
      type: 'GiveConsent',
      participantId,
      consentId: id(2),
      purposes: ['training'],
      givenBy: 'self',
      documentRef: null,
      effectiveOn: '2020-08-01',
    },
    {
      type: 'AssessStability',
      participantId,
      assessmentId: id(3),
      outcome: 'stable',
      ableToTrain: true,
      validUntil: '2020-12-31',
      assessor,
      findings: null,
      effectiveOn: '2020-08-01',
    },
    { type: 'EnrolParticipant', ...dated, participantId, enrolmentId: id(4) },
    {
      type: 'RecordAttendance',
      programmeId: 'kediri',
      participantId,
      status: 'present',
      minutes: null,
      effectiveOn: '2020-08-04',
    },
  ]
  for (const fact of facts) expect(await desk.execute(fact)()).toMatchObject({ _tag: 'Right' })
  now = new Date('2020-09-02T00:00:00.000Z')
  expect(await correctOne(desk, participantId)).toEqual(E.right({ knownBefore: 1, now: 0 }))
})
