import type { LogFilter, Page, StopSignal, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'

/** How often a follower looks for what other processes wrote, in milliseconds: SQLite tells nobody. */
const lookEvery = 50

/** Events in one page of a follower. */
const pageSize = 1_000

/** Those who wait for the next append of this process. */
export interface Bell {
  readonly ring: () => void
  readonly listen: (wake: () => void) => () => void
}

export const bell = (): Bell => {
  const listeners = new Set<() => void>()
  return {
    ring: () => {
      for (const wake of listeners) wake()
    },
    listen: (wake) => {
      listeners.add(wake)
      return () => listeners.delete(wake)
    },
  }
}

/** What a follower stands on. */
export interface Followed {
  readonly readPage: (
    after: string | null,
    limit: number,
    filter: LogFilter | undefined,
  ) => Promise<E.Either<StoreError, Page>>
  /** Whether something may stand behind a position. Throws nothing: in doubt it says yes, and the read finds out. */
  readonly mayHaveMore: (after: string | null) => boolean
  readonly bell: Bell
  /** Others may write it: then the bell alone is not enough. */
  readonly isShared: boolean
}

/** Promise 6: reads on from where the last page ended, so nothing falls between; waits only where nothing was left. */
export async function* follow(
  { readPage, mayHaveMore, bell, isShared }: Followed,
  after: string | null,
  filter: LogFilter | undefined,
  signal: StopSignal,
): AsyncGenerator<E.Either<StoreError, Page>, void, undefined> {
  let wake = () => {}
  const silence = bell.listen(() => wake())
  signal.addEventListener('abort', () => wake(), { once: true })

  const nextChance = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = isShared ? setTimeout(resolve, lookEvery) : undefined
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  let from = after
  try {
    while (!signal.aborted) {
      const page = await readPage(from, pageSize, filter)
      yield page
      if (E.isLeft(page)) {
        if (page.left._tag !== 'Unavailable') return
        await nextChance()
      } else {
        from = page.right.next
        while (page.right.end && !signal.aborted && !mayHaveMore(from)) await nextChance()
      }
    }
  } finally {
    silence()
  }
}
