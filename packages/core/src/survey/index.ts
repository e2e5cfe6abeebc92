export { survey } from './decider.js'
export type { CloseSurveyRound, OpenSurveyRound, RecordSurveyResponse, SurveyCommand } from './decisions.js'
export type { SurveyEvent } from './events.js'
export type { SurveyState } from './state.js'
