import type { Day } from '../calendar.js'

/** What stands in a cell; how it is written is the form's affair. Text is written as it is. */
export type Cell =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'mark'; readonly mark: string }
  | { readonly kind: 'text'; readonly text: string }

export type Row = readonly Cell[]

export const dayCell = (day: Day): Cell => ({ kind: 'day', day })
export const numberCell = (number: number): Cell => ({ kind: 'number', number })
export const markCell = (mark: string): Cell => ({ kind: 'mark', mark })
export const textCell = (text: string): Cell => ({ kind: 'text', text })
export const blank: Cell = textCell('')
