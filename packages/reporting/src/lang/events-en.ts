import type { EventTexts } from './event-texts.js'

const status = { present: 'Present', late: 'Late', excused: 'Excused', sick: 'Sick', absent: 'Absent' } as const

const pause = {
  relapse: 'relapse',
  illness: 'illness',
  family: 'family',
  work: 'work',
  unstated: 'reason not stated',
  'assessment-unstable': 'assessed as not stable',
} as const

const outcome = {
  graduated: 'graduated',
  employed: 'found a job',
  selfEmployed: 'works on their own account',
  withdrew: 'withdrew',
  moved: 'moved away',
  transferred: 'transferred',
  deceased: 'died',
  excluded: 'excluded',
  unstated: 'reason not stated',
} as const

const grade = { A: 'grade A', B: 'grade B', reject: 'rejected' } as const

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** What happened, in English. */
export const eventsInEnglish: EventTexts = {
  ParticipantReferred: ({ code, programmeId, source }) =>
    `Referred to ${programmeId} as ${code}${source === null ? '' : ` (${source})`}`,
  ConsentGiven: ({ givenBy }) => (givenBy === 'self' ? 'Consented to training' : 'Guardian consented to training'),
  StabilityAssessed: ({ outcome: found, ableToTrain, validUntil }, { day }) =>
    `Assessed as ${found === 'stable' ? 'stable' : 'not stable'}, ${ableToTrain ? 'able' : 'not able'} to train, until ${day(validUntil)}`,
  ParticipantEnrolled: ({ programmeId }) => `Enrolled in ${programmeId}`,
  EnrolmentPaused: ({ reason }) => `Enrolment paused: ${pause[reason]}`,
  EnrolmentResumed: () => 'Enrolment resumed',
  EnrolmentEnded: ({ outcome: ended }) => `Enrolment ended: ${outcome[ended]}`,
  AttendanceRecorded: (data) => status[data.status],
  EarningsCredited: ({ amount }, { rupiah }) => `Earned ${rupiah(amount)} from a shared order`,
  EarningsPaid: ({ amount, receiptRef }, { rupiah }) => `Was paid ${rupiah(amount)}, receipt ${receiptRef}`,
  ItemsMade: (data, { number }) =>
    `${number(data.quantity)} ${data.sku} made, ${grade[data.grade]}, by ${counted(data.makers.length, 'maker')}`,
  StockReserved: ({ sku, batches, reason }) =>
    `${sku} reserved from ${batches.length === 1 ? '1 batch' : `${batches.length} batches`}${reason === 'backorder' ? ' for a waiting order' : ''}`,
  BackorderQueued: ({ sku, quantity }, { number }) => `An order waits for ${number(quantity)} ${sku}`,
  StockDispatched: ({ sku, batches }, { number }) =>
    `${number(batches.reduce((sum, batch) => sum + batch.quantity, 0))} ${sku} left with a delivery`,
  OrderPlaced: ({ number: order, agencyCode, lines }) =>
    `Order ${order} of ${agencyCode}, ${counted(lines.length, 'line')}`,
  OrderLinesAdded: ({ lines }) => `${counted(lines.length, 'line')} added to the order`,
  OrderAccepted: ({ lines }) => `Order accepted, ${counted(lines.length, 'line')}`,
  LineReserved: () => 'Items reserved for a line of the order',
  LineBackordered: ({ quantity }, { number }) => `A line of the order waits for ${number(quantity)} more`,
  OrderDelivered: ({ handoverRef }) => `Delivered${handoverRef === null ? '' : `, handover ${handoverRef}`}`,
  InvoiceIssued: ({ amount }, { rupiah }) => `Invoiced ${rupiah(amount)}`,
  PaymentReceived: ({ amount, method }, { rupiah }) =>
    `Received ${rupiah(amount)}${method === null ? '' : ` (${method})`}`,
  ProceedsShared: ({ total, shares }, { rupiah }) => `${rupiah(total)} shared, with ${counted(shares.length, 'maker')}`,
  OrderCompleted: () => 'Order completed',
  SessionScheduled: ({ startsAt }) => `Session planned at ${startsAt}`,
  SessionOpened: ({ startsAt }) => `Session held at ${startsAt}`,
  ProgrammeEstablished: ({ name }) => `Programme established: ${name}`,
  ScheduleSet: ({ rule, startsAt }) => `Schedule set: ${rule} at ${startsAt}`,
  HolidayDeclared: ({ date, name }, { day }) => `Holiday on ${day(date)}: ${name}`,
  HolidayWithdrawn: ({ date }, { day }) => `No holiday on ${day(date)} after all`,
  CraftIntroduced: ({ name }) => `Craft introduced: ${name}`,
  ProceedsRuleSet: ({ makersShare, materialsFund, programmeFund }) =>
    `Proceeds shared from here on: makers ${makersShare / 100}%, materials ${materialsFund / 100}%, programme ${programmeFund / 100}%`,
  ProductListed: ({ sku, name }) => `Product ${sku}: ${name}`,
  PriceSet: ({ sku, price }, { rupiah }) => `${sku} costs ${rupiah(price)}`,
  AgencyPartnered: ({ code, name }) => `Agency ${code}: ${name}`,
  MaterialReceived: ({ materialId, grams }, { number }) => `${number(grams)} g of ${materialId} received`,
  MaterialIssued: ({ materialId, grams }, { number }) => `${number(grams)} g of ${materialId} issued`,
}
