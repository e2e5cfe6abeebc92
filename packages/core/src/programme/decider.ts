import type { Aggregate } from '@perca/eventsourcing'
import { AskedClosing, type CloseMonth, CloseProgramme, closeMonth, closeProgramme } from './closing.js'
import {
  DeclareHoliday,
  declareHoliday,
  EstablishProgramme,
  establishProgramme,
  IntroduceCraft,
  introduceCraft,
  SetProceedsRule,
  SetSchedule,
  setProceedsRule,
  setSchedule,
  WithdrawHoliday,
  withdrawHoliday,
} from './decisions.js'
import { type ProgrammeEvent, programmeEvents } from './events.js'
import { figuresAtClosing } from './evidence.js'
import {
  AdoptInstrument,
  adoptInstrument,
  SetAssessmentRule,
  SetRetentionRule,
  setAssessmentRule,
  setRetentionRule,
} from './standards.js'
import { evolve, initialState, type ProgrammeState } from './state.js'

const stream = ({ programmeId }: { readonly programmeId: string }) => programmeId
const roles = ['coordinator', 'registrar']

/** Every command of a programme. */
export type ProgrammeCommand =
  | EstablishProgramme
  | SetSchedule
  | DeclareHoliday
  | WithdrawHoliday
  | IntroduceCraft
  | SetProceedsRule
  | SetAssessmentRule
  | AdoptInstrument
  | SetRetentionRule
  | CloseMonth
  | CloseProgramme

/** `programme-<slug>`: one programme's calendar and rules. */
export const programme: Aggregate<ProgrammeCommand, ProgrammeState, ProgrammeEvent> = {
  category: 'programme',
  events: programmeEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    EstablishProgramme: {
      codec: EstablishProgramme,
      roles,
      stream,
      yields: ['ProgrammeEstablished'],
      decide: establishProgramme,
    },
    SetSchedule: { codec: SetSchedule, roles, stream, yields: ['ScheduleSet'], decide: setSchedule },
    DeclareHoliday: { codec: DeclareHoliday, roles, stream, yields: ['HolidayDeclared'], decide: declareHoliday },
    WithdrawHoliday: { codec: WithdrawHoliday, roles, stream, yields: ['HolidayWithdrawn'], decide: withdrawHoliday },
    IntroduceCraft: { codec: IntroduceCraft, roles, stream, yields: ['CraftIntroduced'], decide: introduceCraft },
    SetProceedsRule: { codec: SetProceedsRule, roles, stream, yields: ['ProceedsRuleSet'], decide: setProceedsRule },
    SetAssessmentRule: {
      codec: SetAssessmentRule,
      roles: ['coordinator'],
      stream,
      yields: ['AssessmentRuleSet'],
      decide: setAssessmentRule,
    },
    AdoptInstrument: {
      codec: AdoptInstrument,
      roles: ['coordinator'],
      stream,
      yields: ['InstrumentAdopted'],
      decide: adoptInstrument,
    },
    SetRetentionRule: {
      codec: SetRetentionRule,
      roles: ['coordinator', 'dataProtection'],
      stream,
      yields: ['RetentionRuleSet'],
      decide: setRetentionRule,
    },
    CloseMonth: {
      codec: AskedClosing,
      roles: ['coordinator'],
      stream,
      lookUp: figuresAtClosing,
      yields: ['MonthClosed'],
      decide: closeMonth,
    },
    CloseProgramme: {
      codec: CloseProgramme,
      roles: ['coordinator'],
      stream,
      yields: ['ProgrammeClosed'],
      decide: closeProgramme,
    },
  },
}
