import type { Change, RecordedEvent } from '@perca/eventsourcing'
import type { ParticipantEventOf } from '../../participant/events.js'
import type { ProgrammeEventOf } from '../../programme/events.js'
import { inForceOn } from '../../programme/state.js'
import { monthsAfter } from '../../values/month.js'
import { monthOf, rowKey } from '../keys.js'
import { foundOrNot, type Get, type Row, type RowThat, rowThat } from './row.js'

type Rules = RowThat<'assessment-rules'>
type Assessed = RowThat<'assessed-month'>['assessments'][number]

const none: Rules = { is: 'assessment-rules', rules: [], months: [] }
const rulesKey = (programmeId: string) => rowKey('assessment-rules', programmeId)
const monthKey = (programmeId: string, month: string) => rowKey('assessed-month', programmeId, month)

/** Holds an assessment against the rule in force on its day. Who made it may not be known: then only how long it holds is. */
const judged = (get: Get, programmeId: string, rules: Rules['rules'], assessed: Assessed): readonly Change<Row>[] => {
  const { on, validUntil, profession, stream, eventId } = assessed
  const rule = inForceOn(rules, on)?.terms
  const latest = rule === undefined ? validUntil : monthsAfter(on, rule.validityMonths)
  const isOther = rule !== undefined && profession !== null && !rule.professions.includes(profession)
  return foundOrNot(
    get,
    rowKey('assessment-off-rule', eventId),
    isOther || validUntil > latest
      ? {
          is: 'finding',
          kind: 'assessment-off-rule',
          programmeId,
          on,
          stream,
          eventId,
          details: { validUntil, latest, ...(isOther ? { profession } : {}) },
        }
      : undefined,
  )
}

/** A rule: every assessment of its month and later ones is judged anew. */
const ruled = (
  { event, stream }: RecordedEvent<ProgrammeEventOf<'AssessmentRuleSet'>>,
  get: Get,
): readonly Change<Row>[] => {
  const programmeId = stream.slice('programme-'.length)
  const row = rowThat(get, 'assessment-rules', rulesKey(programmeId)) ?? none
  const rules = [...row.rules, { from: event.effectiveOn, terms: event.data }]
  const assessed = row.months
    .filter((month) => month >= monthOf(event.effectiveOn))
    .flatMap((month) => rowThat(get, 'assessed-month', monthKey(programmeId, month))?.assessments ?? [])
  return [
    { put: rulesKey(programmeId), row: { ...row, rules } },
    ...assessed.flatMap((one) => judged(get, programmeId, rules, one)),
  ]
}

/** An assessment: judged, and kept in case a rule is written down late. */
const assessed = (
  { event, id, stream, metadata: { programmeId } }: RecordedEvent<ParticipantEventOf<'StabilityAssessed'>>,
  get: Get,
): readonly Change<Row>[] => {
  if (programmeId === null) return []
  const { validUntil, assessor } = event.data
  const on = event.effectiveOn
  const month = monthOf(on)
  const row = rowThat(get, 'assessment-rules', rulesKey(programmeId)) ?? none
  const held = rowThat(get, 'assessed-month', monthKey(programmeId, month))
  const one = { on, validUntil, profession: assessor.profession, stream, eventId: id }
  const months: readonly Change<Row>[] =
    held === undefined ? [{ put: rulesKey(programmeId), row: { ...row, months: [...row.months, month] } }] : []
  return [
    ...months,
    {
      put: monthKey(programmeId, month),
      row: { is: 'assessed-month', assessments: [...(held?.assessments ?? []), one] },
    } as const,
    ...judged(get, programmeId, row.rules, one),
  ]
}

/** Finds assessments that hold longer than the programme's rule allows, or were made by a profession that it does not name. */
export const assessmentRules = { AssessmentRuleSet: ruled, StabilityAssessed: assessed }
