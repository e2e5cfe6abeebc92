import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aggregates, boundary } from '@perca/core'
import { application, type StoredEvent } from '@perca/eventsourcing'
import { type AgencySize, generateRegisters, writeRegisters } from '@perca/example-registers'
import { type Imported, importRegisters, readSource } from '@perca/registers'
import { sqliteStore } from '@perca/store-sqlite'
import { DatabaseSync } from '@photostructure/sqlite'
import { must } from './filled.js'
import { judge, spread, spreadText } from './measure.js'

/** What one import took: CPU of the whole process in seconds, and what it held at most. */
interface Cost {
  readonly cpu: number
  readonly wall: number
  readonly floor: number
  readonly imported: Imported
  readonly megabytes: number
}

const folder = mkdtempSync(join(tmpdir(), 'perca-bench-'))

/** The floor: the driver alone writes the very same events, one transaction an append, relaxed, into a bare table. */
const rawly = (events: readonly StoredEvent[]): number => {
  const db = new DatabaseSync(join(folder, 'raw.db'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  db.exec(
    'CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, id TEXT, type TEXT, data TEXT, metadata TEXT, UNIQUE (stream, revision))',
  )
  const insert = db.prepare('INSERT INTO event (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)')
  const started = process.cpuUsage()
  let command = ''
  for (const { stream, revision, id, type, data, metadata } of events) {
    const meta = JSON.stringify(metadata)
    const sentBy = /"commandId":"([^"]+)"/.exec(meta)?.[1] ?? ''
    if (sentBy !== command) {
      if (command !== '') db.exec('COMMIT')
      db.exec('BEGIN')
      command = sentBy
    }
    insert.run(stream, revision, id, type, JSON.stringify(data), meta)
  }
  db.exec('COMMIT')
  const { user, system } = process.cpuUsage(started)
  db.close()
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `raw.db${end}`), { force: true })
  return (user + system) / 1e6
}

/** Imports a folder into a fresh file, as the command line does: from reading the spreadsheets to the checkpoint. */
const costOf = async (source: string): Promise<Cost> => {
  const file = join(folder, 'import.db')
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) rmSync(file + end)
  const [started, since] = [process.cpuUsage(), performance.now()]
  const store = must(await sqliteStore({ file, durability: 'relaxed' })())
  const registers = must(await readSource(source)())
  const imported = must(await importRegisters(application({ store, aggregates, boundary }), registers)())
  must(await store.durable()())
  const { user, system } = process.cpuUsage(started)
  const wall = (performance.now() - since) / 1000
  const megabytes = process.memoryUsage.rss() / 1e6
  const events: StoredEvent[] = []
  for (let after: string | null = null, isOver = false; !isOver; ) {
    const page: { readonly events: readonly StoredEvent[]; readonly next: string | null; readonly end: boolean } = must(
      await store.readAll(after, 5_000)(),
    )
    events.push(...page.events)
    ;[after, isOver] = [page.next, page.end]
  }
  must(await store.close()())
  return { cpu: (user + system) / 1e6, wall, floor: rawly(events), imported, megabytes }
}

const print = (what: string, costs: readonly Cost[]): void => {
  const [{ imported }] = costs as readonly [Cost, ...Cost[]]
  console.log(`${what}: ${imported.rows} rows, ${imported.events} events, ${imported.refused.length} refused`)
  console.log(
    `  CPU        ${spreadText(
      costs.map(({ cpu }) => cpu),
      's',
    )}`,
  )
  console.log(
    `  wall       ${spreadText(
      costs.map(({ wall }) => wall),
      's',
    )}`,
  )
  console.log(
    `  of floor   ${spreadText(
      costs.map(({ cpu, floor }) => cpu / floor),
      'x',
    )} (the driver alone writes the same events)`,
  )
  console.log(
    `  resident   ${spreadText(
      costs.map(({ megabytes }) => megabytes),
      'MB',
    )}`,
  )
}

const generated = (name: string, size: AgencySize): string => {
  const to = join(folder, name)
  writeRegisters(to, generateRegisters(7, size))
  return to
}

const rounds = async (source: string, times: number): Promise<readonly Cost[]> => {
  const costs: Cost[] = []
  for (let n = 0; n < times; n++) costs.push(await costOf(source))
  return costs
}

// The bundle stands in bench/out.
const kediri = fileURLToPath(new URL('../../examples/registers/kediri-2020', import.meta.url))
// The first import of a process is the one that a person waits for; it is among the rounds.
const small = await rounds(kediri, 5)
print('kediri-2020', small)
judge('CPU of kediri-2020, seconds under 2', 2 / spread(small.map(({ cpu }) => cpu)).median, 1)

const year = await rounds(generated('year', { participants: 200, months: 12, faultRate: 0.03 }), 3)
print('1 year of 200 participants', year)
const decade = await rounds(generated('decade', { participants: 200, months: 120, faultRate: 0.03 }), 3)
print('10 years of 200 participants', decade)
const perRow = (costs: readonly Cost[]) => spread(costs.map(({ cpu, imported }) => cpu / imported.rows)).median
const growth = (perRow(decade) / perRow(year)) * 10
console.log(`ten times the rows take ${growth.toFixed(1)} times the CPU`)
judge('growth, at most 12 times for 10 times the rows', 12 / growth, 1)
judge('wall of 10 years, seconds under 120', 120 / spread(decade.map(({ wall }) => wall)).median, 1)
judge('memory of 10 years, MB under 1,000', 1_000 / Math.max(...decade.map(({ megabytes }) => megabytes)), 1)
rmSync(folder, { recursive: true })
