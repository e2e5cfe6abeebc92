import { derivedId } from '@perca/eventsourcing'
import { v5 } from 'uuid'
import type { Entry } from '../reading/register.js'

/** The space of all ids that follow from registers. Never change it: every id of every import follows from it. */
const REGISTERS = '6f1c3a52-0f0e-5a55-9d6c-5b8f0d2c9a10'

const spaces = new Map<string, string>()

/** A programme's own space of ids. */
const spaceOf = (programmeId: string): string => {
  const known = spaces.get(programmeId)
  if (known !== undefined) return known
  const space = v5(programmeId, REGISTERS)
  spaces.set(programmeId, space)
  return space
}

/** The id of what a register calls by `key` - a participant's code, an order's number - in one programme. */
const registerId = (programmeId: string, kind: 'participant' | 'order', key: string): string =>
  v5(JSON.stringify([kind, key]), spaceOf(programmeId))

/** A participant's id follows from the code, whatever its case. */
export const participantIdOf = (programmeId: string, code: string): string =>
  registerId(programmeId, 'participant', code.toUpperCase())

/** An order's id follows from its number, whatever its case, as a row of it does. */
export const orderIdOf = (programmeId: string, number: string): string =>
  registerId(programmeId, 'order', number.toUpperCase())

/**
 * The id of a row: from its content and from which of its equals it is. It begins with the row's day, so that ids made one
 * after the other lie side by side in a store's index.
 * @param content what the row says, without anything that tells who a person is
 */
export const rowId = (programmeId: string, day: string, content: string, ordinal: number): string => {
  const milliseconds = Math.max(0, Date.parse(`${day}T00:00:00Z`))
    .toString(16)
    .padStart(12, '0')
  const hash = v5(JSON.stringify([content, ordinal]), spaceOf(programmeId))
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8, 12)}-8${hash.slice(15)}`
}

/** A second id of the same row. */
export const secondId = (id: string, name: string): string => derivedId(id, name)

/** Gives each entry the id of its row. */
export const entryId = (programmeId: string, day: string, { key, ordinal }: Entry<unknown>): string =>
  rowId(programmeId, day, key, ordinal)
