import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { RupiahOrNone } from '../../values/amounts.js'
import { ProgrammeId, Uuid } from '../../values/ids.js'
import { notErased } from '../rules.js'
import type { ParticipantState } from '../state.js'
import {
  CommunityRoleKind,
  ContactChannel,
  ContactOutcome,
  LeavingReason,
  LivelihoodKind,
  type SupportEventOf,
} from './events.js'
import { heldRole, newRole, supportable } from './rules.js'

const asked = { participantId: Uuid, effectiveOn: Day }

/** Records that somebody has a role among others from `effectiveOn` on. */
export const TakeCommunityRole = t.strict({
  type: t.literal('TakeCommunityRole'),
  ...asked,
  roleId: Uuid,
  kind: CommunityRoleKind,
  organisation: t.union([t.string, t.null]),
})
export type TakeCommunityRole = t.TypeOf<typeof TakeCommunityRole>

/** Records that they have it no longer. */
export const LeaveCommunityRole = t.strict({
  type: t.literal('LeaveCommunityRole'),
  ...asked,
  roleId: Uuid,
  reason: LeavingReason,
})
export type LeaveCommunityRole = t.TypeOf<typeof LeaveCommunityRole>

/** Records what somebody lives on from `effectiveOn` on; `income` in whole rupiah a month. */
export const ReportLivelihood = t.strict({
  type: t.literal('ReportLivelihood'),
  ...asked,
  kind: LivelihoodKind,
  income: t.union([RupiahOrNone, t.null]),
})
export type ReportLivelihood = t.TypeOf<typeof ReportLivelihood>

/** Records that somebody of the programme asked after the person. */
export const ContactAftercare = t.strict({
  type: t.literal('ContactAftercare'),
  ...asked,
  programmeId: ProgrammeId,
  channel: ContactChannel,
  outcome: ContactOutcome,
})
export type ContactAftercare = t.TypeOf<typeof ContactAftercare>

/**
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `role-exists`; `data-erased` where it is
 *   said where, and personal data were erased (rule 22).
 */
export const takeCommunityRole = (
  { roleId, kind, organisation, effectiveOn }: TakeCommunityRole,
  state: ParticipantState,
): Decision<SupportEventOf<'CommunityRoleTaken'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => newRole(state, roleId)),
    E.chain(() => (organisation === null ? E.right(null) : notErased(state, 'personal'))),
    E.map(() => [{ type: 'CommunityRoleTaken', effectiveOn, data: { roleId, kind, organisation } }]),
  )

/**
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `unknown-role`, `already-left`.
 */
export const leaveCommunityRole = (
  { roleId, reason, effectiveOn }: LeaveCommunityRole,
  state: ParticipantState,
): Decision<SupportEventOf<'CommunityRoleLeft'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => heldRole(state, roleId, effectiveOn)),
    E.map(() => [{ type: 'CommunityRoleLeft', effectiveOn, data: { roleId, reason } }]),
  )

/**
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`; `data-erased` where an income is said
 *   after health data were erased (rule 22).
 */
export const reportLivelihood = (
  { kind, income, effectiveOn }: ReportLivelihood,
  state: ParticipantState,
): Decision<SupportEventOf<'LivelihoodReported'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => (income === null ? E.right(null) : notErased(state, 'health'))),
    E.map(() => [{ type: 'LivelihoodReported', effectiveOn, data: { kind, income } }]),
  )

/** @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`. */
export const contactAftercare = (
  { programmeId, channel, outcome, effectiveOn }: ContactAftercare,
  state: ParticipantState,
): Decision<SupportEventOf<'AftercareContacted'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.map(() => [{ type: 'AftercareContacted', effectiveOn, data: { programmeId, channel, outcome } }]),
  )
