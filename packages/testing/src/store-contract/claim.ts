import assert from 'node:assert/strict'
import type { EventStore, NewEvent, Page, StoredEvent } from '@perca/eventsourcing'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

interface Tagged {
  readonly _tag: string
  readonly message: string
}

/** The value of a Right; a Left ends the check. */
export const right = <L extends Tagged, A>(result: Either<L, A>): A => {
  if (result._tag === 'Right') return result.right
  throw new assert.AssertionError({ message: `expected a Right, got ${result.left._tag}: ${result.left.message}` })
}

/** The error of a Left with this tag; anything else ends the check. */
export const left = <L extends Tagged, A, Tag extends L['_tag']>(
  result: Either<L, A>,
  tag: Tag,
): Extract<L, { readonly _tag: Tag }> => {
  const isWanted = (error: L): error is Extract<L, { readonly _tag: Tag }> => error._tag === tag
  if (result._tag === 'Left' && isWanted(result.left)) {
    assert.ok(result.left.message.length > 0, `${tag} has no message`)
    return result.left
  }
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

/** What a promise gives, unless it takes longer than any working store would. */
export const within = async <A>(patience: number, promise: Promise<A>, what: string): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new assert.AssertionError({ message: `${what}: waited ${patience} ms` })), patience)
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
    holds(page.events.length <= limit, `a page of at most ${limit} events holds ${page.events.length}`)
    holds(page.end || page.next !== before, 'a page that is not the end leads on')
    events.push(...page.events)
  }
  return events
}

/** What an event says, without where the store put it. */
export const content = ({ id, type, data, metadata }: NewEvent | StoredEvent) => ({ id, type, data, metadata })

/** The ids of events, in their order. */
export const idsOf = (events: readonly { readonly id: string }[]): readonly string[] => events.map(({ id }) => id)
