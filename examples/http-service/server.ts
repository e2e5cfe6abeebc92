// The service on this machine alone, until it is stopped: `node start.mjs`.
import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { perca } from '@perca/core'
import { openUrl } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Callers, service } from './service.js'

/** Who may call, as the environment says it: `{"<token>": {"actor": {"id": "desk-1", "role": "registrar"}, "programmeId": "kediri"}}`. */
const CallersJson = t.record(
  t.string,
  t.type({ actor: t.type({ id: t.string, role: t.string }), programmeId: t.string }),
)

const callersIn = (text: string | undefined): Callers | undefined => {
  try {
    const read = CallersJson.decode(JSON.parse(text ?? ''))
    return E.isLeft(read) ? undefined : new Map(Object.entries(read.right))
  } catch {
    return undefined
  }
}

const callers = callersIn(process.env['PERCA_CALLERS'])
const opened = await openUrl(process.env['PERCA_STORE'] ?? 'sqlite:perca.db', { durability: 'full' })()
if (callers === undefined) {
  console.error('PERCA_CALLERS should say who may call: {"<token>": {"actor": {"id", "role"}, "programmeId"}}.')
  process.exitCode = 2
} else if (E.isLeft(opened)) {
  console.error(opened.left.message)
  process.exitCode = 1
} else {
  const store = opened.right
  const domain = perca({
    store,
    clock: () => new Date(),
    newId: randomUUID,
    sender: { actor: { id: 'service', role: 'policy' }, programmeId: null },
  })
  const server = serve({
    fetch: service(domain, callers).fetch,
    hostname: '127.0.0.1',
    port: Number(process.env['PORT'] ?? 3000),
  })
  // What was acknowledged is in the file already; the rest of a request may end before the store is closed.
  process.once('SIGTERM', () => server.close(() => void store.close()()))
  server.once('listening', () => console.log(`Listening on ${JSON.stringify(server.address())}`))
}
