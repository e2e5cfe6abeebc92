import {
  type AssessStability,
  type DeliverOrder,
  type EndEnrolment,
  type EnrolParticipant,
  type GiveConsent,
  type ListProduct,
  type MoveMaterial,
  type PartnerAgency,
  type PauseEnrolment,
  type PayEarnings,
  type PlaceOrder,
  type ReceivePayment,
  type RecordAttendance,
  type RecordProduction,
  type ReferParticipant,
  type ResumeEnrolment,
  streamId,
} from '@perca/core'
import type { Command, Day } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { Entry } from '../reading/register.js'
import type { Registers } from '../reading/registers.js'
import { entryId, orderIdOf, participantIdOf, secondId } from './ids.js'
import { BEFORE_ALL_DAYS, byMoment, type Moment, momentOn } from './moment.js'
import { agencyKindOf, gradeOf, label, orNull, outcomeOf, pauseReasonOf, statusOf } from './words.js'

/** A row that reads, as the commands it stands for. All of a row's commands are for one stream. */
export interface Step {
  readonly entry: Entry<unknown>
  /** The row's id: its first command's, and the one under which all that follows from it is recorded. */
  readonly id: string
  readonly commands: readonly { readonly id: string; readonly command: Command }[]
  /** The stream whose earlier events may refuse the row; null where none can. `account`: every account's (receipts). */
  readonly judgedBy: string | null
  /** The order a row of pesanan is of: its rows are taken together, from the first that stands. */
  readonly order: string | null
  /** When it comes. Rows of one moment come in file and row order. */
  readonly moment: Moment
}

/** A command as it is sent: its evidence is looked up later. */
type Asked<C> = Omit<C, 'evidence'>

type StepOf<A> = (row: A, entry: Entry<A>) => Omit<Step, 'entry'>

/** Every row that reads, in the order in which the registers' rules judge them: by date, by kind, by file and row. */
export const stepsOf = (registers: Registers, programmeId: string, startedOn: Day): readonly Step[] => {
  const one = (
    moment: Moment,
    id: string,
    command: Command,
    judgedBy: string | null = null,
    order: string | null = null,
  ): Omit<Step, 'entry'> => ({ id, commands: [{ id, command }], judgedBy, order, moment })
  const makers = new Map<string, string>()
  const maker = (code: string): string => {
    const known = makers.get(code)
    if (known !== undefined) return known
    const id = participantIdOf(programmeId, code)
    makers.set(code, id)
    return id
  }
  const ofParticipant = (code: string) => `participant-${maker(code)}`

  const steps: Step[] = []
  const add = <A>(entries: readonly Entry<A>[], stepOf: StepOf<A>): void => {
    for (const entry of entries) {
      if (E.isRight(entry.value)) steps.push({ ...stepOf(entry.value.right, entry), entry })
    }
  }

  add(registers.participants, (row, entry) => {
    const participantId = maker(row.code)
    const id = entryId(programmeId, row.referredOn, entry)
    const refer: ReferParticipant = {
      type: 'ReferParticipant',
      participantId,
      programmeId,
      code: row.code,
      source: label(row.referredBy),
      person: {
        name: orNull(row.name),
        nik: orNull(row.nik),
        bornOn: row.bornOn,
        sex: row.sex === 'P' ? 'female' : 'male',
        ward: orNull(row.ward),
        phone: orNull(row.phone),
      },
      reference: null,
      effectiveOn: row.referredOn,
    }
    const consentId = secondId(id, 'consent')
    const consent: GiveConsent = {
      type: 'GiveConsent',
      participantId,
      consentId,
      purposes: ['training'],
      givenBy: 'self',
      documentRef: null,
      effectiveOn: row.consentedOn ?? row.referredOn,
    }
    const commands = row.consentedOn === null ? [] : [{ id: consentId, command: consent }]
    return {
      ...one(BEFORE_ALL_DAYS, id, refer, ofParticipant(row.code)),
      commands: [{ id, command: refer }, ...commands],
    }
  })
  add(registers.products, (row, entry) => {
    const id = entryId(programmeId, startedOn, entry)
    const command: ListProduct = {
      type: 'ListProduct',
      programmeId,
      sku: row.code,
      name: row.name,
      craftId: label(row.craft),
      price: row.price,
      effectiveOn: startedOn,
    }
    return one(BEFORE_ALL_DAYS, id, command, `product-${streamId(programmeId, row.code)}`)
  })
  add(registers.agencies, (row, entry) => {
    const id = entryId(programmeId, startedOn, entry)
    const command: PartnerAgency = {
      type: 'PartnerAgency',
      programmeId,
      code: row.code,
      name: row.name,
      kind: agencyKindOf(row.kind),
      effectiveOn: startedOn,
    }
    return one(BEFORE_ALL_DAYS, id, command, `agency-${streamId(programmeId, row.code)}`)
  })
  add(registers.assessments, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const command: AssessStability = {
      type: 'AssessStability',
      participantId: maker(row.code),
      assessmentId: id,
      outcome: row.outcome === 'Stabil' ? 'stable' : 'unstable',
      ableToTrain: row.ableToTrain === 'Ya',
      validUntil: row.validUntil,
      assessor: { staffId: label(row.assessor), profession: label(row.profession) },
      findings: null,
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'assessment'), id, command)
  })
  add(registers.enrolments, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const asked = { participantId: maker(row.code), programmeId, effectiveOn: row.date }
    const acts: {
      readonly Daftar: EnrolParticipant
      readonly Jeda: PauseEnrolment
      readonly Lanjut: ResumeEnrolment
      readonly Selesai: EndEnrolment
    } = {
      Daftar: { type: 'EnrolParticipant', ...asked, enrolmentId: id },
      Jeda: { type: 'PauseEnrolment', ...asked, reason: pauseReasonOf(row.note) },
      Lanjut: { type: 'ResumeEnrolment', ...asked },
      Selesai: { type: 'EndEnrolment', ...asked, outcome: outcomeOf(row.note) },
    }
    return one(momentOn(row.date, 'enrolment'), id, acts[row.act], ofParticipant(row.code))
  })
  add(registers.attendance, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const command: Asked<RecordAttendance> = {
      type: 'RecordAttendance',
      participantId: maker(row.code),
      programmeId,
      status: statusOf[row.mark],
      minutes: null,
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'attendance'), id, command, ofParticipant(row.code))
  })
  add(registers.production, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const command: Asked<RecordProduction> = {
      type: 'RecordProduction',
      programmeId,
      sku: row.product,
      batchId: id,
      grade: gradeOf[row.grade],
      quantity: row.quantity,
      makers: row.makers.map(({ code, parts }) => ({ participantId: maker(code), parts })),
      sessionId: null,
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'production'), id, command)
  })
  add(registers.materials, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const command: MoveMaterial = {
      type: 'MoveMaterial',
      programmeId,
      materialId: row.material,
      received: row.received === 0 ? null : row.received,
      issued: row.issued === 0 ? null : row.issued,
      source: label(row.source),
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'material'), id, command)
  })
  add(registers.orders, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const orderId = orderIdOf(programmeId, row.order)
    const command: Asked<PlaceOrder> = {
      type: 'PlaceOrder',
      orderId,
      programmeId,
      number: row.order,
      agencyCode: row.agency,
      lines: [{ lineId: id, sku: row.product, quantity: row.quantity, unitPrice: row.unitPrice }],
      contact: null,
      promisedOn: null,
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'order'), id, command, `order-${orderId}`, `${row.date} ${row.order}`)
  })
  add(registers.deliveries, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const orderId = orderIdOf(programmeId, row.order)
    const command: Asked<DeliverOrder> = {
      type: 'DeliverOrder',
      orderId,
      programmeId,
      deliveryId: id,
      lines: [{ sku: row.product, quantity: row.quantity }],
      handoverRef: label(row.handover),
      receivedBy: null,
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'delivery'), id, command, `order-${orderId}`)
  })
  add(registers.payments, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const orderId = orderIdOf(programmeId, row.order)
    const command: Asked<ReceivePayment> = {
      type: 'ReceivePayment',
      orderId,
      paymentId: id,
      amount: row.amount,
      method: label(row.method),
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'payment'), id, command, `order-${orderId}`)
  })
  add(registers.payouts, (row, entry) => {
    const id = entryId(programmeId, row.date, entry)
    const command: Asked<PayEarnings> = {
      type: 'PayEarnings',
      participantId: maker(row.code),
      programmeId,
      payoutId: id,
      amount: row.amount,
      receiptRef: row.receipt,
      effectiveOn: row.date,
    }
    return one(momentOn(row.date, 'payout'), id, command, 'account')
  })

  // Entries were added in file and row order, and sorting is stable.
  return steps.sort((a, b) => byMoment(a.moment, b.moment))
}
