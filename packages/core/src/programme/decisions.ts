import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId, Slug } from '../values/ids.js'
import {
  CraftIntroduced,
  HolidayDeclared,
  ProceedsRuleSet,
  ProgrammeEstablished,
  type ProgrammeEvent,
  ScheduleSet,
} from './events.js'
import { runsOn } from './rules.js'
import { inForceOn, type ProgrammeState } from './state.js'
import { same, unlessSo } from './unless-so.js'

const dated = { programmeId: ProgrammeId, effectiveOn: Day }

/** Begins a programme. Asked again with the same terms, nothing happens. */
export const EstablishProgramme = t.strict({
  type: t.literal('EstablishProgramme'),
  ...dated,
  ...ProgrammeEstablished.props,
})
export type EstablishProgramme = t.TypeOf<typeof EstablishProgramme>

/** Sets when sessions are held from `effectiveOn` on. */
export const SetSchedule = t.strict({ type: t.literal('SetSchedule'), ...dated, ...ScheduleSet.props })
export type SetSchedule = t.TypeOf<typeof SetSchedule>

/** Declares a day on which no session is held. A day that is a holiday already keeps its name. */
export const DeclareHoliday = t.strict({
  type: t.literal('DeclareHoliday'),
  ...dated,
  ...HolidayDeclared.props,
})
export type DeclareHoliday = t.TypeOf<typeof DeclareHoliday>

/** Takes a holiday back. */
export const WithdrawHoliday = t.strict({ type: t.literal('WithdrawHoliday'), ...dated, date: Day, reason: Slug })
export type WithdrawHoliday = t.TypeOf<typeof WithdrawHoliday>

/** Introduces a craft, or says its name or skills anew. */
export const IntroduceCraft = t.strict({
  type: t.literal('IntroduceCraft'),
  ...dated,
  ...CraftIntroduced.props,
})
export type IntroduceCraft = t.TypeOf<typeof IntroduceCraft>

/** Sets how sales are shared from `effectiveOn` on. The parts must sum to 10,000 basis points. */
export const SetProceedsRule = t.strict({
  type: t.literal('SetProceedsRule'),
  ...dated,
  ...ProceedsRuleSet.props,
})
export type SetProceedsRule = t.TypeOf<typeof SetProceedsRule>

/** @returns Right: nothing where the same programme stands. Left: `programme-exists`, it stands with other terms. */
export const establishProgramme = (command: EstablishProgramme, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { name, agencyName, timezone, effectiveOn } = command
  const data = { name, agencyName, timezone }
  return state.established === null || same(state.established, data)
    ? E.right(unlessSo(state.established !== null, { type: 'ProgrammeEstablished', effectiveOn, data }))
    : E.left(
        refusal('programme-exists', 'A programme of this id stands already with another name, agency or time zone.'),
      )
}

/** @returns Right: nothing where it was so set from that very day. Left: `programme-unknown`, `programme-closed`. */
export const setSchedule = (command: SetSchedule, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { rule, startsAt, duration, venue, capacity, effectiveOn } = command
  const data = { rule, startsAt, duration, venue, capacity }
  const now = inForceOn(state.schedules, effectiveOn)
  const soAlready = now?.from === effectiveOn && same(now.terms, data)
  return pipe(
    runsOn(state, effectiveOn),
    E.map(() => unlessSo(soAlready, { type: 'ScheduleSet', effectiveOn, data })),
  )
}

/** @returns Right: nothing where the day is a holiday already. Left: `programme-unknown`, `programme-closed`. */
export const declareHoliday = (command: DeclareHoliday, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { date, name, decree, effectiveOn } = command
  return pipe(
    runsOn(state, effectiveOn),
    E.map(() =>
      unlessSo(Object.hasOwn(state.holidays, date), {
        type: 'HolidayDeclared',
        effectiveOn,
        data: { date, name, decree },
      }),
    ),
  )
}

/** @returns Right: nothing where the day is no holiday. Left: `programme-unknown`, `programme-closed`. */
export const withdrawHoliday = (command: WithdrawHoliday, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { date, reason, effectiveOn } = command
  return pipe(
    runsOn(state, effectiveOn),
    E.map(() =>
      unlessSo(state.holidays[date] === undefined, { type: 'HolidayWithdrawn', effectiveOn, data: { date, reason } }),
    ),
  )
}

/** @returns Right: nothing where the craft stands so already. Left: `programme-unknown`, `programme-closed`. */
export const introduceCraft = (command: IntroduceCraft, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { craftId, name, skills, effectiveOn } = command
  const data = { craftId, name, skills }
  return pipe(
    runsOn(state, effectiveOn),
    E.map(() => unlessSo(same(state.crafts[craftId], data), { type: 'CraftIntroduced', effectiveOn, data })),
  )
}

/**
 * @returns Right: nothing where it was so set from that very day.
 *   Left: `proceeds-not-whole`, `programme-unknown`, `programme-closed`. Rule 9.
 */
export const setProceedsRule = (command: SetProceedsRule, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { makersShare, materialsFund, programmeFund, effectiveOn } = command
  const data = { makersShare, materialsFund, programmeFund }
  const sum = makersShare + materialsFund + programmeFund
  if (sum !== 10_000) {
    return E.left(refusal('proceeds-not-whole', 'The parts of a sale must sum to 10000 basis points.', { sum }))
  }
  const now = inForceOn(state.proceedsRules, effectiveOn)
  const soAlready = now?.from === effectiveOn && same(now.terms, data)
  return pipe(
    runsOn(state, effectiveOn),
    E.map(() => unlessSo(soAlready, { type: 'ProceedsRuleSet', effectiveOn, data })),
  )
}
