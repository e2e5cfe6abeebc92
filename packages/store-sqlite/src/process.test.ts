import { copyFileSync, existsSync, readFileSync } from 'node:fs'
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

/** Whether a process has come to a stop; `undefined` where the system does not tell. */
const isStopped = (pid: number): boolean | undefined => {
  if (!existsSync('/proc/self/stat')) return undefined
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
}

test('the file and its write-ahead log, copied at any moment of writing, open and hold every event acknowledged before', async () => {
  const file = newFile()
  const streams = Array.from({ length: 5 }, () => newStream())
  const writer = await started(program, { kind: 'append', file, streams, writers: 20 })
  writer.begin()
  await writer.printed(2)
  for (let round = 0; round < 40; round++) {
    await writer.printed(writer.lines.length + 1 + Math.floor(Math.random() * 60))
    const acknowledged = writer.lines.slice(1)
    // As a snapshot of the disk: nothing moves while it is taken.
    writer.freeze()
    while (isStopped(writer.pid) === false);
    const copy = newFile()
    copyFileSync(file, copy)
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`)
    writer.thaw()
    const store = await opened({ file: copy })
    const log = await wholeLog(store)
    const ids = new Set(log.map(({ id }) => id))
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    expect(log.map(({ position }) => position)).toEqual(log.map((_, n) => String(n + 1)))
    await done(store.close())
  }
  await writer.kill()
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
