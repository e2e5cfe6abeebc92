import type { Day } from '@perca/eventsourcing'
import type { ProgrammeEvent, ProgrammeEventOf } from './events.js'

/** A decision in force from a day on, until the next. */
export interface InForce<Terms> {
  readonly from: Day
  readonly terms: Terms
}

type DataOf<Type extends ProgrammeEvent['type']> = ProgrammeEventOf<Type>['data']

/** A programme's calendar and rules, with the days from which each is in force. */
export interface ProgrammeState {
  readonly established: DataOf<'ProgrammeEstablished'> | null
  readonly schedules: readonly InForce<DataOf<'ScheduleSet'>>[]
  /** Names of the holidays that stand, by day. */
  readonly holidays: { readonly [day: string]: string }
  readonly crafts: { readonly [craftId: string]: DataOf<'CraftIntroduced'> }
  readonly proceedsRules: readonly InForce<DataOf<'ProceedsRuleSet'>>[]
  readonly assessmentRules: readonly InForce<DataOf<'AssessmentRuleSet'>>[]
  readonly instruments: readonly InForce<DataOf<'InstrumentAdopted'>>[]
  readonly retentionRules: readonly InForce<DataOf<'RetentionRuleSet'>>[]
  /** The last closed month: it and all before it take nothing any more. Null where none is closed. */
  readonly closedThrough: string | null
  /** The programme's last day, where it is closed. */
  readonly lastDay: Day | null
}

/** Not established. */
export const initialState: ProgrammeState = {
  established: null,
  schedules: [],
  holidays: {},
  crafts: {},
  proceedsRules: [],
  assessmentRules: [],
  instruments: [],
  retentionRules: [],
  closedThrough: null,
  lastDay: null,
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
    case 'AssessmentRuleSet':
      return { ...state, assessmentRules: [...state.assessmentRules, { from: event.effectiveOn, terms: event.data }] }
    case 'InstrumentAdopted':
      return { ...state, instruments: [...state.instruments, { from: event.effectiveOn, terms: event.data }] }
    case 'RetentionRuleSet':
      return { ...state, retentionRules: [...state.retentionRules, { from: event.effectiveOn, terms: event.data }] }
    case 'MonthClosed':
      return { ...state, closedThrough: event.data.month }
    case 'ProgrammeClosed':
      return { ...state, lastDay: event.effectiveOn }
  }
}
