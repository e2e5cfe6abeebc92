import type { EventStore, Json } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { expect, test } from 'vitest'
import { memoryKeys } from '../keys/memory.js'
import { noKeys } from '../keys/no-keys.js'
import { percaMarks } from './perca-marks.js'
import {
  assessed,
  budi,
  copyOf,
  done,
  event,
  fieldOf,
  logOf,
  referred,
  refused,
  siti,
  sitisData,
  withField,
} from './sealed.fixture.js'
import { sealed } from './store.js'

const stream = `participant-${siti}`

const opened = () => {
  const inner = memoryStore()
  const keys = memoryKeys()
  return { inner, keys, store: sealed(inner, keys, percaMarks) }
}

const dataOf = async (store: EventStore): Promise<readonly Json[]> => (await logOf(store)).map(({ data }) => data)

test('who somebody is and what was found stand in the log as sealed values, and are read as they were written', async () => {
  const { inner, store } = opened()
  const events = [referred(), assessed()]
  await done(store.append(stream, 'noStream', events))
  const text = JSON.stringify(await logOf(inner))
  for (const secret of [...Object.values(sitisData), 'Surat 7', 'gelisah']) expect(text).not.toContain(secret)
  expect(text).toContain('"code":"P-006"')
  expect(await dataOf(inner)).toMatchObject([
    { person: { sealed: expect.stringMatching(/^1\./) }, reference: { sealed: expect.stringMatching(/^1\./) } },
    { outcome: 'stable', findings: { sealed: expect.stringMatching(/^1\./) } },
  ])
  expect(await dataOf(store)).toEqual(events.map(({ data }) => data))
  expect((await done(store.readStream(stream, 0, 10))).map(({ data }) => data)).toEqual(events.map(({ data }) => data))
})

test('whether there is a finding at all can be told neither by a null nor by its length', async () => {
  const { inner, store } = opened()
  await done(store.append(stream, 'noStream', [assessed(null), assessed('cemas, kurang tidur')]))
  const lengths = (await dataOf(inner)).map((data) => JSON.stringify(data).length)
  expect(lengths[0]).toBe(lengths[1])
})

test('a key that is destroyed leaves its fields sealed and all else as it was: no error', async () => {
  const { keys, store } = opened()
  const events = [referred(), assessed()]
  await done(store.append(stream, 'noStream', events))
  await done(keys.destroy({ subject: siti, class: 'health' }))
  const [first, second] = await dataOf(store)
  expect(first).toEqual(events[0]?.data)
  expect(second).toMatchObject({ outcome: 'stable', findings: { sealed: expect.any(String) } })
})

test('a reader without keys, or without the right to a class, sees sealed values and no error', async () => {
  const { inner, keys, store } = opened()
  await done(store.append(stream, 'noStream', [referred(), assessed()]))
  expect(await dataOf(sealed(inner, noKeys, percaMarks))).toEqual(await dataOf(inner))
  const desk = sealed(inner, keys, percaMarks, { mayOpen: (sensitivity) => sensitivity === 'personal' })
  expect(await dataOf(desk)).toMatchObject([{ person: sitisData }, { findings: { sealed: expect.any(String) } }])
})

test('nothing new of a class is written about somebody whose keys of that class were destroyed', async () => {
  const { inner, keys, store } = opened()
  await done(keys.destroy({ subject: siti, class: 'health' }))
  expect(await refused(store.append(stream, 'any', [referred(), assessed()]))).toMatchObject({
    _tag: 'Unacceptable',
    message: expect.stringContaining('erased'),
  })
  expect(await logOf(inner)).toEqual([])
  await done(store.append(stream, 'any', [referred()]))
})

test('without keys nothing personal is written, and what is not personal is', async () => {
  const store = sealed(memoryStore(), noKeys, percaMarks)
  expect(await refused(store.append(stream, 'any', [referred()]))).toMatchObject({ _tag: 'Unacceptable' })
  const marked = event('SkillTaught', {}, [])
  expect(await refused(store.append(stream, 'any', [marked]))).toMatchObject({ _tag: 'Unacceptable' })
  await done(store.append('session-kediri.2020-08-18', 'any', [marked]))
})

test('an event of which no codec says what is personal is refused, and not stored in the clear', async () => {
  const { inner, store } = opened()
  for (const unknown of [event('NameNoted', { name: 'Siti' }, [siti]), referred()]) {
    const newer = { ...unknown, metadata: { ...unknown.metadata, schemaVersion: 99 } }
    expect(await refused(store.append(stream, 'any', [newer]))).toMatchObject({
      _tag: 'Unacceptable',
      message: expect.stringContaining('no codec says'),
    })
  }
  expect(await logOf(inner)).toEqual([])
})

test('an append sent again is the same append, also after the key was changed; other content under its ids is refused', async () => {
  const { inner, keys, store } = opened()
  const events = [referred(), assessed()]
  const first = await done(store.append(stream, 'noStream', events))
  expect(await done(store.append(stream, 'noStream', events))).toEqual(first)
  await done(keys.rotate({ subject: siti, class: 'personal' }))
  await done(keys.rotate({ subject: siti, class: 'health' }))
  expect(await done(store.append(stream, 'noStream', events))).toEqual(first)
  const [one, two] = events
  if (one === undefined || two === undefined) throw new Error('two events')
  const other = { ...two, data: assessed('tenang').data }
  expect(await refused(store.append(stream, 'noStream', [one, other]))).toMatchObject({ _tag: 'IdReused' })
  expect((await logOf(inner)).length).toBe(2)
  await done(store.append(stream, 1, [assessed()]))
  const keyIds = (await dataOf(inner)).slice(1).map((data) => JSON.stringify(data).split('"1.')[1]?.split('.')[0])
  expect(new Set(keyIds).size).toBe(2)
})

test("a person's fields go with their keys, and nobody else's do: not the buyer's with a maker's, not an account with one it names", async () => {
  const { keys, store } = opened()
  const fund = { programmeId: 'kediri', fund: 'programme' }
  const order = 'order-11111111-2222-4333-8444-555555555555'
  const delivered = event(
    'OrderDelivered',
    { programmeId: 'kediri', deliveryId: budi, lines: [], handoverRef: null, receivedBy: 'Pak Camat' },
    [siti],
  )
  const reported = event(
    'IncidentReported',
    {
      programmeId: 'kediri',
      kind: 'violence',
      severity: 'high',
      involved: [{ participantId: siti, part: 'alleged' }],
      actsAs: [],
      reportedBy: 'S-2',
      account: 'dipukul di ruang jahit',
    },
    [siti],
  )
  const gift = event(
    'DonationReceived',
    { ...fund, donationId: budi, amount: 50_000, method: null, donor: 'Bu Lurah' },
    [],
  )
  const another = event(
    'DonationReceived',
    { ...fund, donationId: siti, amount: 50_000, method: null, donor: 'Pak RT' },
    [],
  )
  const about = referred(budi)
  await done(store.append(order, 'noStream', [delivered]))
  await done(store.append('fund-kediri.programme.1', 'noStream', [gift, another]))
  await done(store.append('incident-11111111-2222-4333-8444-666666666666', 'noStream', [reported]))
  await done(store.append(`participant-${budi}`, 'noStream', [about]))
  await done(store.append(stream, 'noStream', [referred(), assessed()]))
  await done(keys.destroy({ subject: siti, class: 'personal' }))
  await done(keys.destroy({ subject: siti, class: 'health' }))
  const log = await dataOf(store)
  expect(log.slice(0, 5)).toEqual([delivered, gift, another, reported, about].map(({ data }) => data))
  const sitis = log[5]
  expect(sitis).toMatchObject({ person: { sealed: expect.any(String) } })
  await done(keys.destroy({ subject: '11111111-2222-4333-8444-666666666666', class: 'health' }))
  await done(keys.destroy({ subject: `event:${gift.id}`, class: 'personal' }))
  const after = await dataOf(store)
  expect(after[3]).toMatchObject({ account: { sealed: expect.any(String) } })
  expect(after[1]).toMatchObject({ donor: { sealed: expect.any(String) } })
  expect([after[0], after[2], after[4]]).toEqual([log[0], log[2], log[4]])
})

test('a sealed log is copied into another sealed store as it is, erased or not; a sealed value is taken nowhere else', async () => {
  const { inner, keys, store } = opened()
  await done(store.append(stream, 'noStream', [referred(), assessed()]))
  await done(keys.destroy({ subject: siti, class: 'health' }))
  const copied = memoryStore()
  const copy = sealed(copied, keys, percaMarks)
  for (const stored of await logOf(inner)) {
    await done(copy.append(stored.stream, 'any', [copyOf(stored)]))
  }
  expect(await dataOf(copied)).toEqual(await dataOf(inner))
  expect(await dataOf(copy)).toEqual(await dataOf(store))

  const person = fieldOf((await dataOf(inner))[0], 'person')
  const moved = withField(referred(), 'person', person)
  expect(await refused(copy.append(stream, 'any', [moved]))).toMatchObject({
    _tag: 'Unacceptable',
    message: expect.stringContaining('sealed for another event'),
  })
  const pretended = withField(referred(), 'person', { sealed: 'Siti' })
  expect(await refused(copy.append(stream, 'any', [pretended]))).toMatchObject({ _tag: 'Unacceptable' })
})

test('what stands in the clear beside a sealed value is not written', async () => {
  const { inner, keys, store } = opened()
  await done(store.append(stream, 'noStream', [referred()]))
  const [first] = await logOf(inner)
  if (first === undefined) throw new Error('one event')
  const beside = { ...sitisData, ...Object(fieldOf(first.data, 'person')) }
  const copied = memoryStore()
  await done(sealed(copied, keys, percaMarks).append(stream, 'any', [withField(copyOf(first), 'person', beside)]))
  expect(await dataOf(copied)).toEqual([first.data])
})

test('a log that was begun without sealing is read only where somebody says so, and by who may see it', async () => {
  const { inner, keys, store } = opened()
  const before = referred()
  await done(inner.append(stream, 'noStream', [before]))
  expect(await refused(store.readStream(stream, 0, 10))).toMatchObject({
    _tag: 'Corrupt',
    stream,
    revision: 0,
    path: 'data.person',
  })
  const reader = sealed(inner, keys, percaMarks, { clear: 'read' })
  expect(await dataOf(reader)).toEqual([before.data])
  expect(await done(reader.append(stream, 'any', [before]))).toMatchObject({ revision: 0 })
  const blind = sealed(inner, keys, percaMarks, { clear: 'read', mayOpen: () => false })
  expect(JSON.stringify(await dataOf(blind))).not.toContain('Siti')
})

test('a follower gets opened events, is told where keys can not be had, and then gets the same page', async () => {
  const { inner, keys, store } = opened()
  await done(store.append(stream, 'noStream', [referred()]))
  let fails = 2
  const flaky: typeof keys = {
    ...keys,
    find: (ids) => async () => {
      fails -= 1
      return fails < 0
        ? keys.find(ids)()
        : { _tag: 'Left', left: { _tag: 'Unavailable', outcomeUnknown: false, message: 'Try again.' } }
    },
  }
  const stop = new AbortController()
  const got: string[] = []
  for await (const page of sealed(inner, flaky, percaMarks).follow(null, undefined, stop.signal)) {
    got.push(page._tag === 'Left' ? page.left._tag : JSON.stringify(page.right.events.map(({ data }) => data)))
    if (page._tag === 'Right') stop.abort()
  }
  expect(got).toEqual(['Unavailable', 'Unavailable', JSON.stringify(await dataOf(store))])
})
