import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const start = fileURLToPath(new URL('start.mjs', import.meta.url))
const callers = JSON.stringify({ 'a-token': { actor: { id: 'desk-1', role: 'registrar' }, programmeId: 'kediri' } })

/** The process, and all that it has printed. */
const spawned = (env: { readonly [name: string]: string }) => {
  const child = spawn(process.execPath, [start], { env: { PATH: process.env['PATH'], ...env } })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  return { child, printed: () => out }
}

/** Resolves once the process prints this, or rejects where it ends without. */
const says = async ({ child, printed }: ReturnType<typeof spawned>, text: string): Promise<void> => {
  const ended = once(child, 'exit')
  for (;;) {
    if (printed().includes(text)) return
    const next = await Promise.race([once(child.stdout, 'data'), ended.then(() => 'ended')])
    if (next === 'ended' && !printed().includes(text)) throw new Error(printed())
  }
}

test('the process listens on this machine alone, answers, and ends when it is told to', async () => {
  const service = spawned({ PERCA_STORE: 'sqlite::memory:', PERCA_CALLERS: callers, PORT: '0' })
  try {
    await says(service, 'Listening on ')
    const { address, port } = JSON.parse(service.printed().slice('Listening on '.length))
    expect(address).toBe('127.0.0.1')
    const ask = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/orders/x`, { headers })).status
    expect([await ask({}), await ask({ authorization: 'Bearer a-token' })]).toEqual([401, 404])
    const exit = once(service.child, 'exit')
    service.child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
  } finally {
    service.child.kill('SIGKILL')
  }
})

test.each([
  ['no callers', {}],
  ['callers that are no JSON', { PERCA_CALLERS: '{' }],
  ['a caller without a role', { PERCA_CALLERS: '{"a":{"actor":{"id":"b"},"programmeId":"kediri"}}' }],
])('%s: it says what the environment should say, and does not start', async (_, env) => {
  const service = spawned({ PERCA_STORE: 'sqlite::memory:', ...env })
  const [code] = await once(service.child, 'exit')
  expect([code, service.printed()]).toEqual([2, expect.stringContaining('PERCA_CALLERS should say who may call')])
})
