import {
  type Application,
  application,
  type Day,
  type EventStore,
  type Executed,
  type ExecuteError,
  type Horizon,
  type Projection,
  project,
  type RecordedEvent,
  type Settled,
  settle,
} from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { boundary } from '../boundary.js'
import { aggregates } from '../domain.js'
import { AGENCY, commandId, makerId, OTHER_SKU, PROGRAMME, SKU, sourceId } from '../order/sale.fixture.js'
import type { AttendanceStatus } from '../participant/events.js'
import { day } from '../testing/day.fixture.js'
import { policies } from './policies.js'

/** What stands right, or the test ends with what is left. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

/** A programme with three makers, two products and an agency, from the first of January 2020 on. */
export const opening = (programmeId = PROGRAMME): readonly object[] => {
  const dated = { programmeId, effectiveOn: day('2020-01-01') }
  const establish = {
    type: 'EstablishProgramme',
    ...dated,
    name: 'Perca',
    agencyName: 'Dinas Sosial',
    timezone: 'Asia/Jakarta',
  }
  const rule = { type: 'SetProceedsRule', ...dated, makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 }
  const schedule = {
    type: 'SetSchedule',
    ...dated,
    rule: 'FREQ=WEEKLY;BYDAY=TU,TH',
    startsAt: '09:00',
    duration: 180,
    venue: 'Balai',
    capacity: 30,
  }
  return [
    establish,
    schedule,
    rule,
    ...[1, 2, 3].map((maker) => referral(maker, programmeId)),
    ...[SKU, OTHER_SKU].map((sku) => ({ type: 'ListProduct', ...dated, sku, name: sku, craftId: null, price: 50_000 })),
    { type: 'PartnerAgency', ...dated, code: AGENCY, name: 'Kantor Kelurahan Satu', kind: 'wardOffice' },
  ]
}

/** A maker's file, under a code that bears their number. Nothing is known of the person. */
export const referral = (maker: number, programmeId = PROGRAMME) => ({
  type: 'ReferParticipant',
  programmeId,
  participantId: makerId(maker),
  code: `P-00${maker}`,
  source: null,
  person: { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null },
  reference: null,
  effectiveOn: day('2020-01-01'),
})

/** A maker's consent, an assessment for the whole year, and their enrolment. */
export const enrolment = (maker: number, on: Day, programmeId = PROGRAMME): readonly object[] => {
  const dated = { participantId: makerId(maker), effectiveOn: on }
  const assessor = { staffId: null, profession: null }
  return [
    {
      type: 'GiveConsent',
      ...dated,
      consentId: sourceId(maker),
      purposes: ['training'],
      givenBy: 'self',
      documentRef: null,
    },
    {
      type: 'AssessStability',
      ...dated,
      assessmentId: sourceId(10 + maker),
      outcome: 'stable',
      ableToTrain: true,
      validUntil: day('2020-12-31'),
      assessor,
      findings: null,
    },
    { type: 'EnrolParticipant', ...dated, programmeId, enrolmentId: sourceId(20 + maker) },
  ]
}

/** A mark of the register. */
export const mark = (maker: number, on: Day, status: AttendanceStatus, programmeId = PROGRAMME) => ({
  type: 'RecordAttendance',
  participantId: makerId(maker),
  programmeId,
  status,
  minutes: null,
  effectiveOn: on,
})

/** Grams that came in, or, negative, went out. */
export const weighed = (grams: number, on: Day, materialId = 'kain-perca', programmeId = PROGRAMME) => ({
  type: 'MoveMaterial',
  programmeId,
  materialId,
  received: grams > 0 ? grams : null,
  issued: grams < 0 ? -grams : null,
  source: null,
  effectiveOn: on,
})

/** A domain on a store, and what a test does with it. */
export interface Workshop {
  readonly app: Application
  readonly store: EventStore
  /** Sends a command, as registrar or as a policy, under an id that no other command bears. */
  readonly send: (command: object, as?: Sender) => Promise<E.Either<ExecuteError, Executed>>
  /** Sends commands that must be accepted, and lets all that follows from each settle. */
  readonly done: (...commands: readonly object[]) => Promise<void>
  /** Lets all that follows settle, from where it settled before. */
  readonly settled: () => Promise<Settled>
  /** The whole log. */
  readonly log: () => Promise<readonly RecordedEvent[]>
  /** A projection's rows. */
  readonly rows: <Row>(of: Projection<Row>, horizon?: Horizon) => Promise<ReadonlyMap<string, Row>>
}

interface Sender {
  readonly role?: string
  readonly id?: string
  readonly programmeId?: string | null
}

let sent = 0

/** A second process on a store, or the first on an empty one. */
export const workshopOn = (store: EventStore = memoryStore()): Workshop => {
  const app = application({ store, aggregates, boundary })
  let position: string | null = null
  let read: string | null = null
  const known: RecordedEvent[] = []
  const send: Workshop['send'] = (command, { role = 'registrar', id, programmeId = PROGRAMME } = {}) => {
    sent += 1
    return app.execute(command, { commandId: id ?? commandId(sent), actor: { id: 'test', role }, programmeId })()
  }
  const settled = async () => {
    const done = right(await settle(app, policies, position)())
    position = done.position
    return done
  }
  return {
    app,
    store,
    send,
    settled,
    done: async (...commands) => {
      for (const command of commands) {
        const programmeId =
          'programmeId' in command && typeof command.programmeId === 'string' ? command.programmeId : PROGRAMME
        right(await send(command, { programmeId }))
        const { refused } = await settled()
        if (refused.length > 0) throw new Error(JSON.stringify(refused))
      }
    },
    log: async () => {
      const page = right(await store.readAll(read, 100_000)())
      read = page.next
      known.push(...page.events.map((stored) => right(app.decode(stored))))
      return [...known]
    },
    rows: async (of, horizon) => right(await project(store, app.decode, { of }, horizon)()).of,
  }
}

/** A workshop with its programme, makers, products and agency. */
export const openWorkshop = async (store: EventStore = memoryStore()): Promise<Workshop> => {
  const workshop = workshopOn(store)
  await workshop.done(...opening())
  return workshop
}
