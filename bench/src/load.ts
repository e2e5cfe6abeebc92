import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aggregates, participant, stock } from '@perca/core'
import { deciderOf, derivedId, type Event, eventReader, fold, type NewEvent } from '@perca/eventsourcing'
import { sqliteStore } from '@perca/store-sqlite'
import { must } from './filled.js'
import { byTurns, judge, rateText, ratio } from './measure.js'
import { rawOn } from './raw.js'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
let made = 0
const next = (): number => {
  made += 1
  return made
}
const day = (n: number): string => new Date(Date.UTC(2010, 0, 1 + n)).toISOString().slice(0, 10)

const newEvent = (n: number, type: string, effectiveOn: string, data: NewEvent['data']): NewEvent => ({
  id: derivedId(ID, `${type}.${next()}`),
  type,
  data,
  metadata: {
    commandId: derivedId(ID, `command.${type}.${n}`),
    correlationId: derivedId(ID, `command.${type}.${n}`),
    causationId: null,
    actor: { id: 'registers', role: 'registrar' },
    programmeId: 'kediri',
    subjects: [ID],
    effectiveOn: effectiveOn as NewEvent['metadata']['effectiveOn'],
    schemaVersion: 1,
  },
})

const mark = (n: number) =>
  newEvent(n, 'AttendanceRecorded', day(n), {
    sessionId: `kediri.${day(n)}`,
    programmeId: 'kediri',
    status: 'present',
    minutes: null,
    basis: { enrolmentId: ID, assessmentId: ID },
  })

const batch = (n: number) =>
  newEvent(n, 'ItemsMade', day(Math.floor(n / 12)), {
    programmeId: 'kediri',
    sku: 'KPR-TAS',
    batchId: derivedId(ID, `batch.${n}`),
    grade: 'A',
    quantity: 3,
    makers: [{ participantId: ID, parts: 1 }],
    sessionId: null,
  })

const folder = mkdtempSync(join(tmpdir(), 'perca-bench-'))
const file = join(folder, 'load.db')
const store = must(await sqliteStore({ file, durability: 'relaxed' })())
const write = async (stream: string, events: readonly NewEvent[]) => {
  for (let n = 0; n < events.length; n += 500) must(await store.append(stream, 'any', events.slice(n, n + 500))())
}
const sizes = [100, 1_000, 2_000] as const
for (const size of sizes)
  await write(
    `participant-${size}`,
    Array.from({ length: size }, (_, n) => mark(n)),
  )
await write(
  'stock-50000',
  Array.from({ length: 50_000 }, (_, n) => batch(n)),
)
must(await store.durable()())
const raw = rawOn(file)
const reader = eventReader(aggregates)

const load = (name: string, size: number, aggregate: { readonly initialState: unknown }) => async () => {
  const events: Event[] = []
  for (let from = 0; from < size; from += 1_000) {
    for (const stored of must(await store.readStream(name, from, 1_000)())) events.push(must(reader(stored)).event)
  }
  fold(aggregate as Parameters<typeof fold>[0], events)
  return size
}

/** The floor: the driver's rows, and JSON.parse of data and metadata. */
const floor = (number: number) => async () => {
  const rows = raw.stream(number)
  for (const row of rows) {
    JSON.parse(String(row[5]))
    JSON.parse(String(row[6]))
  }
  return rows.length
}

const people = deciderOf(participant)
const goods = deciderOf(stock)
const rates = await byTurns(25, {
  'raw + JSON.parse, 100': floor(1),
  'load + decode + fold, 100': load('participant-100', 100, people),
  'raw + JSON.parse, 1,000': floor(2),
  'load + decode + fold, 1,000': load('participant-1000', 1_000, people),
  'raw + JSON.parse, 2,000': floor(3),
  'load + decode + fold, 2,000': load('participant-2000', 2_000, people),
})
console.log('load of a participant from a SQLite file; events/s, median (min..max) of 25')
for (const [name, figures] of Object.entries(rates)) console.log(`${name.padEnd(30)} ${rateText(figures)}`)
judge(
  'floor / load of 1,000 (at most 4 times the floor)',
  ratio(rates['load + decode + fold, 1,000'], rates['raw + JSON.parse, 1,000']),
  0.25,
)

const long = await byTurns(5, {
  'raw + JSON.parse, 50,000': floor(4),
  'load + decode + fold, 50,000': load('stock-50000', 50_000, goods),
})
console.log('load of a stock stream of 50,000; events/s, median (min..max) of 5')
for (const [name, figures] of Object.entries(long)) console.log(`${name.padEnd(30)} ${rateText(figures)}`)
console.log(
  `of the rate at 2,000: ${(ratio(long['load + decode + fold, 50,000'], rates['load + decode + fold, 2,000'].slice(0, 5))).toFixed(2)}`,
)
must(await store.close()())
raw.close()
rmSync(folder, { recursive: true })
