import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId } from '../values/ids.js'
import { Month } from '../values/month.js'
import { ProgrammeClosed, type ProgrammeEvent, type ProgrammeEventOf } from './events.js'
import { closableOn, established, notClosed } from './rules.js'
import type { ProgrammeState } from './state.js'
import { unlessSo } from './unless-so.js'

/** Closes a month that is over, as it is asked for. */
export const AskedClosing = t.strict({
  type: t.literal('CloseMonth'),
  programmeId: ProgrammeId,
  month: Month,
  effectiveOn: Day,
})

/** The month to close, with its figures and which events they follow from. */
export interface CloseMonth extends t.TypeOf<typeof AskedClosing> {
  readonly evidence: Pick<ProgrammeEventOf<'MonthClosed'>['data'], 'figures' | 'checkpoint'>
}

/** Closes the programme: `effectiveOn` is its last day. */
export const CloseProgramme = t.strict({
  type: t.literal('CloseProgramme'),
  programmeId: ProgrammeId,
  effectiveOn: Day,
  ...ProgrammeClosed.props,
})
export type CloseProgramme = t.TypeOf<typeof CloseProgramme>

/** @returns Left: `programme-unknown`, `month-closed`, `month-out-of-order`, `month-not-over`. Rule 20. */
export const closeMonth = (command: CloseMonth, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { month, effectiveOn, evidence } = command
  const { figures, checkpoint } = evidence
  return pipe(
    established(state),
    E.chain(() => closableOn(state, month, effectiveOn)),
    E.map(() => [{ type: 'MonthClosed', effectiveOn, data: { month, figures, checkpoint } }]),
  )
}

/** @returns Right: nothing where that was its last day already. Left: `programme-unknown`, `programme-closed`. */
export const closeProgramme = (command: CloseProgramme, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { reason, effectiveOn } = command
  return pipe(
    established(state),
    E.chain(() => (state.lastDay === effectiveOn ? E.right(null) : notClosed(state, effectiveOn))),
    E.map(() => unlessSo(state.lastDay === effectiveOn, { type: 'ProgrammeClosed', effectiveOn, data: { reason } })),
  )
}
