export { plannedDays, type Slot, slotOn } from './calendar.js'
export type { CloseMonth, CloseProgramme } from './closing.js'
export { type ProgrammeCommand, programme } from './decider.js'
export type {
  DeclareHoliday,
  EstablishProgramme,
  IntroduceCraft,
  SetProceedsRule,
  SetSchedule,
  WithdrawHoliday,
} from './decisions.js'
export type { ProgrammeEvent } from './events.js'
export type { AdoptInstrument, SetAssessmentRule, SetRetentionRule } from './standards.js'
export type { InForce, ProgrammeState } from './state.js'
