import type { EventStore, LogFilter, StopSignal } from '@perca/eventsourcing'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { turn } from '../store-contract/sample.js'

/** Something that waits for its turn. */
interface Waiting {
  readonly label: string
  readonly go: () => void
}

/** Decides who goes next, by a list of choices. */
export interface Scheduler {
  /** Waits until it is chosen. The label tells it apart in the order that is printed. */
  readonly pass: (label: string) => Promise<void>
  /** Lets one after the other go until the work is done. Rejects where nothing waits and the work goes on. */
  readonly run: <A>(work: Promise<A>) => Promise<A>
  /** Who went, in their order. */
  readonly order: () => readonly string[]
}

/** Turns with nobody waiting after which the work is held to be stuck. */
const STUCK = 1_000

/**
 * A scheduler that follows a list of choices: the nth is how many of those who wait are passed over. After its end, and
 * for 0, whoever has waited longest goes. So the empty list is the plain order, and a shorter list with smaller numbers is
 * a simpler schedule.
 */
export const scheduler = (choices: readonly number[]): Scheduler => {
  const waiting: Waiting[] = []
  const gone: string[] = []

  const next = (): void => {
    const chosen = waiting.splice((choices[gone.length] ?? 0) % Math.max(1, waiting.length), 1)[0]
    if (chosen === undefined) return
    gone.push(chosen.label)
    chosen.go()
  }

  return {
    pass: (label) => new Promise((go) => waiting.push({ label, go })),
    run: async (work) => {
      let isOver = false
      const over = () => {
        isOver = true
      }
      work.then(over, over)
      for (let idle = 0; !isOver && idle < STUCK; idle = waiting.length === 0 ? idle + 1 : 0) {
        next()
        // After a turn everybody who could go on has gone on, and waits here or is done.
        await turn()
      }
      if (!isOver)
        throw new Error('Nothing waits for its turn any more, and the work is not done: somebody waits for ever.')
      return work
    },
    order: () => gone,
  }
}

/**
 * A store each of whose calls waits twice for its turn: before the store gets it, and before its caller gets the answer.
 * @param name the caller's, as it stands in the order that is printed
 */
export const scheduled = (store: EventStore, { pass }: Scheduler, name: string): EventStore => {
  const called =
    <L, A>(label: string, task: TaskEither<L, A>): TaskEither<L, A> =>
    async () => {
      await pass(`${name}: ${label}`)
      const answer = await task()
      await pass(`${name}: ${label} is answered`)
      return answer
    }
  async function* follow(after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) {
      await pass(`${name}: a page of follow`)
      if (signal.aborted) return
      yield item
    }
  }
  return {
    limits: store.limits,
    append: (stream, expected, events) => called(`append to ${stream}`, store.append(stream, expected, events)),
    readStream: (stream, from, limit) => called(`read ${stream} from ${from}`, store.readStream(stream, from, limit)),
    readAll: (after, limit, filter) => called(`read all after ${after}`, store.readAll(after, limit, filter)),
    follow,
    head: () => called('head', store.head()),
    describe: () => called('describe', store.describe()),
    close: store.close,
  }
}
