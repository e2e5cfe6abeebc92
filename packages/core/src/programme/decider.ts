import type { Aggregate } from '@perca/eventsourcing'
import {
  DeclareHoliday,
  declareHoliday,
  EstablishProgramme,
  establishProgramme,
  IntroduceCraft,
  introduceCraft,
  type ProgrammeCommand,
  SetProceedsRule,
  SetSchedule,
  setProceedsRule,
  setSchedule,
  WithdrawHoliday,
  withdrawHoliday,
} from './decisions.js'
import { type ProgrammeEvent, programmeEvents } from './events.js'
import { evolve, initialState, type ProgrammeState } from './state.js'

const stream = ({ programmeId }: { readonly programmeId: string }) => programmeId
const roles = ['coordinator', 'registrar']

/** `programme-<slug>`: one programme's calendar and rules. */
export const programme: Aggregate<ProgrammeCommand, ProgrammeState, ProgrammeEvent> = {
  category: 'programme',
  events: programmeEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    EstablishProgramme: { codec: EstablishProgramme, roles, stream, decide: establishProgramme },
    SetSchedule: { codec: SetSchedule, roles, stream, decide: setSchedule },
    DeclareHoliday: { codec: DeclareHoliday, roles, stream, decide: declareHoliday },
    WithdrawHoliday: { codec: WithdrawHoliday, roles, stream, decide: withdrawHoliday },
    IntroduceCraft: { codec: IntroduceCraft, roles, stream, decide: introduceCraft },
    SetProceedsRule: { codec: SetProceedsRule, roles, stream, decide: setProceedsRule },
  },
}
