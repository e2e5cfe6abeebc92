/**
 * A program for tests that need another process. It takes its job as JSON in its first argument, says `ready` when its store is
 * open, and begins at the first line it is sent. What it has been told is written, it prints.
 */
import { once } from 'node:events'
import { newEvents } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { Client } from 'pg'
import { postgresStore } from './store.js'

/** What the process is to do: append to these streams for ever, so many writers at a time. */
export interface Job {
  readonly url: string
  readonly schema: string
  readonly streams: readonly string[]
  readonly writers: number
  /** How many of a hundred appends go in a transaction of the writer's own, of which every other one is rolled back. */
  readonly within: number
}

const job: Job = JSON.parse(process.argv[2] ?? '')
const say = (line: string) => process.stdout.write(`${line}\n`)

const opened = await postgresStore({ connection: job.url, schema: job.schema, connections: 4 })()
if (E.isLeft(opened)) throw new Error(opened.left.message)
const store = opened.right
say('ready')
await once(process.stdin, 'data')
// Whoever started it may be gone.
process.stdin.on('end', () => process.exit(0))

/** Events in one append at most. */
const mostEvents = 25

const some = (most: number): number => Math.floor(Math.random() * most)

/** One append in a transaction of the writer's own. Nothing is told of what is rolled back. */
const appendWithin = async (client: Client, stream: string): Promise<void> => {
  const events = newEvents(1 + some(mostEvents))
  await client.query('BEGIN')
  const appended = await store.appendIn(client, stream, 'any', events)()
  if (E.isLeft(appended)) throw new Error(appended.left.message)
  if (some(2) === 0) {
    await client.query('ROLLBACK')
    return
  }
  await client.query('COMMIT')
  say(`${stream} ${appended.right.revision} ${events.map(({ id }) => id).join(' ')}`)
}

const appendForEver = async (): Promise<void> => {
  const client = new Client({ connectionString: job.url })
  client.on('error', () => undefined)
  if (job.within > 0) await client.connect()
  for (;;) {
    const stream = job.streams[some(job.streams.length)] ?? ''
    if (some(100) < job.within) await appendWithin(client, stream)
    else {
      const events = newEvents(1 + some(mostEvents))
      const appended = await store.append(stream, 'any', events)()
      if (E.isRight(appended)) say(`${stream} ${appended.right.revision} ${events.map(({ id }) => id).join(' ')}`)
      else if (appended.left._tag !== 'Unavailable') throw new Error(appended.left.message)
    }
  }
}

await Promise.all(Array.from({ length: job.writers }, appendForEver))
