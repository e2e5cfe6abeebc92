import type { AgencyRegisters } from '../agency-registers.js'
import type { Day } from '../calendar.js'
import type { ProgrammeFile, Reject } from '../expected.js'
import { Agenda } from './agenda.js'
import { type Agency, type Product, readAgencies, readParticipants, readProducts } from './catalogue.js'
import { type Flows, flowsByMonth } from './flows.js'
import type { Order } from './order.js'
import type { Participant } from './participant.js'
import { type Schedule, scheduleFrom } from './schedule.js'

/** All that is known while an agency's registers are worked through. */
export interface Books {
  readonly programme: ProgrammeFile
  readonly holidays: ReadonlySet<Day>
  readonly schedule: Schedule
  readonly participants: ReadonlyMap<string, Participant>
  readonly products: ReadonlyMap<string, Product>
  readonly agencies: ReadonlyMap<string, Agency>
  /** By their number. */
  readonly orders: Map<string, Order>
  /** Of accepted payouts. */
  readonly receipts: Set<string>
  readonly agenda: Agenda
  readonly flows: Flows
  readonly rejects: Reject[]
  readonly refuse: (reject: Reject) => void
}

/** Empty books of an agency whose programme, people, products and buyers are known. */
export const openBooks = (registers: AgencyRegisters): Books => {
  const programmeText = (registers['program.json'] ?? '').replace(/^\uFEFF/, '')
  // The file is the programme's own description; a faulty one is a defect of the folder, not a row to be refused.
  const programme = JSON.parse(programmeText) as ProgrammeFile
  const rejects: Reject[] = []
  const refuse = (reject: Reject) => void rejects.push(reject)
  return {
    programme,
    holidays: new Set(programme.holidays.map(({ date }) => date)),
    schedule: scheduleFrom(programme.schedule.rule, programme.startedOn),
    participants: readParticipants(registers, refuse),
    products: readProducts(registers, refuse),
    agencies: readAgencies(registers, refuse),
    orders: new Map(),
    receipts: new Set(),
    agenda: new Agenda(),
    flows: flowsByMonth(),
    rejects,
    refuse,
  }
}
