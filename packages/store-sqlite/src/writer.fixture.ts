/**
 * A program for tests that need another process. It takes its job as JSON in its first argument, says `ready` when its
 * store is open, and begins at the first line it is sent.
 */
import { once } from 'node:events'
import { newEvent } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { sqliteStore } from './store.js'

/** What the process is to do. */
export type Job =
  /** Appends to these streams for ever, so many writers at a time, and prints the id of each acknowledged event. */
  | { readonly kind: 'append'; readonly file: string; readonly streams: readonly string[]; readonly writers: number }
  /** Appends to these streams, each event at the revision it believes to be the last, and prints what it won and lost. */
  | { readonly kind: 'race'; readonly file: string; readonly streams: readonly string[]; readonly revisions: number }

const job: Job = JSON.parse(process.argv[2] ?? '')
const say = (line: string) => process.stdout.write(`${line}\n`)

const opened = await sqliteStore({ file: job.file })()
if (E.isLeft(opened)) throw new Error(opened.left.message)
const store = opened.right
say('ready')
await once(process.stdin, 'data')

const appendForEver = async (streams: readonly string[], writer: number): Promise<void> => {
  for (let n = writer; ; n++) {
    const event = newEvent({ data: { n } })
    const appended = await store.append(streams[n % streams.length] ?? '', 'any', [event])()
    if (E.isLeft(appended)) throw new Error(appended.left.message)
    say(event.id)
  }
}

const race = async (streams: readonly string[], revisions: number): Promise<void> => {
  const won: (readonly [stream: string, revision: number, id: string])[] = []
  let lost = 0
  const lasts = new Map<string, number>()
  const raceIn = async (stream: string) => {
    for (let last = -1; last < revisions - 1; last = lasts.get(stream) ?? -1) {
      const event = newEvent()
      const appended = await store.append(stream, last === -1 ? 'noStream' : last, [event])()
      if (E.isRight(appended)) {
        won.push([stream, appended.right.revision, event.id])
        lasts.set(stream, appended.right.revision)
      } else if (appended.left._tag === 'Conflict' && appended.left.actual !== 'noStream') {
        lost += 1
        lasts.set(stream, appended.left.actual)
      } else throw new Error(appended.left.message)
    }
  }
  await Promise.all(streams.map(raceIn))
  say(JSON.stringify({ won, lost }))
}

if (job.kind === 'append') {
  await Promise.all(Array.from({ length: job.writers }, (_, writer) => appendForEver(job.streams, writer)))
} else {
  await race(job.streams, job.revisions)
  await store.close()()
  process.stdin.destroy()
}
