import { newStream } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, expect, test } from 'vitest'
import { bundledProgram, started } from './process.fixture.js'
import { done, must, newFile, opened, wholeLog } from './store.fixture.js'

let program = ''
beforeAll(async () => {
  program = await bundledProgram()
})

test('whatever the moment at which a writing process is killed, all it had acknowledged is there, and no stream has a gap', async () => {
  const file = newFile()
  const streams = Array.from({ length: 5 }, () => newStream())
  const acknowledged: string[] = []
  for (let round = 0; round < 5; round++) {
    const writer = await started(program, { kind: 'append', file, streams, writers: round % 2 === 0 ? 1 : 40 })
    writer.begin()
    await writer.printed(2 + Math.floor(Math.random() * 300))
    await writer.kill()
    // A line that the kill cut off is no acknowledgement.
    acknowledged.push(...writer.lines.slice(1).filter((line) => line.length === 36))

    const store = await opened({ file })
    const log = await wholeLog(store)
    const ids = new Set(log.map(({ id }) => id))
    expect(ids.size).toBe(log.length)
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    expect(log.map(({ position }) => position)).toEqual(log.map((_, n) => String(n + 1)))
    for (const stream of streams) {
      const revisions = log.filter((event) => event.stream === stream).map(({ revision }) => revision)
      expect(revisions).toEqual(revisions.map((_, n) => n))
    }
    await done(store.close())
  }
  expect(acknowledged.length).toBeGreaterThan(5)
})

test('of two processes that append at the same revisions exactly one wins each', async () => {
  const file = newFile()
  const streams = Array.from({ length: 4 }, () => newStream())
  const revisions = 60
  // Both open a file that is not there yet.
  const racers = await Promise.all([1, 2].map(() => started(program, { kind: 'race', file, streams, revisions })))
  for (const racer of racers) racer.begin()
  await Promise.all(racers.map((racer) => racer.ended()))
  const results: { won: [string, number, string][]; lost: number }[] = racers.map(({ lines }) =>
    JSON.parse(lines[1] ?? ''),
  )
  const won = results.flatMap((result) => result.won)
  expect(won.length).toBe(streams.length * revisions)
  expect(results.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(0)

  const store = await opened({ file })
  for (const stream of streams) {
    const stored = await done(store.readStream(stream, 0, revisions + 1))
    const winners = won.filter(([name]) => name === stream).sort(([, one], [, other]) => one - other)
    expect(stored.map(({ revision, id }) => [revision, id])).toEqual(winners.map(([, revision, id]) => [revision, id]))
  }
})

test('a reader and a follower beside two writing processes get the whole log in its order, and pass over nothing', async () => {
  const file = newFile()
  const store = await opened({ file })
  const streams = Array.from({ length: 8 }, () => newStream())
  const racers = await Promise.all([1, 2].map(() => started(program, { kind: 'race', file, streams, revisions: 100 })))
  const followed: string[] = []
  const stop = new AbortController()
  const following = (async () => {
    for await (const page of store.follow(null, undefined, stop.signal)) {
      followed.push(...must(page).events.map(({ id }) => id))
      if (followed.length >= 800) stop.abort()
    }
  })()
  for (const racer of racers) racer.begin()
  const read: string[] = []
  let after: string | null = null
  while (read.length < 800) {
    const page = await store.readAll(after, 7)()
    if (E.isLeft(page)) throw new Error(page.left.message)
    read.push(...page.right.events.map(({ id }) => id))
    after = page.right.next
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  await Promise.all([following, ...racers.map((racer) => racer.ended())])
  const log = (await wholeLog(store)).map(({ id }) => id)
  expect(log.length).toBe(800)
  expect(read).toEqual(log)
  expect(followed).toEqual(log)
})
