// node run.mjs seal: what sealing costs on append and load of a participant, and what erasing one person costs among many.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Day, EventStore, NewEvent } from '@perca/eventsourcing'
import { localMaster, percaMarks, sealed, sqliteKeys } from '@perca/privacy'
import { v7 } from 'uuid'
import { must, opened } from './filled.js'
import { byTurns, judge, rateText, ratio, spreadText } from './measure.js'
import { someIds } from './sample.js'

const rounds = Number(process.env['PERCA_BENCH_ROUNDS'] ?? 9)
const folder = mkdtempSync(join(tmpdir(), 'perca-bench-seal-'))
const keys = must(
  await sqliteKeys({ file: join(folder, 'keys.db'), master: localMaster(Buffer.alloc(32, 7)), cachedKeys: 20_000 })(),
)
const plain = await opened(join(folder, 'plain.db'))
const inner = await opened(join(folder, 'sealed.db'))
const stores: Readonly<Record<string, EventStore>> = { plain, sealed: sealed(inner, keys, percaMarks) }

/** An event of a participant; every tenth has a finding, as one assessment to nine marks. */
const eventOf = (person: string, n: number): NewEvent => ({
  id: v7(),
  type: n % 10 === 0 ? 'StabilityAssessed' : 'AttendanceRecorded',
  data:
    n % 10 === 0
      ? {
          assessmentId: v7(),
          outcome: 'stable',
          ableToTrain: true,
          validUntil: '2020-12-31',
          assessor: { staffId: 'PTG-01', profession: null },
          findings: 'sleeps better, comes by bicycle, wants to sew bags',
        }
      : {
          sessionId: 'kediri.2020-08-18',
          programmeId: 'kediri',
          status: 'present',
          minutes: 175,
          basis: { enrolmentId: v7(), assessmentId: v7() },
        },
  metadata: {
    commandId: v7(),
    correlationId: v7(),
    causationId: null,
    actor: { id: 'bench', role: 'registrar' },
    programmeId: 'kediri',
    subjects: [person],
    // A literal day.
    effectiveOn: '2020-08-18' as Day,
    schemaVersion: 1,
  },
})

const people = someIds(200)
const appends = (store: EventStore) => async () => {
  const count = 300
  for (let n = 0; n < count; n++) {
    const person = people[n % people.length] ?? ''
    must(await store.append(`participant-${person}`, 'any', [eventOf(person, n)])())
  }
  return count
}
const [long = ''] = someIds(1)
for (const store of Object.values(stores)) {
  for (let n = 0; n < 1_000; n += 100) {
    const events = Array.from({ length: 100 }, (_, k) => eventOf(long, n + k))
    must(await store.append(`participant-${long}`, 'any', events)())
  }
}
const loads = (store: EventStore) => async () => {
  let count = 0
  for (let n = 0; n < 10; n++) count += must(await store.readStream(`participant-${long}`, 0, 1_000)()).length
  return count
}

for (const [what, work, goal] of [
  ['append of one event', appends, 0.85],
  ['load of a participant of 1,000 events', loads, 0.75],
] as const) {
  const works = Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, work(store)]))
  await byTurns(1, works)
  const rates = await byTurns(rounds, works)
  for (const [name, figures] of Object.entries(rates))
    console.log(`${what.padEnd(40)} ${name.padEnd(7)} ${rateText(figures)}`)
  judge(`${what}, sealed of plain`, ratio(rates['sealed'] ?? [], rates['plain'] ?? []), goal)
}

/** How long it takes to destroy the keys of one person, in milliseconds. */
const erasing = async (): Promise<readonly number[]> => {
  const figures: number[] = []
  for (const subject of someIds(20)) {
    must(await keys.obtain([{ subject, class: 'personal' }])())
    const started = performance.now()
    must(await keys.destroy({ subject, class: 'personal' })())
    figures.push(performance.now() - started)
  }
  return figures
}
for (const wanted of [1_000, 20_000, 200_000]) {
  let held = must(await keys.backup()()).keys.length
  while (held < wanted) {
    const some = someIds(Math.min(2_000, wanted - held)).map((subject) => ({ subject, class: 'personal' }))
    must(await keys.obtain(some)())
    held += some.length
  }
  console.log(`erase one of ${wanted} people ${spreadText(await erasing(), 'ms')}`)
}
must(await keys.close()())
for (const store of [plain, inner]) must(await store.close()())
rmSync(folder, { recursive: true })
