import type { Client } from 'pg'

/** Between two attempts to listen again, in milliseconds. */
const pace = 250

/** A connection of its own that hears when the log grows, in whatever process. */
export interface Listener {
  /** Begins to listen, where nobody has asked before. */
  readonly start: () => void
  readonly stop: () => Promise<void>
}

/**
 * Listens on a channel. A connection that is lost is made anew for as long as it takes, and rings once then: what was told in
 * between was told to nobody. Where it can't listen, followers look by themselves from time to time.
 *
 * @param connect makes a connection that is not open yet; it belongs to the listener
 */
export const listener = (channel: string, connect: () => Client, onGrown: () => void): Listener => {
  let isWanted = false
  let client: Client | undefined
  let retry: NodeJS.Timeout | undefined
  let opening: Promise<void> = Promise.resolve()

  const open = async (): Promise<void> => {
    const mine = connect()
    client = mine
    let isLost = false
    const lost = () => {
      if (isLost) return
      isLost = true
      if (client === mine) client = undefined
      mine.end().catch(() => undefined)
      if (!isWanted) return
      // It must not keep a process alive that has nothing else to do.
      retry = setTimeout(begin, pace).unref()
    }
    mine.on('error', lost)
    mine.on('end', lost)
    mine.on('notification', onGrown)
    try {
      await mine.connect()
      await mine.query(`LISTEN "${channel}"`)
      onGrown()
    } catch {
      lost()
    }
  }

  const begin = () => {
    if (isWanted) opening = open()
  }

  return {
    start: () => {
      if (isWanted) return
      isWanted = true
      begin()
    },
    stop: async () => {
      isWanted = false
      clearTimeout(retry)
      await opening
      await client?.end().catch(() => undefined)
    },
  }
}
