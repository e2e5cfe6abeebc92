import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aggregates, boundary } from '@perca/core'
import { application, type EventStore, type StoredEvent } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { expect, onTestFinished, test } from 'vitest'
import type { KeyStore } from '../keys/key-store.js'
import { localMaster } from '../keys/master-key.js'
import { sqliteKeys } from '../keys/sqlite/store.js'
import { percaMarks } from '../sealing/perca-marks.js'
import { done, referred, refused, siti } from '../sealing/sealed.fixture.js'
import { sealed } from '../sealing/store.js'
import { endErasures, erase, replayErasures } from './erase.js'
import { fileJournal, type Intent, type Journal } from './journal.js'
import { placesOf } from './places.js'

const master = localMaster(Buffer.alloc(32, 1))

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-erasure-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const intent: Intent = {
  id: '0f0e0d0c-0b0a-4908-8706-050403020100',
  participantId: siti,
  classes: ['health', 'personal'],
  basis: 'request',
  effectiveOn: '2020-09-01',
  actor: { id: 'dpo-1', role: 'dataProtection' },
  programmeId: 'kediri',
}

/** A log with one sealed person, its keys and journal in files. */
const opened = async (folder = newFolder(), inner: EventStore = memoryStore()) => {
  const file = join(folder, 'keys.db')
  const keys = await done(sqliteKeys({ file, master }))
  onTestFinished(async () => {
    await keys.close()()
  })
  const store = sealed(inner, keys, percaMarks)
  const app = application({ store, aggregates, boundary })
  return { folder, file, keys, inner, store, app, journal: fileJournal(join(folder, 'keys.db.intents')) }
}

const withSiti = async () => {
  const place = await opened()
  await done(place.store.append(`participant-${siti}`, 'noStream', [referred()]))
  return place
}

const eventsOf = async (store: EventStore): Promise<readonly StoredEvent[]> =>
  done(store.readStream(`participant-${siti}`, 0, 100))

/** How often it stands in the log that she was erased. */
const erasures = async (store: EventStore): Promise<number> =>
  (await eventsOf(store)).filter(({ type }) => type === 'PersonalDataErased').length

test('an erasure destroys the keys, records that it did, and crosses out what it meant to do; twice is once', async () => {
  const { app, keys, journal, inner, store } = await withSiti()
  expect(await done(placesOf(inner, keys, percaMarks, siti))).toMatchObject([{ state: 'open' }, { state: 'open' }])
  const erased = await done(erase({ app, keys, journal }, intent))
  expect(erased).toMatchObject({ participantId: siti, keys: 1 })
  expect(await done(journal.open())).toEqual([])
  expect(await erasures(store)).toBe(1)
  expect(await done(erase({ app, keys, journal }, intent))).toMatchObject({ keys: 0 })
  expect(
    await done(erase({ app, keys, journal }, { ...intent, id: '0f0e0d0c-0b0a-4908-8706-050403020101' })),
  ).toMatchObject({ keys: 0 })
  expect(await erasures(store)).toBe(1)
  expect(await done(placesOf(inner, keys, percaMarks, siti))).toMatchObject([{ state: 'erased' }, { state: 'erased' }])
  expect(JSON.stringify(await eventsOf(store))).not.toContain('Siti')
})

test('health data may go before it is forgotten who somebody is', async () => {
  const { app, keys, journal, store } = await withSiti()
  await done(erase({ app, keys, journal }, { ...intent, classes: ['health'] }))
  expect(JSON.stringify(await eventsOf(store))).toContain('Siti Kenari')
  await done(erase({ app, keys, journal }, { ...intent, id: '0f0e0d0c-0b0a-4908-8706-050403020102' }))
  expect(JSON.stringify(await eventsOf(store))).not.toContain('Siti Kenari')
  expect(await erasures(store)).toBe(2)
})

test('nothing is destroyed of somebody who is not there, or by somebody who may not', async () => {
  const { app, keys, journal, store } = await withSiti()
  const nobody = { ...intent, participantId: '00000000-0000-4000-8000-000000000000' }
  expect(await refused(erase({ app, keys, journal }, nobody))).toMatchObject({ _tag: 'NobodyThere' })
  const clerk = { ...intent, actor: { id: 'clerk-1', role: 'registrar' } }
  expect(await refused(erase({ app, keys, journal }, clerk))).toMatchObject({ _tag: 'Unauthorised' })
  expect(await done(journal.open())).toEqual([])
  expect(JSON.stringify(await eventsOf(store))).toContain('Siti Kenari')
})

test('cut off before, at or behind any step, by a crash or an error, it ends erased and never half, and is recorded once', async () => {
  class Crash extends Error {}
  /** The steps that change something. At one of them it ends: before it is done, or behind it. */
  const cutting = (at: number, isBehind: boolean) => {
    let step = 0
    const cut = async <A>(work: () => Promise<A>): Promise<A> => {
      step += 1
      if (step === at && !isBehind) throw new Crash()
      const result = await work()
      if (step === at) throw new Crash()
      return result
    }
    return { cut, steps: () => step }
  }
  let steps = 0
  for (let at = 1; ; at++) {
    let isOver = false
    for (const isBehind of [false, true]) {
      const { folder, inner, keys: held, journal: written } = await withSiti()
      const { cut, steps: counted } = cutting(at, isBehind)
      const keys: KeyStore = { ...held, destroy: (owner) => () => cut(held.destroy(owner)) }
      const journal: Journal = {
        ...written,
        begin: (begun) => () => cut(written.begin(begun)),
        end: (id) => () => cut(written.end(id)),
      }
      const store = sealed(inner, held, percaMarks)
      const cutStore: EventStore = {
        ...store,
        append:
          (...append) =>
          () =>
            cut(store.append(...append)),
      }
      const app = application({ store: cutStore, aggregates, boundary })
      const result = await erase({ app, keys, journal }, intent)().catch((thrown: unknown) => thrown)
      isOver = !(result instanceof Crash)
      steps = counted()
      await held.close()()
      // The process is gone; another one opens the same files.
      const again = await opened(folder, inner)
      const ended = await done(endErasures(again))
      const wasBegun = isOver || at > 1 || isBehind
      expect(await erasures(again.store), `step ${at}`).toBe(wasBegun ? 1 : 0)
      if (wasBegun) expect(JSON.stringify(await eventsOf(again.store))).not.toContain('Siti Kenari')
      else expect(ended).toEqual([])
      expect(await done(again.journal.open())).toEqual([])
      await again.keys.close()()
    }
    if (isOver) break
  }
  // Begun, two classes, recorded, ended.
  expect(steps).toBe(5)
})

test('nothing new is written of somebody who was erased: neither by the rules, nor past them', async () => {
  const { app, keys, journal, store } = await withSiti()
  await done(erase({ app, keys, journal }, intent))
  const correction = await app.execute(
    {
      type: 'CorrectPersonDetails',
      participantId: siti,
      fields: ['name'],
      person: { name: 'Siti Baru', nik: null, bornOn: null, sex: null, ward: null, phone: null },
      adultFrom: null,
      reason: 'mistyped',
      effectiveOn: '2020-09-02',
    },
    {
      commandId: 'c2',
      actor: { id: 'r', role: 'registrar' },
      programmeId: 'kediri',
    },
  )()
  expect(correction).toMatchObject({ left: { _tag: 'Refusal', rule: 'data-erased' } })
  const past = await store.append(`participant-${siti}`, 'any', [referred()])()
  expect(past).toMatchObject({ left: { _tag: 'Unacceptable' } })
})

test('keys that come back with an old backup of the file go again: the list beside it knows, and so does the log', async () => {
  const place = await withSiti()
  const { app, keys, journal, folder, file, inner } = place
  const backup = await done(keys.backup())
  await done(erase({ app, keys, journal }, intent))
  await done(keys.close())
  // The whole folder is lost: other keys, put back from a backup of before, and no list.
  const elsewhere = newFolder()
  const others = await opened(elsewhere, inner)
  expect(await done(others.keys.restore(backup))).toMatchObject({ keys: 1 })
  expect(JSON.stringify(await eventsOf(others.store))).toContain('Siti Kenari')
  expect(await done(replayErasures(others))).toBe(1)
  expect(await done(replayErasures(others))).toBe(0)
  expect(JSON.stringify(await eventsOf(others.store))).not.toContain('Siti Kenari')
  const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
  const [key] = backup.keys
  expect(bytes.includes(Buffer.from(key?.wrapped ?? '', 'base64url').subarray(0, 24))).toBe(false)
  expect(file.startsWith(folder)).toBe(true)
})
