// node run.mjs stores <sqlite|postgres|eventstoredb>: append, load, read and follow, each beside the driver alone and a peer.
import type { NewEvent } from '@perca/eventsourcing'
import { byTurns, judge, rateText, ratio, type Work } from './measure.js'
import { newEvent, someIds } from './sample.js'
import type { Database, Engine } from './stores/engine.js'
import { eventStoreDb } from './stores/eventstoredb.js'
import { latencies, latencyText } from './stores/latency.js'
import { postgres } from './stores/postgres.js'
import { sqlite } from './stores/sqlite.js'

const databases: Readonly<Record<string, () => Promise<Database>>> = { sqlite, postgres, eventstoredb: eventStoreDb }
const [, , , name = ''] = process.argv
const open = databases[name]
if (open === undefined) throw new Error(`Name one of ${Object.keys(databases).join(', ')}.`)

/** `PERCA_BENCH_ROUNDS`: more rounds on a noisy machine. */
const rounds = Number(process.env['PERCA_BENCH_ROUNDS'] ?? 5)
const people = someIds(1_000)
const streams = someIds(2_000).map((id) => `participant-${id}`)

const several = (count: number): readonly NewEvent[] => Array.from({ length: count }, () => newEvent(people))
const someStream = () => streams[Math.floor(Math.random() * streams.length)] ?? ''

/** So many appends of a size, by writers that each wait for the answer before they append again. */
const appending =
  (engine: Engine, appends: number, size: number, writers: number): Work =>
  async () => {
    const write = async () => {
      for (let n = 0; n < appends / writers; n++) await engine.append(someStream(), several(size))
    }
    await Promise.all(Array.from({ length: writers }, write))
    return appends * size
  }

const loading =
  (engine: Engine, stream: string, times: number): Work =>
  async () => {
    let events = 0
    for (let n = 0; n < times; n++) events += await engine.load(stream)
    return events
  }

/** Streams of 100 and 1,000 events, and 10,000 events in all. */
const fill = async (engine: Engine) => {
  for (const size of [100, 1_000]) {
    for (let n = 0; n < size; n += 100) await engine.append(`length-${size}`, several(100))
  }
  await appending(engine, 90, 100, 1)()
}

const database = await open()
const { perca, raw, peer } = database
const engines: readonly (readonly [string, Engine])[] = [
  ['raw', raw],
  ['Perca', perca],
  ...(peer === null ? [] : [['peer', peer] as const]),
]
console.log(`${database.name}: ${database.settings}`)
if (peer === null) console.log(`no peer: ${database.peerHint}`)
for (const [, engine] of engines) await fill(engine)

const works: readonly (readonly [string, (engine: Engine) => Work | null])[] = [
  ['append 1', (engine) => appending(engine, 200, 1, 1)],
  ['append 5', (engine) => appending(engine, 100, 5, 1)],
  ['append 1, 32 waiting', (engine) => appending(engine, 640, 1, 32)],
  ['load 100', (engine) => loading(engine, 'length-100', 20)],
  ['load 1,000', (engine) => loading(engine, 'length-1000', 5)],
  ['read all', ({ readAll }) => readAll],
]
const measured = new Map<string, Readonly<Record<string, readonly number[]>>>()
for (const [what, workOf] of works) {
  const turns = engines.flatMap(([who, engine]) => {
    const work = workOf(engine)
    return work === null ? [] : [[who, work] as const]
  })
  await byTurns(1, Object.fromEntries(turns))
  const rates = await byTurns(rounds, Object.fromEntries(turns))
  measured.set(what, rates)
  for (const [who, figures] of Object.entries(rates)) {
    const of = [
      who === 'raw' || rates['raw'] === undefined ? '' : `${ratio(figures, rates['raw'])} of raw`,
      who === 'Perca' && rates['peer'] !== undefined ? `${ratio(figures, rates['peer'])} of the peer` : '',
    ]
    console.log(`${what.padEnd(22)} ${who.padEnd(6)} ${rateText(figures).padEnd(32)} ${of.filter(Boolean).join(', ')}`)
  }
}

for (const [who, engine] of engines) {
  if (engine.follow === null) continue
  const figures = await latencies(engine, 200, () => [someStream(), newEvent(people)])
  console.log(`follow latency         ${who.padEnd(6)} ${latencyText(figures)}`)
}

const of = (what: string, one: string, what2: string, other: string) =>
  ratio(measured.get(what)?.[one] ?? [], measured.get(what2)?.[other] ?? [])
const goals: Readonly<Record<string, () => void>> = {
  sqlite: () => {
    judge('append 1, of raw', of('append 1', 'Perca', 'append 1', 'raw'), 0.7)
    if (peer !== null) judge('append 1, of the peer', of('append 1', 'Perca', 'append 1', 'peer'), 5)
    judge('32 waiting, of append 1', of('append 1, 32 waiting', 'Perca', 'append 1', 'Perca'), 4)
  },
  postgres: () => {
    judge('append 1, of a raw INSERT', of('append 1', 'Perca', 'append 1', 'raw'), 0.5)
    judge('append 1, of the peer', of('append 1', 'Perca', 'append 1', 'peer'), 1.3)
    judge('32 waiting, of a raw INSERT', of('append 1, 32 waiting', 'Perca', 'append 1', 'raw'), 4)
  },
}
goals[name]?.()
judge('load of 1,000, of the raw SELECT', of('load 1,000', 'Perca', 'load 1,000', 'raw'), 0.5)
if (raw.readAll !== null) judge('read all, of raw pages', of('read all', 'Perca', 'read all', 'raw'), 0.7)
await database.close()
