import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ProgrammeEvent } from '../programme/events.js'
import { evolve, initialState, type ProgrammeState } from '../programme/state.js'

/** A row that only Perca's own events build, so that its shape is the state's. */
const CalendarRow = new t.Type<ProgrammeState, ProgrammeState, unknown>(
  'programme state',
  (value): value is ProgrammeState => typeof value === 'object' && value !== null && 'schedules' in value,
  (value, context) =>
    typeof value === 'object' && value !== null && 'schedules' in value
      ? t.success(value as ProgrammeState)
      : t.failure(value, context),
  t.identity,
)

const taken = (
  { event, stream }: { readonly event: ProgrammeEvent; readonly stream: string },
  get: (key: string) => ProgrammeState | undefined,
) => {
  const key = stream.slice('programme-'.length)
  return [{ put: key, row: evolve(get(key) ?? initialState, event) }]
}

/** Programmes by id, with schedule and holidays: the programme's own state. */
export const calendar = projection<ProgrammeState, ProgrammeEvent>({
  name: 'calendar',
  version: 2,
  row: CalendarRow,
  on: {
    ProgrammeEstablished: taken,
    ScheduleSet: taken,
    HolidayDeclared: taken,
    HolidayWithdrawn: taken,
    CraftIntroduced: taken,
    ProceedsRuleSet: taken,
    AssessmentRuleSet: taken,
    InstrumentAdopted: taken,
    RetentionRuleSet: taken,
    MonthClosed: taken,
    ProgrammeClosed: taken,
  },
})
