import { calendarInEnglish } from './calendar-en.js'
import type { EventTexts } from './event-texts.js'
import { goodsInEnglish } from './goods-en.js'
import { moneyInEnglish } from './money-en.js'
import { participantInEnglish } from './participant-en.js'
import { salesInEnglish } from './sales-en.js'
import { supportInEnglish } from './support-en.js'

const grade = { A: 'grade A', B: 'grade B', reject: 'rejected' } as const

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const group = { community: 'the community', family: 'a family', buyer: 'a buyer', staff: 'staff' } as const

const request = {
  access: 'to see their data',
  rectify: 'to have their data corrected',
  withdraw: 'to withdraw their consent',
  restrict: 'to have the use of their data restricted',
  erase: 'to have their data erased',
  portability: 'to be given their data',
} as const

const requestOutcome = { granted: 'granted', refused: 'refused', partly: 'granted in part' } as const

const revoked = {
  left: 'no longer on duty',
  'duty-changed': 'duty changed',
  misuse: 'misuse',
  mistake: 'granted by mistake',
  unstated: 'reason not stated',
} as const

/** A code, as words. */
const words = (code: string): string => code.replaceAll('-', ' ')

/** What happened, in English. */
export const eventsInEnglish: EventTexts = {
  ...participantInEnglish,
  ...calendarInEnglish,
  ...goodsInEnglish,
  ...moneyInEnglish,
  ...salesInEnglish,
  ...supportInEnglish,
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
  SurveyRoundOpened: ({ instrument, instrumentVersion, from, to }, { day }) =>
    `Survey from ${day(from)} to ${day(to)}: ${instrument}, version ${instrumentVersion}`,
  SurveyResponseRecorded: (data) => `An answer from ${group[data.group]}`,
  SurveyRoundClosed: ({ responses }, { number }) => `Survey closed, answers: ${number(responses)}`,
  IncidentReported: ({ kind, severity, involved }) =>
    `Incident reported: ${words(kind)}, severity ${severity}, people named: ${involved.length}`,
  IncidentReferred: ({ to, documentRef }) =>
    `Incident referred to: ${words(to)}${documentRef === null ? '' : `, document ${documentRef}`}`,
  IncidentClosed: ({ outcome: found, decidedBy }) => `Incident closed: ${words(found)}, decided by ${decidedBy}`,
  HelperEngaged: ({ kind, programmeId }) => `Engaged in ${programmeId} as ${kind}`,
  HelperVetted: ({ check, validUntil }, { day }) => `Check passed: ${words(check)}, valid until ${day(validUntil)}`,
  HelperLeft: ({ programmeId, reason }) =>
    `Left ${programmeId}: ${reason === 'unstated' ? 'reason not stated' : words(reason)}`,
  ProcessingRegistered: ({ purpose, basis, retentionYears }) =>
    `Processing registered: ${purpose}, by ${words(basis)}, kept for ${counted(retentionYears, 'year')}`,
  RequestReceived: ({ kind }) => `Asked ${request[kind]}`,
  RequestAnswered: ({ outcome: answer, reason }) =>
    `Request ${requestOutcome[answer]}${reason === null ? '' : ` (${reason})`}`,
  AccessGranted: ({ actorId, role, until }, { day }) =>
    `${actorId} acts as ${role}${until === null ? '' : ` until ${day(until)}`}`,
  AccessRevoked: ({ reason }) => `Access revoked: ${revoked[reason]}`,
  BreachDetected: ({ affected }, { number }) =>
    `Data breach detected, ${affected === null ? 'number of people not known' : `people affected: ${number(affected)}`}`,
  BreachNotified: ({ to }) =>
    to === 'person' ? 'Those affected were told of the breach' : 'The authority was told of the breach',
  AlarmRaised: ({ kind }) =>
    kind === 'request-open' ? 'Alarm: a request is still open' : 'Alarm: a breach is not notified yet',
  ReviewFellDue: (data, { day }) => `Review due: retention of ${data.class} data ended on ${day(data.since)}`,
  MaterialReceived: ({ materialId, grams }, { number }) => `${number(grams)} g of ${materialId} received`,
  MaterialIssued: ({ materialId, grams }, { number }) => `${number(grams)} g of ${materialId} issued`,
}
