import type { Day } from '../calendar.js'

/** What happens within a day, in this order. */
const kinds = [
  'assessment',
  'enrolment act',
  'attendance',
  'production',
  'order line',
  'reservation',
  'delivery',
  'payment',
  'payout',
] as const

export type Kind = (typeof kinds)[number]

/** Everything the registers tell of, done in the order of things: by day, by kind, and as it was noted. */
export class Agenda {
  private readonly noted: { day: Day; kind: number; act: () => void }[] = []
  private done = 0

  note(day: Day, kind: Kind, act: () => void): void {
    this.noted.push({ day, kind: kinds.indexOf(kind), act })
  }

  /** To be called once, when everything is noted. */
  putInOrder(): void {
    this.noted.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.kind - b.kind))
  }

  /** Does what is not done yet of that day and those before. */
  doUntil(day: Day): void {
    for (let next = this.noted[this.done]; next !== undefined && next.day <= day; next = this.noted[this.done]) {
      next.act()
      this.done += 1
    }
  }
}
