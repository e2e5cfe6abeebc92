import { Day, type Decision, Instant } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { People, Year } from '../values/amounts.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { DataClass, Notified, type PrivacyEventOf } from './events.js'
import { breachKnown, inOrder, untold, unused } from './rules.js'
import type { PrivacyState } from './state.js'

/** Records that data were lost, changed or seen by who may not. It stands in the record of the year of `effectiveOn`. */
export const DetectBreach = t.strict({
  type: t.literal('DetectBreach'),
  programmeId: ProgrammeId,
  breachId: Uuid,
  detectedAt: Instant,
  classes: t.readonlyArray(DataClass),
  affected: t.union([People, t.null]),
  description: t.union([t.string, t.null]),
  effectiveOn: Day,
})
export type DetectBreach = t.TypeOf<typeof DetectBreach>

/** Records that the people or the authority were told of a breach of the record of `year`. */
export const NotifyBreach = t.strict({
  type: t.literal('NotifyBreach'),
  programmeId: ProgrammeId,
  /** The year in whose record the breach stands. */
  year: Year,
  breachId: Uuid,
  to: Notified,
  at: Instant,
  effectiveOn: Day,
})
export type NotifyBreach = t.TypeOf<typeof NotifyBreach>

/** @returns Left: `duplicate-id`. */
export const detectBreach = (
  command: DetectBreach,
  state: PrivacyState,
): Decision<PrivacyEventOf<'BreachDetected'>> => {
  const { breachId, detectedAt, classes, affected, description, effectiveOn } = command
  const data = { breachId, detectedAt, classes, affected, description }
  return pipe(
    unused(state.breaches.has(breachId), { breachId }),
    E.map(() => [{ type: 'BreachDetected', effectiveOn, data }]),
  )
}

/**
 * Late is told all the same: that it was late, the register shows.
 * @returns Left: `unknown-breach`, `breach-notified`, `invalid-date` where they were told before it was detected.
 */
export const notifyBreach = (
  command: NotifyBreach,
  state: PrivacyState,
): Decision<PrivacyEventOf<'BreachNotified'>> => {
  const { breachId, to, at, effectiveOn } = command
  const message = 'Nobody is told of a breach before it is detected. Check the dates of both.'
  return pipe(
    breachKnown(state, breachId),
    E.chain((breach) => untold(breach, breachId, to)),
    E.tap((breach) => inOrder(breach.detectedAt, at, message)),
    E.tap((breach) => inOrder(breach.on, effectiveOn, message)),
    E.map(() => [{ type: 'BreachNotified', effectiveOn, data: { breachId, to, at } }]),
  )
}
