export { agency } from './decider.js'
export type { AgencyState, PartnerAgency } from './decisions.js'
export { type AgencyEvent, AgencyKind } from './events.js'
