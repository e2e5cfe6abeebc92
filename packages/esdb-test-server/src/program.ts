/**
 * The server itself, in a process of its own. It takes its settings as JSON in its first argument, says its port when it takes
 * calls, and then does what it is told line by line on its standard input; where that ends, it ends.
 */

import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb.js'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { UUID } from '@eventstore/db-client/generated/shared_pb.js'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { Server, ServerCredentials, type sendUnaryData, status } from '@grpc/grpc-js'
import { appendCall, batchAppendCall, deleteCall, failure, type Served, tombstoneCall } from './append-call.js'
import { faultState } from './faults.js'
import { openLog } from './log.js'
import type { Order, Settings } from './orders.js'
import { readCall } from './read-call.js'

const settings: Settings = JSON.parse(process.argv[2] ?? '')
const { directory, version, maxAppendBytes, batchAppend, lateBy } = settings
const host = '127.0.0.1'
mkdirSync(directory, { recursive: true })
const log = openLog(join(directory, 'log'), maxAppendBytes)
const faults = faultState()
const server = new Server({ 'grpc.max_receive_message_length': 64 * 1024 * 1024 })

const sockets = new Set<Socket>()
const drop = () => {
  for (const socket of sockets) socket.destroy()
}

/** Where gRPC's own server listens; 0: not yet. */
let target = 0

/** Before the server stands a door, which can be shut on everybody: gRPC's own server breaks no single connection. */
const door = createServer((outside) => {
  const inside = connect(target, host)
  for (const socket of [outside, inside]) {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      outside.destroy()
      inside.destroy()
    })
  }
  outside.pipe(inside)
  inside.pipe(outside)
})

const supportedMethods = (_: unknown, callback: sendUnaryData<SupportedMethods>): void => {
  if (faults.next((due) => due === 'supported-methods-fail') !== null) {
    callback(failure(status.INTERNAL, 'It fails once.'))
    return
  }
  const service = 'event_store.client.streams.streams'
  const names = ['read', 'append', 'delete', 'tombstone', ...(batchAppend ? ['batchappend'] : [])]
  const methods = names.map((name) =>
    new SupportedMethod().setMethodName(name).setServiceName(service).setFeaturesList(['all', 'stream']),
  )
  callback(null, new SupportedMethods().setMethodsList(methods).setEventStoreServerVersion(version))
}

const gossip =
  (port: number) =>
  (_: unknown, callback: sendUnaryData<ClusterInfo>): void => {
    const member = new MemberInfo()
      .setInstanceId(new UUID().setString(randomUUID()))
      .setTimeStamp(String(Date.now() * 10_000))
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port))
    callback(null, new ClusterInfo().setMembersList([member]))
  }

const say = (line: string) => process.stdout.write(`${line}\n`)

const [major = 0, minor = 0] = version.split('.').map(Number)
const readable = { log, tellsCaughtUp: major > 23 || (major === 23 && minor >= 10) }

/** The services, with the door's port, which their answers name. The generated definitions bear no types. */
const addServices = (port: number): void => {
  const served: Served = { log, faults, host, port, drop, lateBy }
  server.addService(StreamsService, {
    read: readCall(readable),
    append: appendCall(served),
    batchAppend: batchAppendCall(served),
    delete: deleteCall(served),
    tombstone: tombstoneCall(served),
  })
  server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods })
  server.addService(GossipService, { read: gossip(port) })
}

door.listen(settings.port, host, () => {
  // A door that listens on TCP has an address with a port.
  const { port } = door.address() as AddressInfo
  addServices(port)
  server.bindAsync(`${host}:0`, ServerCredentials.createInsecure(), (error, bound) => {
    if (error !== null) throw error
    target = bound
    say(JSON.stringify({ port }))
  })
})

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order: Order = JSON.parse(line)
    if (order.kind === 'fault') faults.set(order.fault, order.times)
    say(JSON.stringify({ held: faults.held() }))
  })
  .on('close', () => process.exit(0))
