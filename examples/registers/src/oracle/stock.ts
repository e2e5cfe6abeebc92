import type { Participant } from './participant.js'

/** Items of one production row. */
export interface Batch {
  readonly makers: readonly { readonly participant: Participant; readonly parts: number }[]
  /** Promised to nobody yet. */
  unreserved: number
}

/** Items of one batch, promised or sent. */
export interface Portion {
  readonly batch: Batch
  quantity: number
}

/** What one order asks of one product. */
export interface Line {
  readonly price: number
  readonly ordered: number
  delivered: number
  /** Promised and not yet sent, in the order of promising. */
  readonly reserved: Portion[]
  readonly sent: Portion[]
  backordered: number
}

/** One product's batches, oldest first, and the lines that wait for items, oldest first. */
export class Stock {
  onHand = 0
  private readonly batches: Batch[] = []
  private readonly lines: Line[] = []
  private waiting: Line[] = []

  /** Takes items of grade A or B in: they fill the oldest backorder first. */
  make(batch: Batch): void {
    this.onHand += batch.unreserved
    for (const line of this.waiting) promise(line, batch)
    this.waiting = this.waiting.filter((line) => line.backordered > 0)
    if (batch.unreserved > 0) this.batches.push(batch)
  }

  /** Promises a new line the oldest unreserved items; what is short waits. */
  order(line: Line): void {
    this.lines.push(line)
    for (let oldest = this.batches[0]; oldest !== undefined && line.backordered > 0; oldest = this.batches[0]) {
      promise(line, oldest)
      if (oldest.unreserved === 0) this.batches.shift()
    }
    if (line.backordered > 0) this.waiting.push(line)
  }

  /** Sends what the line has reserved, in the order it was reserved. The quantity must not be above that. */
  send(line: Line, quantity: number): void {
    let left = quantity
    for (let first = line.reserved[0]; first !== undefined && left > 0; first = line.reserved[0]) {
      const taken = Math.min(left, first.quantity)
      line.sent.push({ batch: first.batch, quantity: taken })
      first.quantity -= taken
      left -= taken
      if (first.quantity === 0) line.reserved.shift()
    }
    line.delivered += quantity
    this.onHand -= quantity
  }

  get reserved(): number {
    return this.lines.reduce((so, line) => so + reservedOf(line), 0)
  }

  get backordered(): number {
    return this.lines.reduce((so, line) => so + line.backordered, 0)
  }
}

/** How many items are promised to a line and not yet sent. */
export const reservedOf = (line: Line): number => line.reserved.reduce((so, portion) => so + portion.quantity, 0)

const promise = (line: Line, batch: Batch): void => {
  const quantity = Math.min(line.backordered, batch.unreserved)
  if (quantity === 0) return
  line.reserved.push({ batch, quantity })
  line.backordered -= quantity
  batch.unreserved -= quantity
}
