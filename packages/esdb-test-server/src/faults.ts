/**
 * What goes wrong: the process dies, no answer comes, or late, the connection breaks, another node is the leader, the server is
 * not ready, the call that lists the server's methods fails. `hold`: appends stand before their write until the fault is taken
 * back; a process that is killed meanwhile has not written them.
 */
export type Fault =
  | 'die-before-write'
  | 'die-after-write'
  | 'no-answer-before-write'
  | 'no-answer-after-write'
  | 'late-answer'
  | 'drop-connection-before-write'
  | 'drop-connection-after-write'
  | 'not-leader'
  | 'unavailable-after-write'
  | 'not-ready'
  | 'supported-methods-fail'
  | 'hold'

/** The fault that is set, and for how many appends yet. */
export interface FaultState {
  readonly set: (fault: Fault | null, times: number) => void
  /** The fault of this call, counted down. */
  readonly next: (isOf: (fault: Fault) => boolean) => Fault | null
  /** Runs it now, or when what is held is let go. */
  readonly whenLetGo: (run: () => void) => void
  /** How many appends are held. */
  readonly held: () => number
}

export const faultState = (): FaultState => {
  let [fault, times]: [Fault | null, number] = [null, 0]
  let waiting: (() => void)[] = []
  return {
    set: (next, count) => {
      ;[fault, times] = [next, count]
      if (next === 'hold') return
      const runs = waiting
      waiting = []
      for (const run of runs) run()
    },
    next: (isOf) => {
      if (fault === null || fault === 'hold' || times === 0 || !isOf(fault)) return null
      times -= 1
      return fault
    },
    whenLetGo: (run) => {
      if (fault === 'hold') waiting.push(run)
      else run()
    },
    held: () => waiting.length,
  }
}
