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
import { inForceOn, type ProgrammeState } from './state.js'

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

/** Every command of a programme. */
export type ProgrammeCommand =
  | EstablishProgramme
  | SetSchedule
  | DeclareHoliday
  | WithdrawHoliday
  | IntroduceCraft
  | SetProceedsRule

/** True where these terms stand. Field by field, since a store may give an event's fields back in another order. */
const same = <Terms extends object>(now: Terms | undefined, asked: Terms): boolean =>
  now !== undefined &&
  Object.entries(asked).every(([name, value]) => JSON.stringify(Reflect.get(now, name)) === JSON.stringify(value))

const established = (state: ProgrammeState) =>
  state.established === null
    ? E.left(refusal('programme-unknown', 'Establish the programme first.'))
    : E.right(state.established)

/** An event, unless what it says is so already. */
const unlessSo = (soAlready: boolean, event: ProgrammeEvent): readonly ProgrammeEvent[] => (soAlready ? [] : [event])

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

/** @returns Right: nothing where it was so set from that very day. Left: `programme-unknown`. */
export const setSchedule = (command: SetSchedule, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { rule, startsAt, duration, venue, capacity, effectiveOn } = command
  const data = { rule, startsAt, duration, venue, capacity }
  const now = inForceOn(state.schedules, effectiveOn)
  const soAlready = now?.from === effectiveOn && same(now.terms, data)
  return pipe(
    established(state),
    E.map(() => unlessSo(soAlready, { type: 'ScheduleSet', effectiveOn, data })),
  )
}

/** @returns Right: nothing where the day is a holiday already. Left: `programme-unknown`. */
export const declareHoliday = (command: DeclareHoliday, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { date, name, decree, effectiveOn } = command
  return pipe(
    established(state),
    E.map(() =>
      unlessSo(Object.hasOwn(state.holidays, date), {
        type: 'HolidayDeclared',
        effectiveOn,
        data: { date, name, decree },
      }),
    ),
  )
}

/** @returns Right: nothing where the day is no holiday. Left: `programme-unknown`. */
export const withdrawHoliday = (command: WithdrawHoliday, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { date, reason, effectiveOn } = command
  return pipe(
    established(state),
    E.map(() =>
      unlessSo(state.holidays[date] === undefined, { type: 'HolidayWithdrawn', effectiveOn, data: { date, reason } }),
    ),
  )
}

/** @returns Right: nothing where the craft stands so already. Left: `programme-unknown`. */
export const introduceCraft = (command: IntroduceCraft, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { craftId, name, skills, effectiveOn } = command
  const data = { craftId, name, skills }
  return pipe(
    established(state),
    E.map(() => unlessSo(same(state.crafts[craftId], data), { type: 'CraftIntroduced', effectiveOn, data })),
  )
}

/**
 * @returns Right: nothing where it was so set from that very day.
 *   Left: `proceeds-not-whole`, `programme-unknown`. Rule 9.
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
    established(state),
    E.map(() => unlessSo(soAlready, { type: 'ProceedsRuleSet', effectiveOn, data })),
  )
}
