import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { perca } from '@perca/core'
import { derivedId, type EventStore, type Sender } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { openUrl } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, describe, expect, test } from 'vitest'
import { type Callers, service } from './service.js'

const SPACE = '0198f0c0-1111-7000-8000-000000000000'
/** The id of a thing that a test calls by a name. */
const id = (name: string): string => derivedId(SPACE, name)
let made = 0
const newId = () => {
  made += 1
  return id(`made ${made}`)
}

const caller = (role: string, programmeId = 'kediri'): Sender => ({ actor: { id: `the-${role}`, role }, programmeId })
const callers: Callers = new Map([
  ['registrar-token', caller('registrar')],
  ['facilitator-token', caller('facilitator')],
  ['treasurer-token', caller('treasurer')],
  ['blitar-token', caller('registrar', 'blitar')],
])

const running: { readonly stop: () => Promise<void> }[] = []
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop()
})

/** The service, on a port of this machine alone, and a client of it. */
const started = async (store: EventStore = memoryStore()) => {
  const domain = perca({ store, clock: () => new Date('2020-08-31T00:00:00Z'), newId, sender: caller('policy') })
  const server = serve({ fetch: service(domain, callers).fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise<void>((listening) => server.once('listening', listening))
  running.push({ stop: () => new Promise((closed) => server.close(() => closed())) })
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  return async (method: string, path: string, { body, as = 'registrar', key }: Asked = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        ...(as === null ? {} : { authorization: `Bearer ${as}-token` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      headers: response.headers,
      // What the service answers is JSON; each test says of which shape.
      body: Object(await response.json()),
    }
  }
}

interface Asked {
  readonly body?: unknown
  readonly as?: 'registrar' | 'facilitator' | 'treasurer' | 'blitar' | 'nobody' | null
  readonly key?: string
}
type Client = Awaited<ReturnType<typeof started>>

const participantId = id('maker')
const from = { effectiveOn: '2020-08-01', programmeId: 'kediri' }
/** A programme with one maker, one product and one buyer. */
const opening = [
  { type: 'EstablishProgramme', ...from, name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' },
  {
    type: 'SetSchedule',
    ...from,
    rule: 'FREQ=WEEKLY;BYDAY=TU,TH',
    startsAt: '09:00',
    duration: 180,
    venue: 'Aula',
    capacity: 30,
  },
  { type: 'SetProceedsRule', ...from, makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 },
  {
    type: 'ReferParticipant',
    ...from,
    participantId,
    code: 'P-001',
    source: null,
    person: { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null },
    reference: null,
  },
  {
    type: 'GiveConsent',
    effectiveOn: '2020-08-01',
    participantId,
    consentId: id('consent'),
    purposes: ['training'],
    givenBy: 'self',
    documentRef: null,
  },
  {
    type: 'AssessStability',
    effectiveOn: '2020-08-01',
    participantId,
    assessmentId: id('assessment'),
    outcome: 'stable',
    ableToTrain: true,
    validUntil: '2020-08-20',
    assessor: { staffId: null, profession: null },
    findings: null,
  },
  { type: 'EnrolParticipant', ...from, participantId, enrolmentId: id('enrolment') },
  { type: 'ListProduct', ...from, sku: 'KPR-TAS', name: 'Tas', craftId: null, price: 45_000 },
  { type: 'PartnerAgency', ...from, code: 'KEL-01', name: 'Kelurahan Satu', kind: 'wardOffice' },
]

const opened = async (store?: EventStore): Promise<Client> => {
  const ask = await started(store)
  for (const [place, body] of opening.entries()) {
    const { status, body: answer } = await ask('POST', '/commands', { body, key: id(`opening ${place}`) })
    if (status !== 201) throw new Error(`${body.type}: ${JSON.stringify(answer)}`)
  }
  return ask
}

const orderId = id('order')
const placing = {
  orderId,
  number: 'PSN-1',
  agencyCode: 'KEL-01',
  lines: [{ lineId: id('line'), sku: 'KPR-TAS', quantity: 2, unitPrice: 45_000 }],
  effectiveOn: '2020-08-05',
}
const mark = `/attendance/${participantId}/2020-08-04`

describe('attendance', () => {
  test('a mark is recorded, and counts in the month’s report', async () => {
    const ask = await opened()
    const { status, body } = await ask('PUT', mark, { body: { status: 'present' }, as: 'facilitator' })
    expect([status, body]).toMatchObject([201, { alreadyKnown: false, events: [{ type: 'AttendanceRecorded' }] }])
    const report = await ask('GET', '/reports/monthly/2020-08')
    expect(report.body).toMatchObject({ sessions: { held: 1 }, attendance: { present: 1, absent: 0 } })
  })

  test('a client that heard no answer sends the same again, and nothing is recorded twice', async () => {
    const ask = await opened()
    const asked: Asked = { body: { status: 'present' }, as: 'facilitator', key: id('mark') }
    const first = await ask('PUT', mark, asked)
    const again = await ask('PUT', mark, asked)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toEqual({ ...first.body, alreadyKnown: true })
  })

  test('a refusal is problem+json that names rule and evidence, and says what to do', async () => {
    const ask = await opened()
    const { status, type, body } = await ask('PUT', `/attendance/${participantId}/2020-08-25`, {
      body: { status: 'present' },
    })
    expect([status, type]).toEqual([422, 'application/problem+json'])
    expect(body).toMatchObject({
      type: 'urn:perca:problem:assessment-expired',
      status: 422,
      rule: 'assessment-expired',
      evidence: { day: '2020-08-25', validUntil: '2020-08-20', assessmentId: id('assessment') },
      detail: 'The assessment in force has run out. Record a new one.',
      retry: false,
    })
  })
})

describe('an order', () => {
  test.each([
    ['in memory', async () => memoryStore()],
    [
      'in a file',
      async () => {
        const store = await openUrl('sqlite::memory:', { durability: 'full' })()
        if (E.isLeft(store)) throw new Error(store.left.message)
        return store.right
      },
    ],
  ])('goes from its placing to the maker’s earnings, %s', async (_, open) => {
    const ask = await opened(await open())
    expect((await ask('POST', '/orders', { body: placing })).status).toBe(201)
    expect((await ask('GET', `/orders/${orderId}`)).body).toMatchObject({ lines: [{ reserved: 0, delivered: 0 }] })

    const made = {
      type: 'RecordProduction',
      programmeId: 'kediri',
      sku: 'KPR-TAS',
      batchId: id('batch'),
      grade: 'A',
      quantity: 3,
      makers: [{ participantId, parts: 1 }],
      sessionId: null,
      effectiveOn: '2020-08-06',
    }
    expect((await ask('POST', '/commands', { body: made, as: 'facilitator' })).status).toBe(201)
    expect((await ask('GET', `/orders/${orderId}`)).body).toMatchObject({ lines: [{ reserved: 2, delivered: 0 }] })

    const delivered = {
      type: 'DeliverOrder',
      programmeId: 'kediri',
      orderId,
      deliveryId: id('delivery'),
      lines: [{ sku: 'KPR-TAS', quantity: 2 }],
      handoverRef: 'BAST-1',
      receivedBy: null,
      effectiveOn: '2020-08-07',
    }
    expect((await ask('POST', '/commands', { body: delivered })).status).toBe(201)
    const paid = {
      type: 'ReceivePayment',
      orderId,
      paymentId: id('payment'),
      amount: 90_000,
      method: null,
      effectiveOn: '2020-08-10',
    }
    expect((await ask('POST', '/commands', { body: paid, as: 'treasurer' })).status).toBe(201)
    expect((await ask('GET', `/orders/${orderId}`)).body).toMatchObject({ completed: true, lines: [{ delivered: 2 }] })
    expect((await ask('GET', '/reports/monthly/2020-08')).body).toMatchObject({
      earnings: [{ participant: 'P-001', credited: 63_000, paid: 0 }],
    })
  })

  test('of another programme is not there', async () => {
    const ask = await opened()
    await ask('POST', '/orders', { body: placing })
    const { status, body } = await ask('GET', `/orders/${orderId}`, { as: 'blitar' })
    expect([status, body.type]).toEqual([404, 'urn:perca:problem:not-there'])
  })
})

describe('who may not, and what is no command', () => {
  test.each<readonly [string, Asked, number, object]>([
    ['no token', { as: null }, 401, { type: 'urn:perca:problem:unknown-caller' }],
    ['a token that nobody was given', { as: 'nobody' }, 401, { type: 'urn:perca:problem:unknown-caller' }],
    [
      'a role that may not',
      { as: 'treasurer', body: { status: 'present' } },
      403,
      { allowed: expect.arrayContaining(['facilitator']) },
    ],
    ['a wrong word', { body: { status: 'there' } }, 400, { faults: [expect.objectContaining({ path: 'status' })] }],
    ['nothing', {}, 400, { faults: [expect.objectContaining({ path: 'status' })] }],
    ['no JSON', { body: '{"status":' }, 400, { type: 'urn:perca:problem:invalid' }],
    ['a list', { body: ['present'] }, 400, { type: 'urn:perca:problem:invalid' }],
  ])('%s', async (_, asked, status, body) => {
    const ask = await opened()
    const answer = await ask('PUT', mark, asked)
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json'])
    expect(answer.body).toMatchObject({ status, ...body })
  })

  test('a command for another programme than the caller’s', async () => {
    const ask = await opened()
    const [, schedule] = opening
    expect((await ask('POST', '/commands', { body: schedule, as: 'blitar' })).status).toBe(403)
  })

  test('a page that is not there', async () => {
    const ask = await started()
    expect((await ask('GET', '/nowhere')).status).toBe(404)
  })

  test('a store that does not answer: the same request may be sent again', async () => {
    const store = memoryStore()
    const down = () => async () =>
      E.left({ _tag: 'Unavailable' as const, outcomeUnknown: true, message: 'no answer from 10.0.0.7' })
    const ask = await started({ ...store, readStream: down, readAll: down })
    const { status, headers, body } = await ask('POST', '/commands', { body: opening[0] })
    expect([status, headers.get('retry-after'), body.retry]).toEqual([503, '1', true])
    expect(JSON.stringify(body)).not.toContain('10.0.0.7')
  })
})
