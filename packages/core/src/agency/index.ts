export { agency } from './decider.js'
export { type AgencyState, type PartnerAgency, partnered } from './decisions.js'
export { type AgencyEvent, AgencyKind, agencyEvents } from './events.js'
