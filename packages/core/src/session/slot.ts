import { Day } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Ordinal } from '../values/amounts.js'
import { ProgrammeId } from '../values/ids.js'

/** Which session a command is for: the programme's, on the day, in the slot of that day; 1 is the first. */
export const slotted = { programmeId: ProgrammeId, effectiveOn: Day, slot: Ordinal }

/** A session's day and slot as a command bears them: without a slot it is the day's first. */
interface Slotted {
  readonly programmeId: string
  readonly effectiveOn: string
  readonly slot?: number
}

/** A session's id, which is its stream's too: `kediri.2020-08-18`, the second of a day `kediri.2020-08-18.2`. */
export const slotId = ({ programmeId, effectiveOn, slot = 1 }: Slotted): string =>
  slot === 1 ? `${programmeId}.${effectiveOn}` : `${programmeId}.${effectiveOn}.${slot}`

/** A command codec's fields for the day's first session, or, where `slot` says so, another. */
export const slotOptional = t.partial({ slot: Ordinal })
