import type { LogFilter, Page, StopSignal, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { Bell } from './bell.js'
import { closed } from './failure.js'
import type { Reader } from './read.js'

/** Events in one page of a follower. */
const pageSize = 1_000

/** What a follower stands on. */
export interface Followed {
  readonly readPage: Reader['readPage']
  readonly bell: Bell
  /** How long to sleep at most between two looks, in milliseconds: a ring may be lost with its connection. */
  readonly poll: number
  readonly isClosed: () => boolean
}

/**
 * Promise 6: reads on from where the last page ended, so nothing falls between and nothing comes twice, whatever became of the
 * connection that rings. A page in which nothing is new is kept back, so that an idle log costs its readers nothing.
 */
export async function* follow(
  { readPage, bell, poll, isClosed }: Followed,
  after: string | null,
  filter: LogFilter | undefined,
  signal: StopSignal,
): AsyncGenerator<E.Either<StoreError, Page>, void, undefined> {
  let from = after
  let isCaughtUp = false
  while (!signal.aborted) {
    const rung = bell.rung()
    const page = await readPage(from, pageSize, filter)
    if (signal.aborted) return
    if (E.isLeft(page)) {
      yield page
      if (page.left._tag !== 'Unavailable') return
      await bell.wait(rung, poll, signal)
    } else {
      const { next, end } = page.right
      const isNews = next !== from || !isCaughtUp
      from = next
      isCaughtUp = end
      if (isNews) yield page
      if (end) await bell.wait(rung, poll, signal)
    }
    if (isClosed() && !signal.aborted) {
      yield E.left(closed)
      return
    }
  }
}
