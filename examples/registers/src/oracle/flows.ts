import { type Day, type Month, monthOf } from '../calendar.js'
import type { Status } from './enrolment.js'

/** What came to pass in one month. Amounts in rupiah, by code where there is a list. */
export interface MonthFlows {
  enrolled: number
  ended: number
  readonly sessionDays: Set<Day>
  readonly seen: Set<string>
  readonly marks: Record<Status, number>
  readonly made: Map<string, { a: number; b: number; reject: number }>
  orders: number
  orderedValue: number
  deliveredValue: number
  paid: number
  shared: number
  makers: number
  materialsFund: number
  programmeFund: number
  readonly credited: Map<string, number>
  readonly paidOut: Map<string, number>
  readonly ordering: Map<string, { orders: number; value: number }>
}

/** The flows of the month that a day lies in, begun at nothing. */
export type Flows = (dayOrMonth: Day | Month) => MonthFlows

export const flowsByMonth = (): Flows => {
  const months = new Map<Month, MonthFlows>()
  return (dayOrMonth) => {
    const month = monthOf(dayOrMonth)
    const flows = months.get(month) ?? noFlows()
    months.set(month, flows)
    return flows
  }
}

const noFlows = (): MonthFlows => ({
  enrolled: 0,
  ended: 0,
  sessionDays: new Set(),
  seen: new Set(),
  marks: { present: 0, late: 0, excused: 0, sick: 0, absent: 0 },
  made: new Map(),
  orders: 0,
  orderedValue: 0,
  deliveredValue: 0,
  paid: 0,
  shared: 0,
  makers: 0,
  materialsFund: 0,
  programmeFund: 0,
  credited: new Map(),
  paidOut: new Map(),
  ordering: new Map(),
})

/** Adds to a code's number, begun at 0. */
export const addTo = (numbers: Map<string, number>, code: string, number: number): void => {
  numbers.set(code, (numbers.get(code) ?? 0) + number)
}
