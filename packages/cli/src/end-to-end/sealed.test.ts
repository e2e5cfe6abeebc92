import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { kediri2020Folder } from '@perca/example-registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ended, newPlace } from './perca.fixture.js'

// What somebody finds who has the log, its backups and everything that was printed, and not the keys.

const place = newPlace()
afterAll(place.leave)

/** Names, identity numbers, phones and findings of the registers: what nobody may find. */
const canaries = ['peserta.csv', 'asesmen.csv']
  .flatMap((file) => {
    const [headings = '', ...lines] = readFileSync(join(kediri2020Folder, file), 'utf8').trim().split(/\r?\n/)
    const wanted = headings
      .split(';')
      .flatMap((heading, n) =>
        ['Nama', 'NIK', 'Telepon', 'Temuan'].includes(heading.replace('\uFEFF', '')) ? [n] : [],
      )
    return lines.flatMap((line) => wanted.map((n) => line.split(';')[n] ?? ''))
  })
  .filter((value) => value.length > 6)

const said: string[] = []
const perca = async (...args: readonly string[]): Promise<Ended> => {
  const ended = await place.perca(...args)
  said.push(ended.out, ended.err)
  return ended
}

/** Every byte below the place, but in some folders. */
const bytesBut = (...left: readonly string[]): Buffer => {
  const under = (folder: string): Buffer[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name)
      if (left.includes(name)) return []
      return statSync(path).isDirectory() ? under(path) : [readFileSync(path)]
    })
  return Buffer.concat(under(place.folder))
}

const found = (bytes: Buffer): readonly string[] => canaries.filter((canary) => bytes.includes(canary))

const officer = ['--role', 'dataProtection', '--purpose', 'request']
const months = ['2020-03', '2020-08', '2020-12']
const reports = async () => {
  const told: string[] = []
  for (const month of months) told.push((await perca('report', 'monthly', '--month', month, '--format', 'json')).out)
  return told
}

let before: readonly string[] = []
beforeAll(async () => {
  const imported = await perca('import', kediri2020Folder, '--refused-to', 'refused')
  expect(imported.code).toBe(3)
  expect(imported.err).toContain('perca-keys.master')
  before = await reports()
}, 120_000)

test('neither the log, nor its keys, nor a copy, nor a word that was printed holds a name, a number, a phone or a finding', async () => {
  await perca('copy', '--from', 'sqlite:perca.db', '--to', 'sqlite:backup.db')
  await perca('history', 'P-001')
  await perca('history', 'P-001', '--format', 'csv')
  await perca('events', '--format', 'json')
  await perca('history', 'P-001', '--show-personal')
  await perca('history', 'nobody')
  expect(canaries.length).toBeGreaterThan(60)
  // The rows that were refused stand as they were, for who mends them.
  expect(found(bytesBut('refused'))).toEqual([])
  expect(found(Buffer.from(said.join('\n')))).toEqual([])
  // The scan finds what is there.
  expect(bytesBut('refused').includes('P-001')).toBe(true)
  expect(found(readFileSync(join(kediri2020Folder, 'peserta.csv'))).length).toBeGreaterThan(40)
}, 120_000)

test('without the keys everything but names works', async () => {
  const elsewhere = newPlace()
  try {
    await place.shell(`cp perca.db* ${elsewhere.folder}`)
    const [month = ''] = months
    const told = await elsewhere.perca('report', 'monthly', '--month', month, '--format', 'json')
    expect([told.code, told.out]).toEqual([0, before[0]])
    expect((await elsewhere.perca('history', 'P-001')).code).toBe(0)
    const shown = await elsewhere.perca('history', 'P-001', '--show-personal', ...officer)
    expect([shown.code, shown.err]).toEqual([1, expect.stringContaining('There are no keys')])
  } finally {
    await elsewhere.leave()
  }
}, 120_000)

test('a person gets everything about them, and who opened it; after they are erased nobody does, and every figure stays', async () => {
  const shown = await place.perca('history', 'P-001', '--show-personal', ...officer, '--format', 'json')
  expect(shown.code).toBe(0)
  expect(found(Buffer.from(shown.out)).length).toBeGreaterThan(0)
  const asFacilitator = await place.perca(
    'history',
    'P-001',
    '--show-personal',
    '--role',
    'facilitator',
    '--purpose',
    'care',
    '--format',
    'json',
  )
  expect(found(Buffer.from(asFacilitator.out))).toEqual([])

  const exported = await place.perca('subject', 'export', 'P-001', '--to', 'mine', ...officer, '--format', 'json')
  expect(exported.code).toBe(0)
  const page = readFileSync(place.path('mine', 'data.id.html'), 'utf8')
  expect(page).toContain('Siapa yang membuka data Anda')
  expect(found(Buffer.from(page)).length).toBeGreaterThan(0)
  expect(statSync(place.path('mine', 'data.json')).mode & 0o077).toBe(0)

  const accesses = JSON.parse((await perca('subject', 'accesses', 'P-001', ...officer, '--format', 'json')).out)
  expect(accesses.chain._tag).toBe('Whole')
  expect(new Set(accesses.accesses.map(({ class: of }: { class: string }) => of))).toEqual(
    new Set(['personal', 'health']),
  )
  const others = JSON.parse((await perca('subject', 'accesses', 'P-002', ...officer, '--format', 'json')).out)
  expect(others.accesses).toEqual([])

  const unsure = await perca(
    'subject',
    'erase',
    'P-001',
    '--class',
    'personal',
    'health',
    '--basis',
    'request',
    ...officer,
  )
  expect(unsure.code).toBe(2)
  const clerk = await perca(
    'subject',
    'erase',
    'P-001',
    '--class',
    'personal',
    '--basis',
    'request',
    '--role',
    'registrar',
    '--purpose',
    'request',
    '--yes',
  )
  expect(clerk.code).toBe(1)
  const erased = await perca(
    'subject',
    'erase',
    'P-001',
    '--class',
    'personal',
    'health',
    '--basis',
    'request',
    ...officer,
    '--yes',
  )
  expect([erased.code, erased.err]).toEqual([0, ''])
  const places = JSON.parse((await perca('subject', 'places', 'P-001', ...officer, '--format', 'json')).out)
  expect(new Set(places.places.map(({ state }: { state: string }) => state))).toEqual(new Set(['erased']))

  const after = await place.perca('history', 'P-001', '--show-personal', ...officer, '--format', 'json')
  expect(found(Buffer.from(after.out))).toEqual([])
  rmSync(place.path('mine'), { recursive: true })
  expect(await reports()).toEqual(before)
  expect(found(bytesBut('refused'))).toEqual([])
  const again = await perca('import', kediri2020Folder, '--refused-to', 'refused', '--format', 'json')
  expect([again.code, JSON.parse(again.out).events]).toEqual([3, 0])
}, 240_000)
