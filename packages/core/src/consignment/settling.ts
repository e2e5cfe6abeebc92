import { Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { codesOf } from '../order/evidence.js'
import { type SharingTerms, shareProceeds } from '../order/sharing.js'
import { programme } from '../programme/decider.js'
import { inForceOn } from '../programme/state.js'
import { Rupiah } from '../values/amounts.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import type { ConsignmentEventOf } from './events.js'
import { notEntered, piecesOf, settledExactly, standingOn, unsettledOn } from './rules.js'
import { type ConsignmentState, countOf } from './state.js'

/** Takes the agency's money for all that it sold and has not paid for, in rupiah; it is shared at once. */
export const AskedSettlement = t.strict({
  type: t.literal('SettleConsignment'),
  consignmentId: Uuid,
  programmeId: ProgrammeId,
  settlementId: Uuid,
  amount: Rupiah,
  effectiveOn: Day,
})
/** The settlement, with the rule in force on its day and the makers' codes. Rules 9 and 15. */
export interface SettleConsignment extends t.TypeOf<typeof AskedSettlement> {
  readonly evidence: SharingTerms
}

/** @returns Left: `proceeds-rule-missing`, the programme has set no rule by that day. */
export const termsOfSettlement = (
  asked: Omit<SettleConsignment, 'evidence'>,
  state: ConsignmentState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, SharingTerms> =>
  pipe(
    reader.state(programme, asked.programmeId),
    TE.chainEitherKW((found) => {
      const rule = inForceOn(found.state.proceedsRules, asked.effectiveOn)
      return rule === undefined
        ? E.left(
            refusal('proceeds-rule-missing', 'Set how sales are shared before a consignment is settled.', {
              day: asked.effectiveOn,
            }),
          )
        : E.right({ from: rule.from, ...rule.terms })
    }),
    TE.bindTo('rule'),
    TE.bindW('codes', () => {
      const makers = state.lines.flatMap(({ batches }) => batches.flatMap((part) => part.makers))
      return codesOf(reader, [...new Set(makers.map(({ participantId }) => participantId))])
    }),
  )

/**
 * Shares what the agency paid between the makers of the pieces sold and the funds, as an order is shared.
 * @returns Left: `unknown-consignment`, `already-recorded`, `over-sale` where the amount is not exactly what was sold by that
 *   day and not settled. Rules 9, 14 and 15.
 */
export const settleConsignment = (
  command: SettleConsignment,
  state: ConsignmentState,
): Decision<ConsignmentEventOf<'ConsignmentSettled'>> => {
  const { programmeId, settlementId, amount, effectiveOn, evidence } = command
  const open = state.lines.flatMap((line) => {
    const quantity = unsettledOn(line, effectiveOn)
    return quantity > 0 ? [{ line, quantity }] : []
  })
  const due = open.reduce((sum, { line, quantity }) => sum + quantity * line.unitPrice, 0)
  return pipe(
    standingOn(state, programmeId, effectiveOn),
    E.chain(() => notEntered(state, settlementId)),
    E.chain(() => settledExactly(amount, due, effectiveOn)),
    E.map((total) => {
      const parts = open.flatMap(({ line: { batches, settled, unitPrice }, quantity }) => {
        const from = countOf(settled)
        return piecesOf(batches, from, from + quantity).map((part) => ({ ...part, unitPrice }))
      })
      const lines = open.map(({ line: { lineId, unitPrice }, quantity }) => ({ lineId, quantity, unitPrice }))
      const shared = shareProceeds(total, parts, evidence)
      return [{ type: 'ConsignmentSettled', effectiveOn, data: { programmeId, settlementId, lines, ...shared } }]
    }),
  )
}
