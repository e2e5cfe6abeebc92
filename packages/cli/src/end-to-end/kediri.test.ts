import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kediri2020Folder } from '@perca/example-registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ended, newPlace } from './perca.fixture.js'

const place = newPlace()
afterAll(place.leave)

const expected = JSON.parse(readFileSync(join(kediri2020Folder, 'expected.json'), 'utf8'))

/** The one JSON document that a call printed. */
const printed = ({ out }: Ended) => JSON.parse(out)

const importKediri = () => place.perca('import', kediri2020Folder, '--refused-to', 'refused', '--format', 'json')

let first: Ended
beforeAll(async () => {
  first = await importKediri()
})

test('the import refuses the rows that were worked out apart, and says where they stand now', () => {
  expect(first.code).toBe(3)
  const { refused, ...rest } = printed(first)
  const places = refused.map(({ file, row, column, rule }: Record<string, unknown>) => ({
    file,
    row,
    rule,
    ...(column === null ? {} : { column }),
  }))
  expect(places).toEqual(expected.rejects)
  expect(Object.keys(refused[0])).toEqual(['file', 'row', 'column', 'rule', 'message'])
  const rows = 3_161
  expect(rest).toEqual({
    programme: 'kediri',
    rows,
    accepted: rows - expected.rejects.length,
    alreadyKnown: 0,
    events: expect.any(Number),
    refusedTo: 'refused',
  })
})

test('every month that is reported is the one that was worked out apart', async () => {
  const months = Object.keys(expected.months)
  const reported = await Promise.all(
    months.map((month) => place.perca('report', 'monthly', '--month', month, '--format', 'json')),
  )
  expect(reported.map(({ code, err }) => ({ code, err }))).toEqual(months.map(() => ({ code: 0, err: '' })))
  expect(Object.fromEntries(reported.map((one, index) => [months[index], printed(one)]))).toEqual(expected.months)
})

test('the same import again records nothing, and refuses the same rows', async () => {
  const { rows, accepted, refused, refusedTo } = printed(first)
  const again = await importKediri()
  expect(again.code).toBe(3)
  expect(printed(again)).toEqual({
    programme: 'kediri',
    rows,
    accepted: 0,
    alreadyKnown: accepted,
    refused,
    events: 0,
    refusedTo,
  })
})

test('the store tells what is in it', async () => {
  const { events } = printed(first)
  const told = await place.perca('store', 'info', '--format', 'json')
  expect({ code: told.code, info: printed(told) }).toEqual({
    code: 0,
    info: { store: 'sqlite', events, streams: expect.any(Number), head: String(events), schema: expect.any(Number) },
  })
})

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** An event as a script is promised it. */
const anEvent = {
  position: expect.stringMatching(/^\d+$/),
  stream: expect.stringMatching(/^[a-z]+-\S+$/),
  revision: expect.any(Number),
  type: expect.stringMatching(/^[A-Z][A-Za-z]+$/),
  effectiveOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
  recordedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  actor: { id: expect.any(String), role: expect.any(String) },
  causedBy: expect.toSatisfy((id) => id === null || new RegExp(`^${uuid}$`).test(id)),
  data: expect.any(Object),
}

test('the history of a participant is all that tells of them, oldest first, and not who they are', async () => {
  const told = await place.perca('history', 'p-001', '--format', 'json')
  expect(told.code).toBe(0)
  const { participant, events } = printed(told)
  expect(participant).toBe('P-001')
  expect(events.length).toBeGreaterThan(100)
  for (const event of events) expect(event).toEqual(anEvent)
  const positions = events.map(({ position }: { position: string }) => Number(position))
  expect(positions).toEqual([...positions].sort((a, b) => a - b))
  expect(events[0]).toMatchObject({
    stream: expect.stringMatching(new RegExp(`^participant-${uuid}$`)),
    revision: 0,
    type: 'ParticipantReferred',
    actor: { role: 'registrar' },
    causedBy: null,
    data: { programmeId: 'kediri', code: 'P-001' },
  })
  expect(JSON.stringify(events[0])).not.toMatch(/"(name|nik|phone)":"/)
})

test('the log is every event once, in its order', async () => {
  const told = await place.perca('events', '--format', 'json')
  expect(told.code).toBe(0)
  const { events } = printed(told)
  expect(events.map(({ position }: { position: string }) => position)).toEqual(
    Array.from({ length: printed(first).events }, (_, index) => String(index + 1)),
  )
  for (const event of events) expect(event).toEqual(anEvent)
})

test('the catalogue names every event that the log holds, its fields and its commands', async () => {
  const told = await place.perca('catalogue', '--format', 'json')
  expect(told.code).toBe(0)
  const { streams } = printed(told)
  for (const stream of streams) {
    expect(stream).toMatchObject({
      category: expect.any(String),
      events: expect.any(Array),
      commands: expect.any(Array),
    })
    for (const event of stream.events) {
      expect(event).toMatchObject({ type: expect.any(String), version: expect.any(Number), fields: expect.any(Array) })
    }
    for (const command of stream.commands) {
      expect(command).toMatchObject({ type: expect.any(String), roles: expect.any(Array) })
    }
  }
  const known = new Set(streams.flatMap(({ events }: { events: { type: string }[] }) => events.map(({ type }) => type)))
  const { events } = printed(await place.perca('events', '--format', 'json'))
  const unknown = new Set(events.map(({ type }: { type: string }) => type).filter((type: string) => !known.has(type)))
  expect([...unknown]).toEqual([])
})
