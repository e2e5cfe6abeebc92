import { daysFrom, lastDayOf, type Month } from '../calendar.js'
import type { MonthlyFigures } from '../expected.js'
import type { Books } from './books.js'

/** The month's figures. To be asked when all up to the month's end is done, and nothing of later days. */
export const figuresOf = (month: Month, books: Books): MonthlyFigures => {
  const { programme, schedule, holidays, participants, products } = books
  const flows = books.flows(month)
  const days = daysFrom(`${month}-01`, lastDayOf(month))
  const people = [...participants.values()]
  return {
    programme: programme.programme,
    month,
    sessions: {
      planned: days.filter((day) => schedule(day) && !holidays.has(day)).length,
      held: flows.sessionDays.size,
    },
    participants: {
      new: flows.enrolled,
      ended: flows.ended,
      enrolledAtEnd: people.filter(({ enrolment }) => enrolment === 'running').length,
      pausedAtEnd: people.filter(({ enrolment }) => enrolment === 'paused').length,
      seen: flows.seen.size,
    },
    attendance: { ...flows.marks },
    production: [...flows.made].sort(byCode(([sku]) => sku)).map(([sku, made]) => ({ sku, ...made })),
    orders: {
      placed: flows.orders,
      placedValue: flows.orderedValue,
      deliveredValue: flows.deliveredValue,
      invoiced: flows.deliveredValue,
      paid: flows.paid,
    },
    stock: [...products.values()].sort(byCode(({ sku }) => sku)).map(({ sku, stock }) => ({
      sku,
      onHand: stock.onHand,
      reserved: stock.reserved,
      backordered: stock.backordered,
    })),
    proceeds: {
      shared: flows.shared,
      makers: flows.makers,
      materialsFund: flows.materialsFund,
      programmeFund: flows.programmeFund,
    },
    earnings: people
      .sort(byCode(({ code }) => code))
      .map(({ code, credited, paidOut }) => ({
        participant: code,
        credited: flows.credited.get(code) ?? 0,
        paid: flows.paidOut.get(code) ?? 0,
        dueAtEnd: credited - paidOut,
      }))
      .filter(({ credited, paid, dueAtEnd }) => credited > 0 || paid > 0 || dueAtEnd > 0),
    agencies: [...flows.ordering]
      .sort(byCode(([code]) => code))
      .map(([code, { orders, value }]) => ({ code, orders, value })),
  }
}

const byCode =
  <Listed>(codeOf: (listed: Listed) => string) =>
  (a: Listed, b: Listed): number =>
    codeOf(a) < codeOf(b) ? -1 : codeOf(a) > codeOf(b) ? 1 : 0
