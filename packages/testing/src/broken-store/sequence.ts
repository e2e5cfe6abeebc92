import type { Corrupt, EventStore, LogFilter, Page, StopSignal, StoredEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { turn } from '../store-contract/sample.js'
import { type Break, wholeLog } from './broken-store.js'

const strange: Corrupt = {
  _tag: 'Corrupt',
  stream: null,
  revision: null,
  path: 'after',
  message: 'This log has no such position. Read from null, or from a position of this one.',
}

const byNumber = (one: StoredEvent, other: StoredEvent) => Number(one.position) - Number(other.position)

/**
 * A store as many are built: the position is a number that a sequence gave when the append began, not when it was
 * committed. Two appends at the same time become visible in the other order, and who has read past the first number
 * never sees its event.
 */
export const usesASequence = (): Break => {
  let sequence = 0
  const numbers = new Map<string, number>()
  const numbered = (event: StoredEvent): StoredEvent => ({ ...event, position: String(numbers.get(event.id) ?? 0) })

  return (store: EventStore): EventStore => {
    const readAll =
      (after: string | null, limit: number, filter?: LogFilter): TE.TaskEither<StoreError, Page> =>
      async () => {
        const log = await wholeLog(store)()
        if (E.isLeft(log)) return log
        if (after !== null && !(/^[1-9]\d*$/.test(after) && Number(after) <= sequence)) return E.left(strange)
        const met = await store.readAll(null, Number.MAX_SAFE_INTEGER, filter)()
        if (E.isLeft(met)) return met
        const behind = ({ position }: StoredEvent) => Number(position) > Number(after ?? 0)
        const all = log.right.map(numbered).filter(behind).sort(byNumber)
        const found = met.right.events.map(numbered).filter(behind).sort(byNumber)
        const events = found.slice(0, limit)
        const isEnd = found.length <= limit
        const last = isEnd ? all[all.length - 1] : events[events.length - 1]
        return E.right({ events, next: last?.position ?? after, end: isEnd })
      }

    async function* follow(after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
      let from = after
      let isFirst = true
      while (!signal.aborted) {
        const page = await readAll(from, 1_000, filter)()
        if (E.isLeft(page)) {
          yield page
          if (page.left._tag !== 'Unavailable') return
        } else if (isFirst || page.right.events.length > 0) {
          yield page
          isFirst = false
        }
        if (E.isRight(page)) from = page.right.next
        await turn()
      }
    }

    return {
      ...store,
      append: (stream, expected, events) => async () => {
        const mine = events.filter(({ id }) => !numbers.has(id))
        for (const { id } of mine) {
          sequence += 1
          numbers.set(id, sequence)
        }
        const result = await store.append(stream, expected, events)()
        if (E.isRight(result)) {
          const last = events[events.length - 1]
          return E.right({ ...result.right, position: String(numbers.get(last?.id ?? '') ?? 0) })
        }
        if (result.left._tag !== 'Unavailable') for (const { id } of mine) numbers.delete(id)
        return result
      },
      readStream: (stream, from, limit) =>
        TE.map((events: readonly StoredEvent[]) => events.map(numbered))(store.readStream(stream, from, limit)),
      readAll,
      follow,
      head: () =>
        TE.map((log: readonly StoredEvent[]) => log.map(numbered).sort(byNumber).pop()?.position ?? null)(
          wholeLog(store),
        ),
      describe: () => async () => {
        const [found, log] = [await store.describe()(), await wholeLog(store)()]
        if (E.isLeft(found) || E.isLeft(log)) return found
        return E.right({ ...found.right, head: log.right.map(numbered).sort(byNumber).pop()?.position ?? null })
      },
    }
  }
}
