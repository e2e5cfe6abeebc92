import type { EventStore, LogFilter, StoredEvent } from '@perca/eventsourcing'
import { holds, right, within } from './claim.js'

/** A follower that is run by a check. */
export interface Follower {
  readonly events: readonly StoredEvent[]
  readonly timesCaughtUp: () => number
  /** Waits until it is so; looks again after every page. */
  readonly until: (isSo: () => boolean, what: string) => Promise<void>
  /** Stops it and waits for its end. */
  readonly stop: () => Promise<void>
}

/** How a follower is read. */
export interface Manner {
  readonly filter?: LogFilter
  /** What the reader does with a page before it asks for the next. */
  readonly work?: (pages: number, isCaughtUp: boolean) => Promise<void>
  /** Takes it that the store is unavailable for a while; default: that ends the check. */
  readonly survives?: boolean
}

/** Starts to follow at once, after a position. */
export const follower = (
  store: EventStore,
  after: string | null,
  patience: number,
  { filter, work, survives = false }: Manner = {},
): Follower => {
  const abort = new AbortController()
  const events: StoredEvent[] = []
  let caughtUp = 0
  let pages = 0
  let isOver = false
  let looks: (() => void)[] = []
  const look = () => {
    for (const wake of looks) wake()
    looks = []
  }
  const read = async () => {
    try {
      for await (const item of store.follow(after, filter, abort.signal)) {
        if (survives && item._tag === 'Left' && item.left._tag === 'Unavailable') continue
        const page = right(item)
        events.push(...page.events)
        pages += 1
        if (page.end) caughtUp += 1
        await work?.(pages, page.end)
        look()
      }
    } finally {
      isOver = true
      look()
    }
  }
  const reading = read()
  // A failure is told by whoever waits for the follower; until then nobody must be surprised by it.
  reading.catch(() => undefined)
  const watch = async (isSo: () => boolean) => {
    while (!isSo()) {
      if (isOver) await reading
      holds(!isOver, 'the follower went on')
      await new Promise<void>((resolve) => looks.push(resolve))
    }
  }
  return {
    events,
    timesCaughtUp: () => caughtUp,
    until: (isSo, what) => within(patience, watch(isSo), what),
    stop: () => {
      abort.abort()
      return within(patience, reading, 'the end of a follower that was stopped')
    },
  }
}
