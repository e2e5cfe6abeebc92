import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSealed } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { DatabaseSync } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { expect, onTestFinished, test } from 'vitest'
import { memoryKeys } from '../keys/memory.js'
import { percaMarks } from '../sealing/perca-marks.js'
import { budi, done, event, referred, refused, siti } from '../sealing/sealed.fixture.js'
import { sealed } from '../sealing/store.js'
import { type Access, entryHash, firstHash } from './access-log.js'
import { sqliteAccessLog } from './sqlite.js'
import { readerOf } from './witnessed.js'

const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-access-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'access.db')
}

const opened = async (file: string) => {
  const log = await done(sqliteAccessLog(file))
  onTestFinished(async () => {
    await log.close()()
  })
  return log
}

const access = (n: number): Access => ({
  at: `2020-08-17T02:00:00.${String(n).padStart(3, '0')}Z`,
  actor: `clerk-${n % 3}`,
  role: 'dataProtection',
  purpose: 'request',
  subject: n % 2 === 0 ? siti : budi,
  class: 'health',
})

test('entries form one chain, whoever writes, and anybody can compute it from its description', async () => {
  const file = newFile()
  const logs = [await opened(file), await opened(file)]
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      done((logs[n % 2] ?? logs[0])?.record([access(n)]) ?? (async () => E.right(undefined))),
    ),
  )
  const [log] = logs
  if (log === undefined) throw new Error('there are two')
  const verdict = await done(log.verify())
  const entries = [...(await done(log.of(siti))), ...(await done(log.of(budi)))].sort((a, b) => a.number - b.number)
  expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  let head = firstHash
  for (const entry of entries) {
    head = entryHash(head, entry.number, entry)
    expect(entry.hash).toBe(head)
  }
  expect(verdict).toEqual({ _tag: 'Whole', entries: 40, head })
})

test('nobody changes or deletes an entry; who does it past the triggers is found, with the place', async () => {
  for (const [harm, number] of [
    ["UPDATE access SET actor = 'nobody' WHERE number = 3", 3],
    ['DELETE FROM access WHERE number = 3', 3],
    ["UPDATE access SET hash = replace(hash, 'a', 'b') WHERE number = 5", 5],
  ] as const) {
    const file = newFile()
    const log = await opened(file)
    await done(log.record(Array.from({ length: 6 }, (_, n) => access(n))))
    const db = new DatabaseSync(file)
    expect(() => db.exec(harm)).toThrow(/accesses are never/)
    db.exec('DROP TRIGGER access_never_changed; DROP TRIGGER access_never_deleted')
    db.exec(harm)
    db.close()
    expect(await done(log.verify())).toEqual({ _tag: 'Broken', number })
  }
})

const logOfSiti = async () => {
  const [inner, keys] = [memoryStore(), memoryKeys()]
  const store = sealed(inner, keys, percaMarks)
  await done(store.append(`participant-${siti}`, 'noStream', [referred()]))
  await done(
    store.append(`participant-${siti}`, 0, [
      event('RelapseReported', { observation: 'a note of care', reportedBy: 'PTG-01' }, [siti]),
    ]),
  )
  return { inner, keys, store }
}

const now = () => new Date('2020-09-01T03:00:00.000Z')

test('a reader sees what their role may see, sealed placeholders else, and the log knows of it before they do', async () => {
  const { inner, keys } = await logOfSiti()
  const log = await opened(newFile())
  const seenBy = async (role: string) => {
    const reader = readerOf(inner, keys, percaMarks, { looker: { actor: 'someone', role, purpose: 'care' }, log, now })
    const [referral, relapse] = await done(reader.readStream(`participant-${siti}`, 0, 10))
    const field = (data: unknown, name: string): unknown => Reflect.get(Object(data), name)
    return [field(referral?.data, 'person'), field(relapse?.data, 'observation')].map((value) => !isSealed(value))
  }
  expect(await seenBy('facilitator')).toEqual([false, false])
  expect(await done(log.of(siti))).toEqual([])
  expect(await seenBy('registrar')).toEqual([true, false])
  expect((await done(log.of(siti))).map((entry) => [entry.role, entry.class])).toEqual([['registrar', 'personal']])
  expect(await seenBy('assessor')).toEqual([true, true])
  expect(
    (await done(log.of(siti))).slice(1).map((entry) => [entry.role, entry.class, entry.purpose, entry.at]),
  ).toEqual([
    ['assessor', 'personal', 'care', '2020-09-01T03:00:00.000Z'],
    ['assessor', 'health', 'care', '2020-09-01T03:00:00.000Z'],
  ])
})

test('what can not be written down is not shown', async () => {
  const { inner, keys } = await logOfSiti()
  const log = await opened(newFile())
  await done(log.close())
  const looker = { actor: 'someone', role: 'assessor', purpose: 'care' }
  const reader = readerOf(inner, keys, percaMarks, { looker, log, now })
  const error = await refused(reader.readStream(`participant-${siti}`, 0, 10))
  expect(['Unavailable', 'Closed']).toContain(error._tag)
})
