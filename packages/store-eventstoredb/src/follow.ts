import { type AllStreamResolvedEvent, START, streamNameFilter } from '@eventstore/db-client'
import type { LogFilter, Page, StopSignal, StoredEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { closed, storeError, unavailable } from './failure.js'
import type { Link } from './link.js'
import type { Names } from './names.js'
import { meets, type Reader } from './read.js'
import { eventOf, positionOf, positionText } from './wire.js'

/** Events that wait in this process at most before the server is held back, and in one page at most. */
const pageSize = 1_000

/** Between two attempts to subscribe again, in milliseconds: the first, and the longest. */
const firstPause = 50
const longestPause = 2_000

/** What a follower stands on. */
export interface Followed {
  readonly link: Link
  readonly names: Names
  readonly reader: Reader
}

/** What a subscription told: an event, or that everything up to a position was looked at. */
type Told =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  | { readonly kind: 'passed'; readonly position: string }
  | { readonly kind: 'failed'; readonly error: StoreError }

const isAtLeast = (position: string | null, other: string | null): boolean =>
  other === null || (position !== null && (positionOf(position)?.commit ?? 0n) >= (positionOf(other)?.commit ?? 0n))

/** One subscription, until it is ended. What it told waits in a queue. */
const subscribed = ({ link, names }: Followed, after: string | null, wake: () => void) => {
  const queue: Told[] = []
  const tell = (told: Told) => {
    queue.push(told)
    wake()
  }
  const subscription = link.client().subscribeToAll({
    fromPosition: after === null ? START : (positionOf(after) ?? START),
    filter: streamNameFilter({
      prefixes: [names.prefix],
      checkpointInterval: 10,
      // It must not fail: the client would stop in silence.
      checkpointReached: async (_, position) => tell({ kind: 'passed', position: positionText(position) }),
    }),
    credentials: link.credentials,
  })
  const failed = (thrown: unknown) => {
    try {
      tell({ kind: 'failed', error: storeError(thrown) })
    } catch (defect) {
      // A follower can't throw out of an event's handler: whoever reads it gets it.
      defects.push(defect)
      wake()
    }
  }
  const defects: unknown[] = []
  subscription.on('error', failed)
  // It ends by itself only where something is wrong with it.
  subscription.on('end', () => failed(new Error('No leader info')))
  subscription.on('data', ({ event }: AllStreamResolvedEvent) => {
    const stream = event === undefined ? null : names.inLog(event.streamId)
    if (event === undefined || stream === null) return
    const made = eventOf(stream, event)
    if (E.isLeft(made)) tell({ kind: 'failed', error: made.left })
    else tell({ kind: 'event', event: made.right })
    if (queue.length >= pageSize) subscription.pause()
  })
  return {
    /** What came, in its order. */
    take: (): readonly Told[] => {
      if (defects.length > 0) throw defects[0]
      const taken = queue.splice(0)
      if (subscription.isPaused()) subscription.resume()
      return taken
    },
    isEmpty: () => queue.length === 0 && defects.length === 0,
    end: async () => {
      await subscription.unsubscribe().catch(() => undefined)
    },
  }
}

/**
 * Promise 6: a subscription of the server's, from behind the last event that was given out; where it is lost, another one from
 * there. Caught up is told by where the log ended when the subscription began: what the client itself says of it may come
 * before the events that were on their way.
 */
export async function* follow(
  followed: Followed,
  after: string | null,
  filter: LogFilter | undefined,
  signal: StopSignal,
): AsyncGenerator<E.Either<StoreError, Page>, void, undefined> {
  const { link, reader } = followed
  let wake: () => void = () => undefined
  const woken = (atMost?: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = atMost === undefined ? undefined : setTimeout(resolve, atMost)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (signal.aborted) wake()
    })
  signal.addEventListener('abort', () => wake(), { once: true })

  // `next`: what readers are told; `from`: how far the subscription came, also past events of other logs.
  let [next, from, pause] = [after, after, firstPause]
  while (!signal.aborted) {
    if (link.isClosed()) {
      yield E.left(closed)
      return
    }
    // A position that is none is told apart by reading from it.
    const probe = await reader.readPage(from, 1, undefined)
    const target = E.isLeft(probe) ? probe : await reader.head()
    if (signal.aborted) return
    if (E.isLeft(target)) {
      yield target
      if (target.left._tag !== 'Unavailable') return
      await woken(pause)
      pause = Math.min(pause * 2, longestPause)
      continue
    }
    const subscription = subscribed(followed, from, () => wake())
    let isCaughtUp = false
    let isLost = false
    let silentSince = performance.now()
    try {
      while (!signal.aborted && !isLost) {
        if (link.isClosed()) break
        const taken = subscription.take()
        const events: StoredEvent[] = []
        let failure: StoreError | undefined
        let isNews = false
        for (const told of taken) {
          if (told.kind === 'failed') {
            failure = told.error
            break
          }
          if (told.kind === 'passed') from = told.position
          else {
            isNews = true
            next = from = told.event.position
            if (meets(filter ?? {}, told.event)) events.push(told.event)
          }
        }
        const isNow = isAtLeast(from, target.right) || isAtLeast(next, target.right)
        if (isNews || (isNow && !isCaughtUp)) {
          isCaughtUp = isNow
          pause = firstPause
          yield E.right({ events, next, end: isNow && failure === undefined && subscription.isEmpty() })
        }
        if (failure !== undefined) {
          isLost = true
          yield E.left(failure)
          if (failure._tag !== 'Unavailable') return
          if (!signal.aborted) await woken(pause)
          pause = Math.min(pause * 2, longestPause)
        } else if (subscription.isEmpty() && !signal.aborted) {
          if (taken.length > 0) silentSince = performance.now()
          await woken(closedLook)
          if (subscription.isEmpty() && performance.now() - silentSince > link.deadline && !signal.aborted) {
            // Nothing came for long: there is nothing, or nobody said that the way is broken.
            silentSince = performance.now()
            const head = await reader.head()
            const isSilent = E.isRight(head) && !isAtLeast(next, head.right) && subscription.isEmpty()
            if (E.isLeft(head) || isSilent) {
              isLost = true
              if (!signal.aborted && !link.isClosed()) yield E.isLeft(head) ? head : E.left(wentSilent)
            }
          }
        }
      }
    } finally {
      await subscription.end()
    }
  }
}

const wentSilent = unavailable('The server no longer tells what is new. It is asked again.')

/** How often, in milliseconds, an idle follower looks whether its store was closed. */
const closedLook = 200
