import { existsSync, rmSync } from 'node:fs'
import { generateRegisters } from '@perca/example-registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ended, eventsOf, newPlace, placeOfTest } from './perca.fixture.js'
import { hasWritten, mostWritten } from './progress.fixture.js'

/** Imports are killed at the same moments every time: one in each twentieth of what an import writes, and soon after it. */
const KILLS = 20
const momentsOf = (most: number) =>
  Array.from({ length: KILLS }, (_, kill) => ({
    file: place.path(`killed-${kill}.db`),
    refusedTo: `killed-${kill}-refused`,
    bytes: Math.floor(((kill + ((kill * 7_919) % 100) / 100) * most) / KILLS),
    looks: (kill * 31) % 40,
  }))

const files = generateRegisters(11, { participants: 10, months: 4, faultRate: 0.05 })
const place = newPlace()
afterAll(place.leave)
const folder = place.registers('registers', files)
const asked = (file: string, refusedTo: string) =>
  ['import', folder, '--store', `sqlite:${file}`, '--refused-to', refusedTo, '--format', 'json'] as const

/** What an import that nothing stopped comes to. */
interface Whole {
  readonly refused: unknown
  readonly events: ReadonlyMap<string, unknown>
  /** How much it had written at most, in bytes. */
  readonly most: number
}
let whole: Whole
beforeAll(async () => {
  const file = place.path('whole.db')
  const running = place.start(...asked(file, 'whole-refused'))
  const most = await mostWritten(running, file)
  const { code, out } = await running.ended
  expect(code).toBe(3)
  whole = { refused: JSON.parse(out).refused, events: await eventsOf(file), most }
})

/** That an import ended as the one that nothing stopped, and the file holds what that one's holds. */
const expectWhole = async ({ code, out }: Ended, file: string): Promise<void> => {
  expect(code).toBe(3)
  expect(JSON.parse(out).refused).toEqual(whole.refused)
  expect(await eventsOf(file)).toEqual(whole.events)
  expect(existsSync(`${file}-turn`)).toBe(false)
}

test('an import that was killed at any moment and is run again ends as if nothing had happened', async () => {
  let killed = 0
  const moments = momentsOf(whole.most)
  const killAtEach = async () => {
    for (let moment = moments.shift(); moment !== undefined; moment = moments.shift()) {
      const { file, refusedTo, bytes, looks } = moment
      const running = place.start(...asked(file, refusedTo))
      if (await hasWritten(running, file, bytes, looks)) running.child.kill('SIGKILL')
      if ((await running.ended).signal === 'SIGKILL') killed += 1
      await expectWhole(await place.perca(...asked(file, refusedTo)), file)
      rmSync(file)
    }
  }
  // Two at a time, each on files of its own.
  await Promise.all([killAtEach(), killAtEach()])
  expect(killed).toBeGreaterThan(KILLS / 2)
}, 300_000)

test('two imports of one folder into one file at the same time both end, and come to what one comes to', async () => {
  const file = place.path('two.db')
  const both = [place.start(...asked(file, 'two-refused')), place.start(...asked(file, 'two-refused'))]
  const ended = await Promise.all(both.map((running) => running.ended))
  for (const one of ended) await expectWhole(one, file)
  const [first = 0, second = 0] = ended.map(({ out }) => JSON.parse(out).events)
  expect([Math.min(first, second), Math.max(first, second)]).toEqual([0, whole.events.size])
  const told = ended.map(({ err }) => err.includes('Another command is writing into this store.'))
  expect(told.filter(Boolean).length).toBeLessThanOrEqual(1)
})

test('an import that is interrupted says that it is safe to run again, and run again goes on', async () => {
  const file = place.path('interrupted.db')
  const running = place.start(...asked(file, 'interrupted-refused'))
  expect(await hasWritten(running, file, whole.most / 4)).toBe(true)
  running.child.kill('SIGINT')
  const { code, signal, out, err } = await running.ended
  expect({ code, signal, out }).toEqual({ code: 130, signal: null, out: '' })
  expect(err).toContain('safe to run again')
  expect(existsSync(place.path('interrupted-refused'))).toBe(false)

  const part = (await eventsOf(file)).size
  expect(part).toBeGreaterThan(0)
  expect(part).toBeLessThan(whole.events.size)
  const again = await place.perca(...asked(file, 'interrupted-refused'))
  expect(JSON.parse(again.out).events).toBe(whole.events.size - part)
  await expectWhole(again, file)
})

test('an import that waits for another one can be interrupted, and the other goes on', async () => {
  const { start } = placeOfTest()
  const file = place.path('waiting.db')
  const first = start(...asked(file, place.path('first-refused')))
  expect(await hasWritten(first, file, whole.most / 2)).toBe(true)
  first.child.kill('SIGSTOP')
  const second = start(...asked(file, place.path('second-refused')))
  await second.says('Another command is writing into this store.')
  second.child.kill('SIGINT')
  expect((await second.ended).code).toBe(130)
  first.child.kill('SIGCONT')
  await expectWhole(await first.ended, file)
})
