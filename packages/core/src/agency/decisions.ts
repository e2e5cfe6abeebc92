import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Code, ProgrammeId } from '../values/ids.js'
import { type AgencyEvent, AgencyKind } from './events.js'

/** What decisions need of an agency. */
export interface AgencyState {
  /** The code as it was given; null until the agency is a partner. */
  readonly partner: string | null
}

/** No partner yet. */
export const initialState: AgencyState = { partner: null }

/** The agency after one event more. */
export const evolve = (_: AgencyState, event: AgencyEvent): AgencyState => ({ partner: event.data.code })

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

/** The agency is a partner. Rule 11. */
export const partnered = (state: AgencyState, agencyCode: string) =>
  state.partner === null
    ? E.left(
        refusal('unknown-agency', 'No agency of this code stands in the register. Enter it first.', { agencyCode }),
      )
    : E.right(state.partner)

/** @returns Left: `duplicate-code`, the code stands already. Rule 11. */
export const partnerAgency = (command: PartnerAgency, state: AgencyState): Decision<AgencyEvent> => {
  const { programmeId, code, name, kind, effectiveOn } = command
  return state.partner === null
    ? E.right([{ type: 'AgencyPartnered', effectiveOn, data: { programmeId, code, name, kind } }])
    : E.left(
        refusal('duplicate-code', 'An agency of this code stands already. Give another code, or drop the row.', {
          code,
        }),
      )
}
