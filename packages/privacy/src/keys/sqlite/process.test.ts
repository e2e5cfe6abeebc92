import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { bytesIn, done, newFolder, opened, stateOf } from '../keys.fixture.js'
import { bundledProgram, started } from './process.fixture.js'

let program = ''
beforeAll(async () => {
  program = await bundledProgram()
})

/** How often a process is killed; PERCA_KEY_KILLS sets another number, for a longer run. */
const kills = Number(process.env['PERCA_KEY_KILLS'] ?? 6)

const ownerOf = (n: number) => ({ subject: `person-${n}`, class: 'personal' })

test('whatever the moment at which a process is killed: keys it had made are there, those it had destroyed are gone to the last byte, and none is half gone', async () => {
  const folder = newFolder()
  const file = join(folder, 'keys.db')
  const made = new Map<number, readonly [id: string, digest: string]>()
  const begun = new Set<number>()
  const destroyed = new Set<number>()
  const wrapped = new Map<number, Buffer>()
  const leftOf = (numbers: Iterable<number>) => {
    const bytes = bytesIn(folder)
    return [...numbers].filter((n) => bytes.includes(wrapped.get(n)?.subarray(0, 24) ?? ''))
  }
  for (let round = 0; round < kills; round += 1) {
    const writer = await started(program, { kind: 'live', file, from: round * 10_000 })
    writer.begin()
    await writer.printed(1 + Math.floor(Math.random() * 40))
    await writer.kill()
    for (const line of writer.lines) {
      const [what, n = '', id = '', digest = ''] = line.split(' ')
      // A line that the kill cut off says nothing.
      if (what === 'made' && digest.length === 64) made.set(Number(n), [id, digest])
      // Printed before it is begun, so that it stands there whole.
      if (what === 'wrapped') wrapped.set(Number(n), Buffer.from(id, 'base64url'))
      if (what === 'begun') begun.add(Number(n))
      if (what === 'destroyed') destroyed.add(Number(n))
    }

    // What was acknowledged is gone as the files lie there, before anybody opens them again.
    expect(leftOf(destroyed)).toEqual([])
    const keys = await opened({ file })
    for (const [n, [id, digest]] of made) {
      const state = await stateOf(keys, id)
      if (state._tag === 'Usable') {
        const { cipher, vectors } = state.key
        expect(createHash('sha256').update(cipher.export()).update(vectors.export()).digest('hex')).toBe(digest)
      }
      if (!begun.has(n)) expect([n, state._tag]).toEqual([n, 'Usable'])
      if (destroyed.has(n)) expect([n, state._tag]).toEqual([n, 'Destroyed'])
    }
    // Asked again, whatever was begun ends.
    for (const n of begun) await done(keys.destroy(ownerOf(n)))
    for (const n of begun) expect(await done(keys.obtain([ownerOf(n)]))).toMatchObject([{ _tag: 'Destroyed' }])
    expect(leftOf(begun)).toEqual([])
    const { keys: living } = await done(keys.backup())
    expect(living.every(({ owner }) => !begun.has(Number(owner.subject.slice('person-'.length))))).toBe(true)
    await done(keys.close())
  }
  expect(made.size).toBeGreaterThan(kills)
  const last = await opened({ file })
  const [alive] = (await done(last.backup())).keys
  expect(bytesIn(folder).includes(Buffer.from(alive?.wrapped ?? '', 'base64url').subarray(0, 24))).toBe(true)
})

test('two processes that make the first keys of the same people get the same keys', async () => {
  const file = join(newFolder(), 'keys.db')
  // Both open a file that is not there yet.
  const racers = await Promise.all([1, 2].map(() => started(program, { kind: 'race', file, people: 60 })))
  for (const racer of racers) racer.begin()
  await Promise.all(racers.map((racer) => racer.ended()))
  expect(racers[0]?.lines.length).toBe(60)
  expect(racers[0]?.lines).toEqual(racers[1]?.lines)
})
