import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

/** Where a proxy leads. */
export interface ProxyTarget {
  /** Default: 127.0.0.1. */
  readonly host?: string
  readonly port: number
}

/** A bad network between a client and a server, on the loopback interface. Each fault lasts until `heal`. */
export interface TcpProxy {
  /** Where the client connects to, on 127.0.0.1. */
  readonly port: number
  /** How many connections are open. */
  readonly connections: () => number
  /** Holds up every byte, both ways, for so many milliseconds. Order stays. */
  readonly delay: (milliseconds: number) => void
  /** Resets every connection, and every new one as soon as it is made. */
  readonly cut: () => void
  /** Lets requests through and resets a connection when its server answers: it was done, and nobody is told. */
  readonly cutOnReply: () => void
  /**
   * Takes every byte and passes none on, as a cable does that was pulled out: nobody gets an error. `replies`: only what
   * the server says is lost. What was lost stays so: `heal` resets the connections that lost something.
   */
  readonly halfOpen: (lost?: 'everything' | 'replies') => void
  /** Reads from the server at most so many bytes a second, so that its buffers fill; default 1,024. */
  readonly slowReader: (bytesPerSecond?: number) => void
  /** Makes the network good again, for the connections that are left and for new ones. */
  readonly heal: () => void
  /** Ends every connection and the proxy. Closing twice is no error. */
  readonly close: () => Promise<void>
}

type Weather =
  | { readonly kind: 'clear' | 'cut' | 'cutOnReply' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'halfOpen'; readonly lost: 'everything' | 'replies' }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }

/** What changes the weather, and what a connection then does. */
interface Connection {
  readonly reset: () => void
  /** Resets it where bytes of it were lost: what comes after them would make no sense. */
  readonly resetIfLossy: () => void
}

/** How often a slow reader reads a little, in milliseconds. */
const PACE = 20

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Opens a proxy on a free port of 127.0.0.1. It understands no protocol: it passes bytes on, or not.
 * @param target the server; it need not be there yet
 */
export const tcpProxy = async (target: ProxyTarget): Promise<TcpProxy> => {
  let weather: Weather = { kind: 'clear' }
  const connections = new Set<Connection>()

  const connect = (client: Socket): void => {
    client.on('error', () => undefined)
    if (weather.kind === 'cut') {
      client.resetAndDestroy()
      return
    }
    const server = createConnection({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true })
    let isLossy = false
    const reset = () => {
      for (const socket of [client, server]) {
        if (!socket.destroyed) socket.resetAndDestroy()
      }
      connections.delete(connection)
    }
    const connection: Connection = { reset, resetIfLossy: () => (isLossy ? reset() : undefined) }
    connections.add(connection)

    /** Writes, and waits while the other side takes no more. */
    const write = async (to: Socket, bytes: Buffer): Promise<void> => {
      if (to.destroyed || to.write(bytes)) return
      await Promise.race([once(to, 'drain'), once(to, 'close')]).catch(() => undefined)
    }

    const slowly = async (to: Socket, bytes: Buffer): Promise<void> => {
      let at = 0
      while (at < bytes.length && !to.destroyed) {
        const size =
          weather.kind === 'slow' ? Math.max(1, Math.floor((weather.bytesPerSecond * PACE) / 1_000)) : Infinity
        await write(to, bytes.subarray(at, at + size))
        at += size
        if (at < bytes.length) await sleep(PACE)
      }
    }

    const pass = (from: Socket, to: Socket, isReply: boolean): void => {
      /** What was read is passed on in its order, however long each piece is held up. */
      let before: Promise<unknown> = Promise.resolve()
      const isLost = () => weather.kind === 'halfOpen' && (isReply || weather.lost === 'everything')
      from.on('data', (bytes: Buffer) => {
        if (isLost()) {
          isLossy = true
          return
        }
        if (isReply && weather.kind === 'cutOnReply') {
          reset()
          return
        }
        const due = Date.now() + (weather.kind === 'delay' ? weather.milliseconds : 0)
        const holds = isReply && weather.kind === 'slow'
        // Only a slow reader stops reading; a delay holds up what was read.
        if (holds) from.pause()
        before = before.then(async () => {
          const wait = due - Date.now()
          if (wait > 0) await sleep(wait)
          await (holds ? slowly(to, bytes) : write(to, bytes))
          if (holds) from.resume()
        })
      })
      from.on('end', () => {
        if (isLost()) isLossy = true
        else void before.then(() => to.end())
      })
      from.on('error', reset)
      from.on('close', () => {
        if (isLost()) isLossy = true
        else if (client.destroyed && server.destroyed) connections.delete(connection)
        else if (from.readableEnded) void before.then(() => to.end())
        else reset()
      })
    }
    pass(client, server, false)
    pass(server, client, true)
  }

  const listener = createServer({ allowHalfOpen: true }, connect)
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  // A listener on a port has an address that is no text.
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  const change = (next: Weather) => {
    weather = next
  }
  const resetAll = () => {
    for (const connection of [...connections]) connection.reset()
  }
  return {
    port: address.port,
    connections: () => connections.size,
    delay: (milliseconds) => change({ kind: 'delay', milliseconds }),
    cut: () => {
      change({ kind: 'cut' })
      resetAll()
    },
    cutOnReply: () => change({ kind: 'cutOnReply' }),
    halfOpen: (lost = 'everything') => change({ kind: 'halfOpen', lost }),
    slowReader: (bytesPerSecond = 1_024) => change({ kind: 'slow', bytesPerSecond }),
    heal: () => {
      change({ kind: 'clear' })
      for (const connection of [...connections]) connection.resetIfLossy()
    },
    close: async () => {
      resetAll()
      if (!listener.listening) return
      listener.close()
      await once(listener, 'close')
    },
  }
}
