export { agency } from './decider.js'
export type { AgencyCommand, AgencyState, EndPartnership, PartnerAgency } from './decisions.js'
export { type AgencyEvent, AgencyKind } from './events.js'
