// node rival.fixture.mjs <file> <name> <turns>: one of several processes that do what they can with the same goods, money and
// sessions on one file. It says how often each kind of command was accepted.
import { perca } from '@perca/core'
import { derivedId } from '@perca/eventsourcing'
import { openUrl } from '@perca/store-sqlite'

const [file, name, turns] = process.argv.slice(2)
const SPACE = '0198f0c0-2222-7000-8000-000000000000'
const id = (what) => derivedId(SPACE, what)
const maker = id('maker')
const programmeId = 'kediri'
const day = (place) => `2020-08-${String(1 + (place % 28)).padStart(2, '0')}`

const opened = await openUrl(`sqlite:${file}`, { durability: 'full' })()
if (opened._tag === 'Left') throw new Error(opened.left.message)
let made = 0
const newId = () => {
  made += 1
  return id(`${name} ${made}`)
}
const sender = { actor: { id: name, role: 'registrar' }, programmeId }
const desk = perca({ store: opened.right, clock: () => new Date(), newId, sender })

const from = { programmeId, effectiveOn: '2020-08-01' }
const setUp = [
  { type: 'EstablishProgramme', ...from, name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' },
  { type: 'SetSchedule', ...from, rule: 'FREQ=DAILY', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 30 },
  { type: 'SetProceedsRule', ...from, makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 },
  {
    type: 'ReferParticipant',
    ...from,
    participantId: maker,
    code: 'P-001',
    source: null,
    person: { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null },
    reference: null,
  },
  {
    type: 'GiveConsent',
    participantId: maker,
    consentId: id('consent'),
    purposes: ['training'],
    givenBy: 'self',
    documentRef: null,
    effectiveOn: '2020-08-01',
  },
  {
    type: 'AssessStability',
    participantId: maker,
    assessmentId: id('assessment'),
    outcome: 'stable',
    ableToTrain: true,
    validUntil: '2020-12-31',
    assessor: { staffId: null, profession: null },
    findings: null,
    effectiveOn: '2020-08-01',
  },
  { type: 'EnrolParticipant', ...from, participantId: maker, enrolmentId: id('enrolment') },
  { type: 'ListProduct', ...from, sku: 'KPR-TAS', name: 'Tas', craftId: null, price: 10_000 },
  { type: 'PartnerAgency', ...from, code: 'KEL-01', name: 'Kelurahan Satu', kind: 'wardOffice' },
]

/** What a process tries in its turn, whatever the others did meanwhile. */
const attempts = (turn) => [
  {
    type: 'RecordProduction',
    programmeId,
    sku: 'KPR-TAS',
    batchId: id(`${name} batch ${turn}`),
    grade: 'A',
    quantity: 1 + (turn % 2),
    makers: [{ participantId: maker, parts: 1 }],
    sessionId: null,
    effectiveOn: day(turn),
  },
  {
    type: 'PlaceOrder',
    orderId: id(`${name} order ${turn}`),
    programmeId,
    number: `PSN-${name}-${turn}`,
    agencyCode: 'KEL-01',
    lines: [{ lineId: id(`${name} line ${turn}`), sku: 'KPR-TAS', quantity: 1 + (turn % 3), unitPrice: 10_000 }],
    contact: null,
    promisedOn: null,
    effectiveOn: day(turn),
  },
  // Every process delivers, pays and pays out the orders of all of them.
  ...['a', 'b'].flatMap((whose) => [
    {
      type: 'DeliverOrder',
      orderId: id(`${whose} order ${turn - 1}`),
      programmeId,
      deliveryId: id(`${name} delivery ${whose} ${turn}`),
      lines: [{ sku: 'KPR-TAS', quantity: 1 + ((turn - 1) % 3) }],
      handoverRef: null,
      receivedBy: null,
      effectiveOn: '2020-08-29',
    },
    {
      type: 'ReceivePayment',
      orderId: id(`${whose} order ${turn - 1}`),
      paymentId: id(`${name} payment ${whose} ${turn}`),
      amount: 10_000 * (1 + ((turn - 1) % 3)),
      method: null,
      effectiveOn: '2020-08-30',
    },
  ]),
  {
    type: 'PayEarnings',
    participantId: maker,
    programmeId,
    payoutId: id(`${name} payout ${turn}`),
    amount: 5_000,
    receiptRef: `KW-${name}-${turn}`,
    effectiveOn: '2020-08-31',
  },
  {
    type: 'RecordAttendance',
    participantId: maker,
    programmeId,
    status: 'present',
    minutes: null,
    effectiveOn: day(turn),
  },
]

const accepted = {}
const errors = {}
const send = async (command) => {
  const done = await desk.submit(command)()
  const told = done._tag === 'Right' ? accepted : errors
  const what = done._tag === 'Right' ? command.type : `${command.type} ${done.left.rule ?? done.left._tag}`
  told[what] = (told[what] ?? 0) + 1
  return done
}

if (turns === '0') {
  for (const command of setUp) {
    const done = await send(command)
    if (done._tag === 'Left') throw new Error(`${command.type}: ${done.left.message}`)
  }
}
for (let turn = 1; turn <= Number(turns); turn++) {
  for (const command of attempts(turn)) await send(command)
  const settled = await desk.settle()()
  if (settled._tag === 'Left') throw new Error(settled.left.message)
}
const closed = await opened.right.close()()
if (closed._tag === 'Left') throw new Error(closed.left.message)
console.log(JSON.stringify({ accepted, errors }))
