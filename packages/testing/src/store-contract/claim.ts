import assert from 'node:assert/strict'
import type { AppendError, EventStore, NewEvent, Page, StoredEvent } from '@perca/eventsourcing'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { misplaced, under } from './attribution.js'
import { turn } from './sample.js'

interface Tagged {
  readonly _tag: string
  readonly message: string
}

/** The value of a Right; a Left ends the check. */
export const right = <L extends Tagged, A>(result: Either<L, A>): A => {
  if (result._tag === 'Right') return result.right
  typed(result.left)
  throw new assert.AssertionError({ message: `expected a Right, got ${result.left._tag}: ${result.left.message}` })
}

const tags: Record<AppendError['_tag'], true> = {
  Conflict: true,
  Unavailable: true,
  TooLarge: true,
  Unacceptable: true,
  IdReused: true,
  Corrupt: true,
  Closed: true,
}

/** Ends the check where an error is none of the port's values, or says nothing: promise 7, whatever was asked. */
const typed = ({ _tag, message }: Tagged): void => {
  if (!(_tag in tags)) throw misplaced(7, `an error has the tag ${_tag}, which the port does not know: ${message}`)
  if (message.length === 0) throw misplaced(7, `${_tag} has no message`)
}

/** The error of a Left with this tag; anything else ends the check. */
export const left = <L extends Tagged, A, Tag extends L['_tag']>(
  result: Either<L, A>,
  tag: Tag,
): Extract<L, { readonly _tag: Tag }> => {
  const isWanted = (error: L): error is Extract<L, { readonly _tag: Tag }> => error._tag === tag
  if (result._tag === 'Left') typed(result.left)
  if (result._tag === 'Left' && isWanted(result.left)) return result.left
  const got = result._tag === 'Right' ? 'a Right' : `${result.left._tag}: ${result.left.message}`
  throw new assert.AssertionError({ message: `expected ${tag}, got ${got}` })
}

/** Both are the same, all the way down. */
export const equal = (actual: unknown, expected: unknown, what: string): void => {
  try {
    assert.deepStrictEqual(actual, expected)
  } catch (difference) {
    throw new assert.AssertionError({ message: `${what}: ${difference instanceof Error ? difference.message : ''}` })
  }
}

/** It holds. */
export const holds = (condition: boolean, what: string): void => assert.ok(condition, what)

/** Turns that are still given to a promise when its time is over: a busy machine must not be told for a broken store. */
const GRACE = 50

/** What a promise gives, unless it takes longer than any working store would. */
export const within = async <A>(patience: number, promise: Promise<A>, what: string): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const waited = async () => {
      for (let n = 0; n < GRACE; n++) await turn()
      reject(new assert.AssertionError({ message: `${what}: waited ${patience} ms` }))
    }
    timer = setTimeout(() => void waited(), patience)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs a task whose Right is needed to go on. */
export const done = async <L extends Tagged, A>(task: TaskEither<L, A>): Promise<A> => right(await task())

const everything = 1_000_000

/** All of a stream. */
export const wholeStream = (store: EventStore, stream: string): Promise<readonly StoredEvent[]> =>
  done(store.readStream(stream, 0, everything))

/** The log after a position, up to its end, however many pages the store makes of it. */
export const logAfter = async (
  store: EventStore,
  after: string | null,
  filter?: Parameters<EventStore['readAll']>[2],
  limit = everything,
): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = []
  let page: Page = { events: [], next: after, end: false }
  while (!page.end) {
    const before = page.next
    page = await done(store.readAll(before, limit, filter))
    const { events: found, end, next } = page
    await under(4, () => {
      holds(found.length <= limit, `a page of at most ${limit} events holds ${found.length}`)
      holds(end || next !== before, 'a page that is not the end leads on')
    })
    events.push(...page.events)
  }
  return events
}

/** What an event says, without where the store put it. */
export const content = ({ id, type, data, metadata }: NewEvent | StoredEvent) => ({ id, type, data, metadata })

/** The ids of events, in their order. */
export const idsOf = (events: readonly { readonly id: string }[]): readonly string[] => events.map(({ id }) => id)
