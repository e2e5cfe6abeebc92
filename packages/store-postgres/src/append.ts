import { acceptable, type ExpectedRevision, type Limits, type NewEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { ask, askOn, type Question, type Row, type Server, withConnection } from './ask.js'
import { sqlState, unacceptable, wrongIsolation } from './failure.js'
import { answerOf, earlier, groupCall, knownCall } from './group.js'
import { type Answer, type Append, prepared, type Waiting } from './waiting.js'

/** How many waiting appends go in one call at most: beyond it a group gets slower for all and faster for nobody. */
const groupSize = 256

/** How much JSON goes in one call at most, in characters; a single append may be larger. */
const groupText = 4_000_000

/** What writes; one for a store. */
export interface Appender {
  readonly append: (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) => Promise<Answer>
  /** Resolves when every append that came before has its answer. */
  readonly settled: () => Promise<void>
}

/** Checks an append and makes it ready to be written. */
export const readyAppend = (
  limits: Limits,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
) => {
  const written = acceptable(limits, stream, events)
  if (E.isLeft(written)) return written
  return E.map((waiting: Append['events']): Append => ({ stream, expected, events: waiting }))(
    prepared(stream, written.right),
  )
}

/** Takes the next group off the queue: each stream, and each id, once, so that each append is judged by what stands. */
const nextGroup = (queue: Waiting[]): readonly Waiting[] => {
  const [group, streams, ids, later]: [Waiting[], Set<string>, Set<string>, Waiting[]] = [[], new Set(), new Set(), []]
  let size = 0
  for (const waiting of queue) {
    const isApart = !streams.has(waiting.stream) && waiting.events.every(({ id }) => !ids.has(id))
    const hasRoom = group.length === 0 || (group.length < groupSize && size + waiting.size <= groupText)
    // Whatever is left for later keeps its stream and its ids from being overtaken.
    streams.add(waiting.stream)
    for (const { id } of waiting.events) ids.add(id)
    if (!isApart || !hasRoom) later.push(waiting)
    else {
      group.push(waiting)
      size += waiting.size
    }
  }
  queue.splice(0, queue.length, ...later)
  return group
}

/**
 * Writes appends in groups: those that wait at the same time go to the server in one call, in one transaction, and so wait
 * for one commit. Within it each has its own check and its own answer. Nobody waits for a group to fill: it holds what
 * has come by the end of the current turn of the event loop, or while the group before it was under way.
 */
export const appender = (server: Server, schema: string, limits: Limits, now: (() => Date) | null): Appender => {
  const queue: Waiting[] = []
  let working: Promise<void> | undefined

  const write = async (group: readonly Waiting[]): Promise<void> => {
    const call = groupCall(schema, group, now === null ? null : now().getTime())
    const rows = await withConnection(server, (client) => askOn(client, call), true)
    if (E.isLeft(rows)) {
      for (const { answer } of group) answer(rows)
      return
    }
    const known: Waiting[] = []
    for (const [n, waiting] of group.entries()) {
      const answer = answerOf(waiting, rows.right[n])
      if (answer === 'known') known.push(waiting)
      else waiting.answer(answer)
    }
    if (known.length === 0) return
    // Events are never changed: what was known in the transaction stands there now.
    const stored = await ask(server, knownCall(schema, known))
    for (const waiting of known) waiting.answer(E.isLeft(stored) ? stored : earlier(waiting, stored.right))
  }

  const work = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) {
      const group = nextGroup(queue)
      try {
        await write(group)
      } catch (defect) {
        for (const { fail } of group) fail(defect)
      }
    }
    working = undefined
  }

  return {
    append: async (stream, expected, events) => {
      const ready = readyAppend(limits, stream, expected, events)
      if (E.isLeft(ready)) return ready
      const size = ready.right.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0)
      return new Promise<Answer>((answer, fail) => {
        queue.push({ ...ready.right, size, answer, fail })
        working ??= work()
      })
    },
    settled: async () => {
      while (working !== undefined) await working
    },
  }
}

/** What asks within somebody's transaction: throws what the driver throws. */
export type Asking = (question: Question) => Promise<readonly Row[]>

/** One append within a transaction of the app's own. */
export const appendWithin = async (asking: Asking, schema: string, append: Append): Promise<Answer> => {
  try {
    const [row] = await asking(groupCall(schema, [append], null))
    const answer = answerOf(append, row)
    return answer === 'known' ? earlier(append, await asking(knownCall(schema, [append]))) : answer
  } catch (thrown) {
    if (sqlState(thrown) === wrongIsolation) {
      return E.left(
        unacceptable(
          'An append within a transaction needs the isolation level READ COMMITTED. Roll back, and begin it with that.',
        ),
      )
    }
    throw thrown
  }
}
