import { Day, type Decision, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { inForceOn } from '../programme/state.js'
import { Code, ProgrammeId } from '../values/ids.js'
import { type AgencyEvent, AgencyKind, PartingReason } from './events.js'

/** What decisions need of an agency. */
export interface AgencyState {
  /** The code as it was given; null until the agency is a partner. */
  readonly partner: string | null
  /** From which day on it is a partner (true) or no longer one, in the order in which that was written down. */
  readonly steps: readonly { readonly from: Day; readonly terms: boolean }[]
}

/** No partner yet. */
export const initialState: AgencyState = { partner: null, steps: [] }

/** The agency after one event more. */
export const evolve = (state: AgencyState, event: AgencyEvent): AgencyState => ({
  partner: event.data.code,
  steps: [...state.steps, { from: event.effectiveOn, terms: event.type === 'AgencyPartnered' }],
})

/** Takes an agency on as a buyer. */
export const PartnerAgency = t.strict({
  type: t.literal('PartnerAgency'),
  programmeId: ProgrammeId,
  code: Code,
  name: t.string,
  kind: AgencyKind,
  effectiveOn: Day,
})
export type PartnerAgency = t.TypeOf<typeof PartnerAgency>

/** Ends a partnership from `effectiveOn` on. */
export const EndPartnership = t.strict({
  type: t.literal('EndPartnership'),
  programmeId: ProgrammeId,
  code: Code,
  reason: PartingReason,
  effectiveOn: Day,
})
export type EndPartnership = t.TypeOf<typeof EndPartnership>

/** Every command of an agency. */
export type AgencyCommand = PartnerAgency | EndPartnership

/**
 * The agency may order on the day: its code as it was given. An agency that was entered after its first order may, too: it is
 * known now. Rule 11.
 * @returns Left: `unknown-agency`; `partnership-ended`, by that day.
 */
export const partnered = (state: AgencyState, agencyCode: string, day: Day): E.Either<Refusal, string> => {
  if (state.partner === null) {
    const message = 'No agency of this code stands in the register. Enter it first.'
    return E.left(refusal('unknown-agency', message, { agencyCode }))
  }
  const step = inForceOn(state.steps, day)
  if (step?.terms !== false) return E.right(state.partner)
  const message = 'The partnership with this agency was over by that day. Check the date, or enter the agency anew.'
  return E.left(refusal('partnership-ended', message, { agencyCode, day, endedOn: step.from }))
}

/**
 * Begins a partnership, or begins it anew after its end.
 * @returns Left: `duplicate-code`, it runs on that day already, or begins later. Rule 11.
 */
export const partnerAgency = (command: PartnerAgency, state: AgencyState): Decision<AgencyEvent> => {
  const { programmeId, code, name, kind, effectiveOn } = command
  const over = inForceOn(state.steps, effectiveOn)?.terms === false
  const beginsLater = state.steps.some(({ from, terms }) => terms && from > effectiveOn)
  return state.partner === null || (over && !beginsLater)
    ? E.right([
        { type: 'AgencyPartnered', effectiveOn, data: { programmeId, code: state.partner ?? code, name, kind } },
      ])
    : E.left(
        refusal('duplicate-code', 'An agency of this code stands already. Give another code, or drop the row.', {
          code,
        }),
      )
}

/**
 * Ends it; what was ordered before stays.
 * @returns Left: `unknown-agency`; `partnership-ended`, by that day already. Rule 11.
 */
export const endPartnership = (command: EndPartnership, state: AgencyState): Decision<AgencyEvent> => {
  const { programmeId, reason, effectiveOn } = command
  return pipe(
    partnered(state, command.code, effectiveOn),
    E.map((code) => [{ type: 'AgencyPartnershipEnded', effectiveOn, data: { programmeId, code, reason } }]),
  )
}
