import type {
  DeclareHoliday,
  EstablishProgramme,
  IntroduceCraft,
  SetProceedsRule,
  SetSchedule,
} from '@perca/core'
import type { ProgrammeFile } from '../reading/programme.js'
import { rowId } from './ids.js'

type ProgrammeCommand = EstablishProgramme | SetSchedule | DeclareHoliday | IntroduceCraft | SetProceedsRule

/** What program.json stands for: each of its decisions as a command that is carried out once. */
export const programmeCommands = (file: ProgrammeFile): readonly { readonly id: string; readonly command: ProgrammeCommand }[] => {
  const dated = { programmeId: file.programme, effectiveOn: file.startedOn }
  const { schedule, proceeds } = file
  const commands: readonly ProgrammeCommand[] = [
    { type: 'EstablishProgramme', ...dated, name: file.name, agencyName: file.agency, timezone: file.timezone },
    {
      type: 'SetSchedule',
      ...dated,
      rule: schedule.rule,
      startsAt: schedule.startsAt,
      duration: schedule.duration,
      venue: schedule.venue,
      capacity: schedule.capacity,
    },
    ...file.holidays.map(
      ({ date, name }): DeclareHoliday => ({ type: 'DeclareHoliday', ...dated, effectiveOn: date, date, name, decree: null }),
    ),
    ...file.crafts.map(({ craftId, name }): IntroduceCraft => ({ type: 'IntroduceCraft', ...dated, craftId, name, skills: [] })),
    {
      type: 'SetProceedsRule',
      ...dated,
      makersShare: proceeds.makersShare,
      materialsFund: proceeds.materialsFund,
      programmeFund: proceeds.programmeFund,
    },
  ]
  return commands.map((command, place) => ({
    id: rowId(file.programme, file.startedOn, JSON.stringify(command), place),
    command,
  }))
}
