import type { Person } from './person.js'

/** One thing made, by whom and in which parts. */
export interface Item {
  readonly makers: readonly { readonly person: Person; readonly parts: number }[]
}

export interface Product {
  readonly sku: string
  readonly name: string
  readonly craftId: string
  /** Rupiah. */
  readonly price: number
  /** Made and promised to nobody, oldest first, from `next` on. */
  readonly shelf: Item[]
  next: number
  readonly waiting: OrderLine[]
}

/** What one order asks of one product: items held for it, then sent. */
export interface OrderLine {
  readonly product: Product
  readonly quantity: number
  readonly price: number
  readonly held: Item[]
  readonly sent: Item[]
}

/** How many items the line waits for. */
export const missing = (line: OrderLine): number => line.quantity - line.held.length - line.sent.length

/** A new item goes to the line that has waited longest, or on the shelf. */
export const putOnShelf = (product: Product, item: Item): void => {
  const first = product.waiting[0]
  if (first === undefined) {
    product.shelf.push(item)
    return
  }
  first.held.push(item)
  if (missing(first) === 0) product.waiting.shift()
}

/** Holds the oldest items for a new line; for what is short it waits. */
export const hold = (line: OrderLine): void => {
  const { product } = line
  for (
    let item = product.shelf[product.next];
    item !== undefined && missing(line) > 0;
    item = product.shelf[product.next]
  ) {
    line.held.push(item)
    product.next += 1
  }
  if (missing(line) > 0) product.waiting.push(line)
}
