import type { DeclareHoliday, EstablishProgramme, IntroduceCraft, SetProceedsRule, SetSchedule } from '@perca/core'
import type { Day } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { ProgrammeFile } from '../reading/programme.js'
import type { Registers } from '../reading/registers.js'
import { rowId } from './ids.js'

type ProgrammeCommand = EstablishProgramme | SetSchedule | DeclareHoliday | IntroduceCraft | SetProceedsRule

/** From when on proceeds are shared as program.json says: also what was paid before the programme began. */
const firstSharing = (startedOn: Day, payments: Registers['payments']): Day =>
  payments.reduce(
    (first, { value }) => (E.isRight(value) && value.right.date < first ? value.right.date : first),
    startedOn,
  )

/** What program.json stands for: each of its decisions as a command that is carried out once. */
export const programmeCommands = (
  file: ProgrammeFile,
  payments: Registers['payments'],
): readonly { readonly id: string; readonly command: ProgrammeCommand }[] => {
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
      ({ date, name }): DeclareHoliday => ({
        type: 'DeclareHoliday',
        ...dated,
        effectiveOn: date,
        date,
        name,
        decree: null,
      }),
    ),
    ...file.crafts.map(
      ({ craftId, name }): IntroduceCraft => ({ type: 'IntroduceCraft', ...dated, craftId, name, skills: [] }),
    ),
    {
      type: 'SetProceedsRule',
      ...dated,
      effectiveOn: firstSharing(file.startedOn, payments),
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
