import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type TcpProxy, tcpProxy } from './tcp-proxy.js'

/** A server that says everything back, and remembers what it was told. */
const echo = async () => {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      heard.push(bytes.toString())
      socket.write(bytes)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { port: address.port, heard, sockets }
}

/** A client that can wait for what it is told. */
const connected = async ({ port }: TcpProxy) => {
  const socket = createConnection({ host: '127.0.0.1', port })
  const heard: string[] = []
  let lost = false
  const wakes = new Set<() => void>()
  const look = () => {
    for (const wake of wakes) wake()
  }
  socket.on('data', (bytes) => {
    heard.push(bytes.toString())
    look()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    lost = true
    look()
  })
  onTestFinished(() => {
    socket.destroy()
  })
  await new Promise<void>((resolve) => {
    socket.once('connect', () => resolve())
    socket.once('close', () => resolve())
  })
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise<void>((resolve) => wakes.add(resolve))
  }
  return {
    socket,
    heard: () => heard.join(''),
    say: (text: string) => socket.write(text),
    hears: (text: string) => until(() => heard.slice(-3).join('').endsWith(text)),
    isLost: () => until(() => lost),
  }
}

const opened = async () => {
  const server = await echo()
  const proxy = await tcpProxy({ port: server.port })
  onTestFinished(proxy.close)
  return { server, proxy }
}

/** Waits until the server was told it. */
const told = async (server: { readonly heard: readonly string[] }, text: string) => {
  while (!server.heard.join('').includes(text)) await new Promise((resolve) => setImmediate(resolve))
}

test('a proxy passes on what it is told, both ways, to the letter, a megabyte too', async () => {
  const { proxy } = await opened()
  const client = await connected(proxy)
  const text = `${'0123456789'.repeat(100_000)}!`
  client.say(text)
  await client.hears('!')
  expect(client.heard()).toBe(text)
})

test('delay holds up every byte, and keeps their order', async () => {
  const { proxy } = await opened()
  const client = await connected(proxy)
  proxy.delay(40)
  const start = performance.now()
  for (const word of ['one ', 'two ', 'three']) client.say(word)
  await client.hears('three')
  expect(performance.now() - start).toBeGreaterThanOrEqual(79)
  expect(client.heard()).toBe('one two three')
})

test('cut resets open connections and new ones; heal lets new ones through', async () => {
  const { proxy } = await opened()
  const [before, other] = [await connected(proxy), await connected(proxy)]
  before.say('there')
  await before.hears('there')
  proxy.cut()
  await Promise.all([before.isLost(), other.isLost()])
  await (await connected(proxy)).isLost()
  proxy.heal()
  const after = await connected(proxy)
  after.say('again')
  await after.hears('again')
})

test('cutOnReply lets the request through: it is done, and nobody is told', async () => {
  const { proxy, server } = await opened()
  const client = await connected(proxy)
  proxy.cutOnReply()
  client.say('append')
  await client.isLost()
  expect(server.heard).toEqual(['append'])
  expect(client.heard()).toBe('')
})

test('halfOpen loses everything without an error, and heal resets the connections that lost something', async () => {
  const { proxy, server } = await opened()
  const [talking, silent] = [await connected(proxy), await connected(proxy)]
  talking.say('first')
  await talking.hears('first')
  silent.say('second')
  await silent.hears('second')
  proxy.halfOpen()
  talking.say('lost')
  // What another connection is not told either: the loss is not one of time.
  const witness = await tcpProxy({ port: server.port })
  onTestFinished(witness.close)
  const onlooker = await connected(witness)
  onlooker.say('onlooker')
  await onlooker.hears('onlooker')
  expect(server.heard).not.toContain('lost')
  expect(talking.socket.destroyed).toBe(false)
  proxy.heal()
  await talking.isLost()
  silent.say('still here')
  await silent.hears('still here')
})

test('halfOpen for replies loses what the server says alone', async () => {
  const { proxy, server } = await opened()
  const client = await connected(proxy)
  proxy.halfOpen('replies')
  client.say('append')
  await told(server, 'append')
  expect(client.heard()).toBe('')
  expect(client.socket.destroyed).toBe(false)
})

test('slowReader makes a server that says much wait, and loses nothing', async () => {
  const { proxy, server } = await opened()
  const client = await connected(proxy)
  client.say('hello')
  await client.hears('hello')
  proxy.slowReader(1)
  const [socket] = server.sockets
  const much = 'x'.repeat(32 * 1024 * 1024)
  // False: the buffers on the way are full.
  expect(socket?.write(`${much}!`)).toBe(false)
  expect(socket?.writableLength).toBeGreaterThan(0)
  proxy.heal()
  await client.hears('!')
  expect(client.heard().length).toBe('hello'.length + much.length + 1)
})

test('a client that ends its side still gets what the server had to say', async () => {
  const { proxy } = await opened()
  const client = await connected(proxy)
  client.socket.end('last words')
  await client.isLost()
  expect(client.heard()).toBe('last words')
})

test('a server that is not there resets its client, and closing twice is no error', async () => {
  const { server, proxy } = await opened()
  const nowhere = await tcpProxy({ port: server.port })
  await nowhere.close()
  await nowhere.close()
  const lost = await tcpProxy({ port: nowhere.port })
  onTestFinished(lost.close)
  await (await connected(lost)).isLost()
  expect(lost.connections()).toBe(0)
  expect(proxy.connections()).toBe(0)
})
