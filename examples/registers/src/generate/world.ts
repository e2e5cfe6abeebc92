import type { Day } from '../calendar.js'
import type { ProgrammeFile } from '../expected.js'
import type { Row } from './cell.js'
import type { RegisterFile } from './columns.js'
import type { Person } from './person.js'
import type { Random } from './random.js'
import type { Product } from './shelf.js'

export interface Buyer {
  readonly code: string
  readonly name: string
  readonly kind: string
}

/** An agency on one day of its life. */
export interface World {
  day: Day
  readonly random: Random
  /** How often a register is wrong: 0 is never, and then nothing is refused. */
  readonly rate: number
  readonly programme: ProgrammeFile
  readonly isSession: (day: Day) => boolean
  readonly people: readonly Person[]
  readonly products: readonly Product[]
  readonly buyers: readonly Buyer[]
  /** Writes a row into its register; at the world's rate a clerk gets it wrong first, or writes it twice. */
  readonly write: (file: RegisterFile, row: Row) => void
}
