import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ROLES, type Role } from '../roles.js'
import { Year } from '../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { AccessRevoked, type PrivacyEventOf } from './events.js'
import { grantStanding, inOrder, notToThemselves, unused } from './rules.js'
import type { PrivacyState } from './state.js'

/** One of `ROLES`. */
const RoleName = t.keyof(
  // Each role once, and nothing else: what `t.keyof` wants.
  Object.fromEntries(ROLES.map((role) => [role, null])) as { readonly [role in Role]: null },
  'role',
)

/** Gives somebody a role in the programme, from `effectiveOn` to `until`. Stands in the record of that year. */
export const AskedGrant = t.strict({
  type: t.literal('GrantAccess'),
  programmeId: ProgrammeId,
  grantId: Uuid,
  /** The id under which they act. Never a name. */
  actorId: Slug,
  role: RoleName,
  until: t.union([Day, t.null]),
  effectiveOn: Day,
})
/** The grant, and who gives it. */
export interface GrantAccess extends t.TypeOf<typeof AskedGrant> {
  readonly evidence: { readonly actorId: string }
}

/** Takes a grant of the record of `year` away, from `effectiveOn` on. */
export const RevokeAccess = t.strict({
  type: t.literal('RevokeAccess'),
  programmeId: ProgrammeId,
  /** The year in whose record the grant stands. */
  year: Year,
  grantId: Uuid,
  reason: AccessRevoked.props.reason,
  effectiveOn: Day,
})
export type RevokeAccess = t.TypeOf<typeof RevokeAccess>

/** @returns Left: `not-authorised` where somebody gives a role to themselves, `duplicate-id`, `invalid-date`. */
export const grantAccess = (command: GrantAccess, state: PrivacyState): Decision<PrivacyEventOf<'AccessGranted'>> => {
  const { grantId, actorId, role, until, effectiveOn, evidence } = command
  return pipe(
    notToThemselves(evidence.actorId, actorId),
    E.chain(() => unused(state.grants.has(grantId), { grantId })),
    E.chain(() => inOrder(effectiveOn, until ?? effectiveOn, 'A grant ends after it begins. Check both days.')),
    E.map(() => [{ type: 'AccessGranted', effectiveOn, data: { grantId, actorId, role, until } }]),
  )
}

/** @returns Left: `unknown-grant`, `grant-revoked`. */
export const revokeAccess = (command: RevokeAccess, state: PrivacyState): Decision<PrivacyEventOf<'AccessRevoked'>> => {
  const { grantId, reason, effectiveOn } = command
  return pipe(
    grantStanding(state, grantId, effectiveOn),
    E.map(() => [{ type: 'AccessRevoked', effectiveOn, data: { grantId, reason } }]),
  )
}
