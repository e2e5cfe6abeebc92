export { plannedDays, type Slot, slotOn } from './calendar.js'
export { programme } from './decider.js'
export type {
  DeclareHoliday,
  EstablishProgramme,
  IntroduceCraft,
  ProgrammeCommand,
  SetProceedsRule,
  SetSchedule,
  WithdrawHoliday,
} from './decisions.js'
export type { ProgrammeEvent } from './events.js'
export type { ProgrammeState } from './state.js'
