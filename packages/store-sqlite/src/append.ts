import {
  type Appended,
  acceptable,
  type Conflict,
  type Corrupt,
  type ExpectedRevision,
  type IdReused,
  type Limits,
  type NewEvent,
  type StoreError,
  sameContent,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { type Connection, type Durability, patiently } from './connection.js'
import { storeError, tailLost } from './failure.js'
import type { AllNames } from './names.js'
import { type EventRow, eventColumns, eventsOf } from './row.js'
import { type Answer, prepared, type Waiting } from './waiting.js'

/** How many waiting appends share a transaction at most: beyond it a group gets slower for all and faster for nobody. */
const groupSize = 256

const meets = (expected: ExpectedRevision, last: number): boolean =>
  expected === 'any' ||
  (expected === 'noStream' ? last === -1 : last >= 0 && (expected === 'exists' || expected === last))

const conflict = (stream: string, expected: ExpectedRevision, last: number): Conflict => ({
  _tag: 'Conflict',
  stream,
  expected,
  actual: last === -1 ? 'noStream' : last,
  message: `${stream} is ${last === -1 ? 'not there' : `at revision ${last}`}, expected was ${expected}. Read it again and decide anew.`,
})

const reused = (id: string): IdReused => ({
  _tag: 'IdReused',
  id,
  message: `The log already holds an event ${id} with other content or in another append. Make new ids for a new append.`,
})

/** What writes; one for a connection. */
export interface Appender {
  readonly append: (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) => Promise<Answer>
  /** Resolves when every append that came before has its answer and is committed. Left: some that were answered are lost. */
  readonly settled: () => Promise<E.Either<StoreError, void>>
  /**
   * From now on, whether groups share transactions: `relaxed` keeps one open over many groups, and answers before it is
   * committed, so that a bulk import pays for a commit once in a while, and not once a row.
   */
  readonly setDurability: (durability: Durability) => void
}

/** How many events a relaxed transaction holds at most, and for how long, in milliseconds, it keeps others from writing. */
const heldEvents = 500
const heldFor = 50

/**
 * Writes appends in groups: those that wait at the same time share one transaction, and so one wait for the disk. Within
 * it they come one after another, each with its own check and its own answer. Nobody waits for a group to fill: it
 * holds what has come by the end of the current turn of the event loop.
 */
export const appender = (
  connection: Connection,
  names: AllNames,
  limits: Limits,
  now: () => Date,
  onWritten: () => void,
): Appender => {
  const { db, file } = connection
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const selectHead = db.prepare('SELECT max(position) FROM event')
  const selectLast = db.prepare('SELECT max(revision) FROM event WHERE stream = ?')
  const selectKnown = db.prepare(`SELECT ${eventColumns} FROM event e WHERE e.id = ?`)
  const insertEvent = db.prepare(
    'INSERT INTO event (position, stream, revision, id, type, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertSubject = db.prepare('INSERT INTO event_subject (subject, position) VALUES (?, ?)')

  /** Promise 3: the first result where these very events stand in the log; a refusal where only some, or others, do. */
  const earlier = ({ stream, events }: Waiting): E.Either<IdReused | Corrupt, Appended> | undefined => {
    const rows = events
      .map(({ bytes }): EventRow | undefined => selectKnown.get(bytes))
      .filter((row) => row !== undefined)
    if (rows.length === 0) return undefined
    const found = eventsOf(rows, names)
    if (E.isLeft(found)) return found
    const [first] = found.right
    const last = found.right[found.right.length - 1]
    if (first === undefined || last === undefined) return undefined
    const isRetry = events.every((event, index) => {
      const stored = found.right[index]
      const inPlace = stored?.id === event.id && stored.stream === stream && stored.revision === first.revision + index
      return (
        inPlace && sameContent(stored, { ...event, data: JSON.parse(event.data), metadata: JSON.parse(event.metadata) })
      )
    })
    return isRetry ? E.right({ stream, revision: last.revision, position: last.position }) : E.left(reused(first.id))
  }

  const lastRevision = (stream: string): number => {
    const number = names.streams.numberOf(stream)
    if (number === undefined) return -1
    const [last]: readonly [number | null] = selectLast.get(number)
    return last ?? -1
  }

  /** Writes one append behind a position, inside the transaction of its group. */
  const write = (waiting: Waiting, head: number, now: number): E.Either<Conflict | IdReused | Corrupt, Appended> => {
    const { stream, expected, events } = waiting
    const before = earlier(waiting)
    if (before !== undefined) return before
    const last = lastRevision(stream)
    // Promise 2: the transaction holds SQLite's one write lock, so nobody comes between this check and the inserts.
    if (!meets(expected, last)) return E.left(conflict(stream, expected, last))
    const number = names.streams.intern(stream)
    for (const [index, { bytes, type, data, metadata, subjects, recordedAt }] of events.entries()) {
      const position = head + 1 + index
      const typeNumber = names.types.intern(type)
      insertEvent.run(position, number, last + 1 + index, bytes, typeNumber, data, metadata, recordedAt ?? now)
      for (const subject of subjects) insertSubject.run(names.subjects.intern(subject), position)
    }
    return E.right({ stream, revision: last + events.length, position: String(head + events.length) })
  }

  /** The relaxed transaction that is open: what it holds, and the timer that ends it. */
  let held: { events: number; readonly timer: NodeJS.Timeout } | undefined
  let isRelaxed = false
  let lost: StoreError | undefined

  /** Undoes the open transaction. Where it held appends that were answered, these are gone, and the store says so from then on. */
  const rollBack = (thrown: unknown, wasHeld: boolean) => {
    names.forget()
    if (db.isTransaction) db.exec('ROLLBACK')
    if (wasHeld) lost = tailLost(thrown, file)
  }

  /** The relaxed transaction is no longer open. False: there was none. */
  const unhold = (): boolean => {
    if (held === undefined) return false
    clearTimeout(held.timer)
    held = undefined
    return true
  }

  /** Commits the relaxed transaction, if there is one. */
  const release = (): void => {
    if (!unhold()) return
    try {
      commit.run()
    } catch (thrown) {
      rollBack(thrown, true)
    }
  }

  /** Ends a group: commits, or, relaxed, leaves that to a later group or to the timer. */
  const ended = (events: number): void => {
    if (!isRelaxed && held === undefined) {
      commit.run()
      return
    }
    held ??= { events: 0, timer: setTimeout(release, heldFor) }
    held.events += events
    if (!isRelaxed || held.events >= heldEvents) release()
  }

  /** One transaction for a group. Where it fails, all of it is rolled back, and each append gets the error. */
  const writeGroup = async (group: readonly Waiting[]): Promise<readonly (readonly [Waiting, Answer])[]> => {
    let isCommitting = false
    try {
      if (lost !== undefined) return answerAll(group, lost)
      // Where a transaction is open nothing is awaited: nobody may end it between this line and the group's last insert.
      if (held === undefined) await patiently(connection, () => begin.run())
      const recordedAt = now().getTime()
      const answers: [Waiting, Answer][] = []
      let [head]: readonly [number | null] = selectHead.get()
      for (const waiting of group) {
        const answer = write(waiting, head ?? 0, recordedAt)
        // A retry's position is behind the head, that of a new append is the new head.
        if (E.isRight(answer)) head = Math.max(head ?? 0, Number(answer.right.position))
        answers.push([waiting, answer])
      }
      isCommitting = true
      ended(group.reduce((sum, { events }) => sum + events.length, 0))
      return lost === undefined ? answers : answerAll(group, lost)
    } catch (thrown) {
      rollBack(thrown, unhold())
      return answerAll(group, lost ?? storeError(thrown, file, isCommitting))
    }
  }

  const answerAll = (group: readonly Waiting[], error: StoreError): readonly (readonly [Waiting, Answer])[] =>
    group.map((waiting) => [waiting, E.left(error)])

  const queue: Waiting[] = []
  let working: Promise<void> | undefined

  /** Gives way to whatever else is ready, so that what it appends joins the group. */
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

  const work = async () => {
    await turn()
    while (queue.length > 0) {
      const group = queue.splice(0, groupSize)
      try {
        const answers = await writeGroup(group)
        for (const [waiting, answer] of answers) waiting.answer(answer)
        if (answers.some(([, answer]) => E.isRight(answer))) onWritten()
      } catch (defect) {
        for (const { fail } of group) fail(defect)
      }
      await turn()
    }
    working = undefined
  }

  return {
    append: async (stream, expected, events) => {
      // Promise 8: checked before anything is written.
      const written = acceptable(limits, stream, events)
      if (E.isLeft(written)) return written
      const ready = prepared(stream, written.right)
      if (E.isLeft(ready)) return ready
      return new Promise((answer, fail) => {
        queue.push({ stream, expected, events: ready.right, answer, fail })
        working ??= work()
      })
    },
    settled: async () => {
      await working
      release()
      return lost === undefined ? E.right(undefined) : E.left(lost)
    },
    setDurability: (durability) => {
      isRelaxed = durability === 'relaxed'
      if (!isRelaxed) release()
    },
  }
}
