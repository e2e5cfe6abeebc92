import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId } from '../values/ids.js'
import { AssessmentRuleSet, InstrumentAdopted, type ProgrammeEvent, RetentionRuleSet } from './events.js'
import { established, runsOn } from './rules.js'
import { inForceOn, type ProgrammeState } from './state.js'
import { same, unlessSo } from './unless-so.js'

const dated = { programmeId: ProgrammeId, effectiveOn: Day }

/** Sets for how long an assessment may hold and who may make it, from `effectiveOn` on. */
export const SetAssessmentRule = t.strict({
  type: t.literal('SetAssessmentRule'),
  ...dated,
  ...AssessmentRuleSet.props,
})
export type SetAssessmentRule = t.TypeOf<typeof SetAssessmentRule>

/** Adopts an instrument in a version and under a licence, from `effectiveOn` on. */
export const AdoptInstrument = t.strict({ type: t.literal('AdoptInstrument'), ...dated, ...InstrumentAdopted.props })
export type AdoptInstrument = t.TypeOf<typeof AdoptInstrument>

/** Sets for how many years data of a class are kept, from `effectiveOn` on. Also in a programme that is closed. */
export const SetRetentionRule = t.strict({ type: t.literal('SetRetentionRule'), ...dated, ...RetentionRuleSet.props })
export type SetRetentionRule = t.TypeOf<typeof SetRetentionRule>

/** @returns Right: nothing where it was so set from that very day. Left: `programme-unknown`, `programme-closed`. */
export const setAssessmentRule = (command: SetAssessmentRule, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { validityMonths, professions, effectiveOn } = command
  const data = { validityMonths, professions }
  const now = inForceOn(state.assessmentRules, effectiveOn)
  const soAlready = now?.from === effectiveOn && same(now.terms, data)
  return pipe(
    runsOn(state, effectiveOn),
    E.map(() => unlessSo(soAlready, { type: 'AssessmentRuleSet', effectiveOn, data })),
  )
}

/** @returns Right: nothing where it was so adopted from that very day. Left: `programme-unknown`, `programme-closed`. */
export const adoptInstrument = (command: AdoptInstrument, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { id, version, licence, effectiveOn } = command
  const data = { id, version, licence }
  const now = inForceOn(
    state.instruments.filter(({ terms }) => terms.id === id),
    effectiveOn,
  )
  const soAlready = now?.from === effectiveOn && same(now.terms, data)
  return pipe(
    runsOn(state, effectiveOn),
    E.map(() => unlessSo(soAlready, { type: 'InstrumentAdopted', effectiveOn, data })),
  )
}

/** @returns Right: nothing where it was so set from that very day. Left: `programme-unknown`. */
export const setRetentionRule = (command: SetRetentionRule, state: ProgrammeState): Decision<ProgrammeEvent> => {
  const { years, basis, effectiveOn } = command
  const data = { class: command.class, years, basis }
  const now = inForceOn(
    state.retentionRules.filter(({ terms }) => terms.class === command.class),
    effectiveOn,
  )
  const soAlready = now?.from === effectiveOn && same(now.terms, data)
  return pipe(
    established(state),
    E.map(() => unlessSo(soAlready, { type: 'RetentionRuleSet', effectiveOn, data })),
  )
}
