import {
  type Application,
  type Horizon,
  type LogFilter,
  type Page,
  type RecordedEvent,
  within,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { toFailure } from './call.js'
import { type Failure, interrupted } from './failure.js'

/** Events that are read at once. */
const PAGE = 1_000

/** Which events of the log are wanted. */
export interface Wanted {
  readonly after: string | null
  readonly filter: LogFilter
  readonly horizon: Horizon
  /** The whole name of a stream, or undefined for all. */
  readonly stream: string | undefined
}

/** Reads a page's events and keeps those that are wanted. Left: an event that cannot be read. */
export const wantedOf = (
  app: Application,
  { horizon, stream }: Wanted,
  page: Page,
): E.Either<Failure, readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for (const stored of page.events) {
    if (stream !== undefined && stored.stream !== stream) continue
    const recorded = app.decode(stored)
    if (E.isLeft(recorded)) return E.left(toFailure(recorded.left))
    if (within(horizon, recorded.right)) events.push(recorded.right)
  }
  return E.right(events)
}

/** Reads the log page by page up to its end, as long as the taker wants more. */
export const readLog = async (
  app: Application,
  wanted: Wanted,
  stop: { readonly signal: AbortSignal; readonly message: string },
  take: (events: readonly RecordedEvent[]) => boolean | Promise<boolean>,
): Promise<E.Either<Failure, void>> => {
  let after = wanted.after
  for (;;) {
    if (stop.signal.aborted) return E.left(interrupted(stop.message))
    const page = await app.store.readAll(after, PAGE, wanted.filter)()
    if (E.isLeft(page)) return E.left(toFailure(page.left))
    const events = wantedOf(app, wanted, page.right)
    if (E.isLeft(events)) return events
    const more = await take(events.right)
    if (!more || page.right.end) return E.right(undefined)
    after = page.right.next
  }
}
