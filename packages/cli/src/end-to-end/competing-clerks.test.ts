import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { held, imbalance, inTransit, type Perca, type PercaEvent, perca, projections } from '@perca/core'
import { liveRows, type RecordedEvent } from '@perca/eventsourcing'
import { sqliteStore } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { expect, onTestFinished, test } from 'vitest'
import { placeOfTest } from './perca.fixture.js'

type Command = Parameters<Perca['execute']>[0]
interface Sent {
  readonly id: string
  readonly command: Command
}
/** What a clerk's process tells when it is done. */
interface Told {
  readonly outcomes: readonly { readonly id: string; readonly outcome: string; readonly events: readonly string[] }[]
  readonly refusedPolicies: readonly unknown[]
}

const PROGRAMME = 'kediri'
const sender = { actor: { id: 'PTG-1', role: 'registrar' }, programmeId: PROGRAMME }
const clerk = fileURLToPath(new URL('clerk.fixture.mjs', import.meta.url))

const right = async <A>(task: TaskEither<unknown, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const uuid = (kind: number, number: number): string =>
  `${String(kind).padStart(4, '0')}${String(number).padStart(4, '0')}-0000-4000-8000-000000000000`
const maker = (number: number) => uuid(2, number)
const dated = (effectiveOn: string) => ({ programmeId: PROGRAMME, effectiveOn })
const nobody = { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null }

const referred = (number: number): Command => ({
  type: 'ReferParticipant',
  ...dated('2020-07-01'),
  participantId: maker(number),
  code: `P-00${number}`,
  source: null,
  person: nobody,
  reference: null,
})
const produced = (batch: number, by: number, quantity: number, on: string): Command => ({
  type: 'RecordProduction',
  ...dated(on),
  sku: 'TAS',
  batchId: uuid(3, batch),
  grade: 'A',
  quantity,
  makers: [{ participantId: maker(by), parts: 1 }],
  sessionId: null,
})
const ordered = (order: number, quantity: number, on: string): Command => ({
  type: 'PlaceOrder',
  ...dated(on),
  orderId: uuid(4, order),
  number: `PSN-${order}`,
  agencyCode: 'KEL-01',
  lines: [{ lineId: uuid(5, order), sku: 'TAS', quantity, unitPrice: 50_000 }],
  contact: null,
  promisedOn: null,
})
const delivered = (order: number, delivery: number, quantity: number): Command => ({
  type: 'DeliverOrder',
  ...dated('2020-07-16'),
  orderId: uuid(4, order),
  deliveryId: uuid(6, delivery),
  lines: [{ sku: 'TAS', quantity }],
  handoverRef: null,
  receivedBy: null,
})
const paid = (order: number, payment: number, amount: number): Command => ({
  type: 'ReceivePayment',
  orderId: uuid(4, order),
  effectiveOn: '2020-07-16',
  paymentId: uuid(7, payment),
  amount,
  method: null,
})
const paidOut = (payout: number, amount: number): Command => ({
  type: 'PayEarnings',
  ...dated('2020-07-30'),
  participantId: maker(2),
  payoutId: uuid(9, payout),
  amount,
  receiptRef: `KW-${payout}`,
})
const marked = (on: string, status: 'present' | 'absent'): Command => ({
  type: 'RecordAttendance',
  ...dated(on),
  participantId: maker(1),
  status,
  minutes: null,
})
const donated = (number: number): Command => ({
  type: 'ReceiveDonation',
  ...dated('2020-07-02'),
  fund: 'programme',
  donationId: uuid(15, number),
  amount: 1_000,
  method: null,
  donor: null,
})

/** A programme with two makers, the first of whom trains; one order was sold, and 70,000 rupiah are due to the second. */
const opening: readonly Command[] = [
  {
    type: 'EstablishProgramme',
    ...dated('2020-07-01'),
    name: 'Perca',
    agencyName: 'Dinas Sosial',
    timezone: 'Asia/Jakarta',
  },
  {
    type: 'SetSchedule',
    ...dated('2020-07-01'),
    rule: 'FREQ=WEEKLY;BYDAY=TU,TH',
    startsAt: '09:00',
    duration: 180,
    venue: 'Balai',
    capacity: 30,
  },
  { type: 'SetProceedsRule', ...dated('2020-07-01'), makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 },
  referred(1),
  referred(2),
  {
    type: 'GiveConsent',
    effectiveOn: '2020-07-01',
    participantId: maker(1),
    consentId: uuid(30, 1),
    purposes: ['training'],
    givenBy: 'self',
    documentRef: null,
  },
  {
    type: 'AssessStability',
    effectiveOn: '2020-07-01',
    participantId: maker(1),
    assessmentId: uuid(31, 1),
    outcome: 'stable',
    ableToTrain: true,
    validUntil: '2020-12-31',
    assessor: { staffId: null, profession: null },
    findings: null,
  },
  { type: 'EnrolParticipant', ...dated('2020-07-01'), participantId: maker(1), enrolmentId: uuid(32, 1) },
  { type: 'ListProduct', ...dated('2020-07-01'), sku: 'TAS', name: 'Tas', craftId: null, price: 50_000 },
  { type: 'PartnerAgency', ...dated('2020-07-01'), code: 'KEL-01', name: 'Kelurahan Satu', kind: 'wardOffice' },
  produced(1, 2, 2, '2020-07-02'),
  ordered(1, 2, '2020-07-02'),
  delivered(1, 1, 2),
  paid(1, 1, 100_000),
  // What both processes deliver, and are paid for: four pieces.
  produced(2, 1, 4, '2020-07-02'),
  ordered(2, 4, '2020-07-02'),
]

/** Sessions of which both processes make a mark. */
const SESSIONS = ['2020-07-02', '2020-07-07', '2020-07-09', '2020-07-14', '2020-07-16', '2020-07-21']
/** How many turns each process has; in each it pays out a seventh of what is due. */
const TURNS = 7
const SEVENTH = 10_000

/** What one of two processes does, turn by turn: each wants what the other wants, too. */
const workOf = (process: 1 | 2): readonly Command[] => {
  const own = (number: number) => process * 100 + number
  return Array.from({ length: TURNS }, (_, turn): readonly Command[] => [
    ordered(own(turn), 2, '2020-07-07'),
    paidOut(own(turn), SEVENTH),
    ...SESSIONS.slice(turn, turn + 1).map((on) => marked(on, process === 1 ? 'present' : 'absent')),
    produced(own(turn), 1, 1, '2020-07-09'),
    delivered(2, own(turn), 1),
    paid(2, own(turn), 50_000),
  ]).flat()
}

const begun = async (file: string, sent: readonly Sent[]): Promise<ChildProcess> => {
  const child = fork(clerk, [JSON.stringify({ file, sender, sent })], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await heard(child)
  return child
}

/** The next message of a process, which must not end before. */
const heard = async (child: ChildProcess): Promise<unknown> => {
  const [message, ended] = await Promise.race([
    once(child, 'message').then(([one]) => [one, false] as const),
    once(child, 'exit').then(([code]) => [code, true] as const),
  ])
  if (ended) throw new Error(`a process ended too early, with ${message}`)
  return message
}

/** The events of a type. */
const of = <Type extends PercaEvent['type']>(log: readonly RecordedEvent<PercaEvent>[], type: Type) =>
  log.flatMap(({ event }) => (event.type === type ? [event as Extract<PercaEvent, { type: Type }>] : []))

const sum = <A>(list: readonly A[], of: (one: A) => number): number => list.reduce((all, one) => all + of(one), 0)

test('two processes that send competing commands to one file break no rule: nothing is promised, paid or marked twice', async () => {
  const file = placeOfTest().path('log.db')
  const store = await right(sqliteStore({ file }))
  onTestFinished(async () => {
    await store.close()()
  })
  const desk = perca({ store, clock: () => new Date(), newId: randomUUID, sender })
  for (const command of opening) {
    await right(desk.execute(command))
    expect((await right(desk.settle())).refused).toEqual([])
  }

  // Some commands reach both processes, under one id: of each, one is carried out.
  const shared = [1, 2, 3, 4, 5].map((number): Sent => ({ id: uuid(80, number), command: donated(number) }))
  const sentBy = (process: 1 | 2) =>
    workOf(process).flatMap((command, place): readonly Sent[] => [
      { id: uuid(80 + process, place), command },
      ...shared.slice(place, place + 1),
    ])
  const sent = [sentBy(1), sentBy(2)]
  const children = await Promise.all(sent.map((commands) => begun(file, commands)))
  const told = children.map((child) => heard(child))
  for (const child of children) child.send('begin')
  // What the program beside this file tells.
  const clerks = (await Promise.all(told)) as readonly Told[]

  expect(clerks.flatMap(({ refusedPolicies }) => refusedPolicies)).toEqual([])
  expect(await right(desk.settle())).toMatchObject({ refused: [] })
  const page = await right(store.readAll(null, 100_000))
  const log = page.events.map((stored) => {
    const recorded = desk.application.decode(stored)
    if (E.isLeft(recorded)) throw new Error(recorded.left.message)
    return recorded.right as RecordedEvent<PercaEvent> // the domain's own reader read it
  })
  const outcomes = clerks.flatMap((one) => one.outcomes)
  const outcomesOf = (type: string) => {
    const ids = new Set(sent.flat().flatMap(({ id, command }) => (command.type === type ? [id] : [])))
    const found = outcomes.filter(({ id }) => ids.has(id)).map(({ outcome }) => outcome)
    return Object.fromEntries(
      [...new Set(found)].sort().map((one) => [one, found.filter((other) => other === one).length]),
    )
  }

  // Whatever was acknowledged stands in the log.
  const ids = new Set(log.map(({ id }) => id))
  expect(outcomes.flatMap(({ events }) => events).filter((id) => !ids.has(id))).toEqual([])

  // Stock: every piece is promised once, the oldest first; nobody waits while anything is free.
  expect(outcomesOf('PlaceOrder')).toEqual({ accepted: 2 * TURNS })
  const promised = of(log, 'StockReserved').flatMap(({ data }) => data.batches)
  for (const { data } of of(log, 'ItemsMade')) {
    const pieces = sum(
      promised.filter(({ batchId }) => batchId === data.batchId),
      ({ quantity }) => quantity,
    )
    expect([data.batchId, pieces]).toEqual([data.batchId, data.quantity])
  }
  const wanted = sum(of(log, 'OrderAccepted'), ({ data }) => sum(data.lines, ({ quantity }) => quantity))
  const noted = sum(of(log, 'LineReserved'), ({ data }) => sum(data.batches, ({ quantity }) => quantity))
  const waiting = sum(
    (await right(desk.state('stock', `${PROGRAMME}.TAS.1`))).state.queue.toArray(),
    (one) => one.quantity,
  )
  expect(noted).toBe(sum(promised, ({ quantity }) => quantity))
  expect(waiting).toBe(wanted - noted)
  expect(waiting).toBe(2 * TURNS)

  // One order: four pieces go out and are paid, and it is shared once.
  expect(outcomesOf('DeliverOrder')).toEqual({ accepted: 4, 'over-delivery': 2 * TURNS - 4 })
  expect(outcomesOf('ReceivePayment')).toEqual({ accepted: 4, 'over-payment': 2 * TURNS - 4 })
  expect(of(log, 'ProceedsShared').map(({ data }) => data.total)).toEqual([100_000, 200_000])

  // One account: what is due is paid out, and not a rupiah more.
  expect(outcomesOf('PayEarnings')).toEqual({ accepted: TURNS, 'over-payout': TURNS })
  expect(sum(of(log, 'EarningsPaid'), ({ data }) => data.amount)).toBe(TURNS * SEVENTH)

  // One person: one mark a session, whoever made it.
  expect(outcomesOf('RecordAttendance')).toEqual({ accepted: SESSIONS.length, 'already-recorded': SESSIONS.length })
  const marks = of(log, 'AttendanceRecorded').map(({ effectiveOn }) => effectiveOn)
  expect(marks.toSorted()).toEqual(SESSIONS)

  // A command that came to both: each has its answer, and it was carried out once.
  expect(outcomesOf('ReceiveDonation')).toEqual({ accepted: 2 * shared.length })
  expect(of(log, 'DonationReceived')).toHaveLength(shared.length)

  // The books are even after every event, nothing is on its way, and no copy disagrees with its source.
  const ledger = liveRows(projections.ledger)
  const disagreements = liveRows(projections.disagreements)
  for (const recorded of log) {
    ledger.take(recorded)
    disagreements.take(recorded)
    expect(imbalance(ledger.rows.values())).toBe(0)
  }
  const rows = [...ledger.rows.values()]
  expect(inTransit(rows)).toEqual([])
  expect([...disagreements.rows]).toEqual([])
  expect([1, 2].map((number) => held(rows, `payable.${maker(number)}`))).toEqual([140_000, 0])
  expect(held(rows, 'cash')).toBe(TURNS * SEVENTH - 300_000 - shared.length * 1_000)

  // Sent once more by somebody else, each has the answer that it had, and nothing is recorded.
  const accepted = new Map(
    outcomes.flatMap(({ id, outcome, events }) => (outcome === 'accepted' ? [[id, events]] : [])),
  )
  for (const { id, command } of sent.flat().filter((one) => accepted.has(one.id))) {
    const again = await right(desk.execute(command, id))
    expect(again.events.map((event) => event.id)).toEqual(accepted.get(id))
  }
  expect(await right(store.head())).toBe(page.events.at(-1)?.position)
})
