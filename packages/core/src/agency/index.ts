export { agency } from './decider.js'
export { type AgencyState, type PartnerAgency } from './decisions.js'
export { type AgencyEvent, AgencyKind } from './events.js'
