import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { disagreements, imbalance, inTransit, ledger, perca } from '@perca/core'
import type { Page, RecordedEvent } from '@perca/eventsourcing'
import { openUrl } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'

const rival = fileURLToPath(new URL('rival.fixture.mjs', import.meta.url))

interface Told {
  readonly accepted: { readonly [command: string]: number }
  readonly errors: { readonly [command: string]: number }
}

/** A process that does what it can, and what it says of it. */
const process_ = (file: string, name: string, turns: number): Promise<Told> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [rival, file, name, String(turns)])
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(err))))
  })

const rightOf = <A>(result: E.Either<{ readonly message: string }, A>): A => {
  if (E.isRight(result)) return result.right
  throw new Error(result.left.message)
}

test('commands of two processes on one file, for the same goods, money and sessions, break no rule', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perca-rivals-'))
  try {
    const file = join(folder, 'perca.db')
    await process_(file, 'beginning', 0)
    const [a, b] = await Promise.all([process_(file, 'a', 25), process_(file, 'b', 25)])

    const store = rightOf(await openUrl(`sqlite:${file}`, { durability: 'full' })())
    const sender = { actor: { id: 'test', role: 'registrar' }, programmeId: 'kediri' }
    const desk = perca({ store, clock: () => new Date(), newId: () => '', sender })
    // Whatever one process left undone, the next one to settle does.
    rightOf(await desk.settle()())
    expect(rightOf(await desk.settle()()).recorded).toBe(0)

    const log: RecordedEvent[] = []
    for (let after: string | null = null; ; ) {
      const page: Page = rightOf(await store.readAll(after, 1_000, {})())
      for (const stored of page.events) log.push(rightOf(desk.application.decode(stored)))
      after = page.next
      if (page.end) break
    }
    const ofType = (type: string) => log.flatMap(({ event }) => (event.type === type ? [Object(event.data)] : []))

    // Both were there, and got in each other's way.
    for (const told of [a, b]) expect(told.accepted).toMatchObject({ RecordProduction: 25, PlaceOrder: 25 })
    expect(Object.keys({ ...a.errors, ...b.errors })).toEqual(
      expect.arrayContaining(['DeliverOrder over-delivery', 'RecordAttendance already-recorded']),
    )
    // Rule 4: one mark a session.
    const marks = ofType('AttendanceRecorded').map(({ sessionId }) => sessionId)
    expect(new Set(marks).size).toBe(marks.length)
    // Rule 6: no piece is promised twice, none more than was made.
    const made = new Map(ofType('ItemsMade').map(({ batchId, quantity }) => [batchId, quantity]))
    for (const { batches } of ofType('StockReserved')) {
      for (const { batchId, quantity } of batches) made.set(batchId, (made.get(batchId) ?? 0) - quantity)
    }
    expect([...made.values()].filter((left) => left < 0)).toEqual([])
    // Rules 7 to 10: delivered what was ordered, paid what was invoiced, paid out what was credited.
    const sum = (type: string) => ofType(type).reduce((total, { amount }) => total + amount, 0)
    expect(sum('PaymentReceived')).toBeLessThanOrEqual(sum('InvoiceIssued'))
    expect(sum('EarningsPaid')).toBeLessThanOrEqual(sum('EarningsCredited'))
    expect(sum('EarningsPaid')).toBeGreaterThan(0)
    const shared = log.flatMap(({ event, stream }) => (event.type === 'ProceedsShared' ? [stream] : []))
    expect(new Set(shared).size).toBe(shared.length)
    // Copies agree, and not a rupiah is out of balance or on its way.
    expect(rightOf(await desk.rows(disagreements)())).toEqual(new Map())
    const rows = rightOf(await desk.rows(ledger)())
    expect(imbalance(rows.values())).toBe(0)
    expect(inTransit(rows.values())).toEqual([])
    rightOf(await store.close()())
  } finally {
    await rm(folder, { recursive: true })
  }
}, 300_000)
