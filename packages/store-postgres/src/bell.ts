/** Tells those who wait that the log may have grown. */
export interface Bell {
  readonly ring: () => void
  /** How often it rang: who reads remembers it, and so hears what rang while they read. */
  readonly rung: () => number
  /** Resolves at the next ring behind the remembered one, when the time in milliseconds is over, or when `signal` says stop. */
  readonly wait: (since: number, atMost: number, signal: Stop) => Promise<void>
}

interface Stop {
  readonly aborted: boolean
  readonly addEventListener: (type: 'abort', listener: () => void, options?: { readonly once?: boolean }) => void
}

export const bell = (): Bell => {
  const listeners = new Set<() => void>()
  const stops = new WeakMap<Stop, { listener: () => void }>()
  let count = 0
  /** One listener for each signal, however often somebody waits under it. */
  const onStop = (signal: Stop, listener: () => void) => {
    const known = stops.get(signal)
    if (known !== undefined) {
      known.listener = listener
      return
    }
    const entry = { listener }
    stops.set(signal, entry)
    signal.addEventListener('abort', () => entry.listener(), { once: true })
  }
  return {
    ring: () => {
      count += 1
      for (const wake of [...listeners]) wake()
    },
    rung: () => count,
    wait: (since, atMost, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || count !== since) {
          resolve()
          return
        }
        const wake = () => {
          clearTimeout(timer)
          listeners.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, atMost)
        listeners.add(wake)
        onStop(signal, wake)
      }),
  }
}
