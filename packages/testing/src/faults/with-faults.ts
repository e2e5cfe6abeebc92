import type { EventStore, LogFilter, Page, StopSignal, StoreError, Unavailable } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { turn } from '../store-contract/sample.js'
import type { FaultPlan, StoreCall, StoreFault } from './store-fault.js'

const unavailable = (outcomeUnknown: boolean): Unavailable => ({
  _tag: 'Unavailable',
  outcomeUnknown,
  message: 'The store did not answer: a planned fault. Try again with the same ids.',
})

/** Whether a fault takes the call away before the store gets it. */
const isBefore = ({ kind }: StoreFault): boolean => kind === 'refused' || kind === 'lostBefore'

const never = (): Promise<never> => new Promise(() => undefined)

/** What stands around a faulty store. */
export interface FaultSurroundings {
  /** Lets others run for so many steps; default: so many turns of the event loop. */
  readonly wait?: (steps: number) => Promise<void>
  /** Called once, when the caller crashes. From then on no call of this handle is answered, and none reaches the store. */
  readonly onCrash?: () => void
}

/**
 * A store behind a bad network. It keeps every promise of the port, and answers `Unavailable`, late or never as the plan
 * says: what an application must be able to live with.
 *
 * @param store a store that keeps its contract
 * @param plan what happens to each call
 * @example
 * // Every tenth append is written, and its caller is not told.
 * withFaults(store, ({ operation, number }) => operation === 'append' && number % 10 === 0 ? { kind: 'lostAfter' } : undefined)
 */
export const withFaults = (
  store: EventStore,
  plan: FaultPlan,
  { wait, onCrash = () => undefined }: FaultSurroundings = {},
): EventStore => {
  let calls = 0
  let hasCrashed = false
  const steps =
    wait ??
    (async (count: number) => {
      for (let n = 0; n < count; n++) await turn()
    })
  const crash = (): Promise<never> => {
    if (!hasCrashed) onCrash()
    hasCrashed = true
    return never()
  }
  const faultFor = (operation: StoreCall['operation'], stream: string | null): StoreFault | undefined => {
    const fault = plan({ number: calls, operation, stream })
    calls += 1
    return fault
  }

  const called =
    <L, A>(
      operation: StoreCall['operation'],
      stream: string | null,
      task: TaskEither<L, A>,
    ): TaskEither<L | Unavailable, A> =>
    async () => {
      if (hasCrashed) return never()
      const fault = faultFor(operation, stream)
      if (fault === undefined) {
        const answer = await task()
        return hasCrashed ? never() : answer
      }
      if (isBefore(fault)) return E.left(unavailable(operation === 'append' && fault.kind !== 'refused'))
      if (fault.kind === 'crashBefore') return crash()
      if (fault.kind === 'lateStart') await steps(fault.steps)
      const answer = await task()
      if (fault.kind === 'crashAfter') return crash()
      if (fault.kind === 'lateAnswer') await steps(fault.steps)
      if (hasCrashed) return never()
      return fault.kind === 'lostAfter' ? E.left(unavailable(operation === 'append')) : answer
    }

  async function* follow(after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    let from = after
    for (let isLost = true; isLost && !signal.aborted; ) {
      isLost = false
      for await (const item of store.follow(from, filter, signal)) {
        const fault = faultFor('follow', null)
        if (hasCrashed || fault?.kind === 'crashBefore' || fault?.kind === 'crashAfter') await crash()
        if (fault !== undefined && (isBefore(fault) || fault.kind === 'lostAfter')) {
          yield E.left<StoreError, Page>(unavailable(false))
          isLost = true
          break
        }
        if (fault !== undefined && 'steps' in fault) await steps(fault.steps)
        yield item
        if (E.isLeft(item) && item.left._tag !== 'Unavailable') return
        if (E.isRight(item)) from = item.right.next
      }
    }
  }

  return {
    limits: store.limits,
    append: (stream, expected, events) => called('append', stream, store.append(stream, expected, events)),
    readStream: (stream, from, limit) => called('readStream', stream, store.readStream(stream, from, limit)),
    readAll: (after, limit, filter) => called('readAll', null, store.readAll(after, limit, filter)),
    follow,
    head: () => called('head', null, store.head()),
    describe: () => called('describe', null, store.describe()),
    close: store.close,
  }
}
