import type { Day } from '@perca/eventsourcing'
import type { ProgrammeEvent } from './events.js'

/** A decision in force from a day on, until the next. */
interface InForce<Terms> {
  readonly from: Day
  readonly terms: Terms
}

type DataOf<Type extends ProgrammeEvent['type']> = Extract<ProgrammeEvent, { type: Type }>['data']

/** A programme's calendar and rules, with the days from which each is in force. */
export interface ProgrammeState {
  readonly established: DataOf<'ProgrammeEstablished'> | null
  readonly schedules: readonly InForce<DataOf<'ScheduleSet'>>[]
  /** Names of the holidays that stand, by day. */
  readonly holidays: { readonly [day: string]: string }
  readonly crafts: { readonly [craftId: string]: DataOf<'CraftIntroduced'> }
  readonly proceedsRules: readonly InForce<DataOf<'ProceedsRuleSet'>>[]
}

/** Not established. */
export const initialState: ProgrammeState = {
  established: null,
  schedules: [],
  holidays: {},
  crafts: {},
  proceedsRules: [],
}

/** What is in force on a day: the latest that begins on or before it; of two that begin alike, the one recorded last. */
export const inForceOn = <Terms>(list: readonly InForce<Terms>[], day: string): InForce<Terms> | undefined =>
  list.reduce<InForce<Terms> | undefined>(
    (best, entry) => (entry.from <= day && (best === undefined || entry.from >= best.from) ? entry : best),
    undefined,
  )

/** The programme after one event more. */
export const evolve = (state: ProgrammeState, event: ProgrammeEvent): ProgrammeState => {
  switch (event.type) {
    case 'ProgrammeEstablished':
      return { ...state, established: event.data }
    case 'ScheduleSet':
      return { ...state, schedules: [...state.schedules, { from: event.effectiveOn, terms: event.data }] }
    case 'HolidayDeclared':
      return { ...state, holidays: { ...state.holidays, [event.data.date]: event.data.name } }
    case 'HolidayWithdrawn': {
      const { [event.data.date]: _, ...holidays } = state.holidays
      return { ...state, holidays }
    }
    case 'CraftIntroduced':
      return { ...state, crafts: { ...state.crafts, [event.data.craftId]: event.data } }
    case 'ProceedsRuleSet':
      return { ...state, proceedsRules: [...state.proceedsRules, { from: event.effectiveOn, terms: event.data }] }
  }
}
