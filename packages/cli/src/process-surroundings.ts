import type { Writable } from 'node:stream'
import { openKeyring } from './keyring.js'
import { openStore } from './stores.js'
import type { Out, Surroundings } from './surroundings.js'

/** Characters in a line where nothing tells: a file or a pipe. */
const COLUMNS = 100

/** What `perca` needs of a process's stream. */
type Stream = Pick<NodeJS.WritableStream, 'on'> &
  Pick<Writable, 'write' | 'writableLength'> & { readonly isTTY?: boolean; readonly columns?: number | undefined }

/** A stream of this process as a place where text goes. */
export const outOf = (stream: Stream): Out => {
  const leaving = new AbortController()
  const gone = leaving.signal
  // The reader of a pipe may go away, as `head` does; that ends the output and is no error.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error
    leaving.abort()
  })
  return {
    write: (text) => {
      if (!gone.aborted) stream.write(text)
    },
    ready: () =>
      new Promise((resolve) => {
        if (gone.aborted || stream.writableLength === 0) resolve()
        else stream.write('', () => resolve())
      }),
    gone,
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? COLUMNS,
  }
}

/** What is around a process: its streams, its environment, and SIGINT to stop it. A second SIGINT ends it at once. */
export const processSurroundings = (version: string): Surroundings => {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  return {
    stdout: outOf(process.stdout),
    stderr: outOf(process.stderr),
    env: process.env,
    stop: stopping.signal,
    clock: () => performance.now(),
    version,
    openStore,
    openKeyring: openKeyring(process.env),
    now: () => new Date(),
  }
}
