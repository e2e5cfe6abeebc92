import { Day, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { CommunityRoleKind } from '../participant/support/events.js'
import { idInStream } from '../values/ids.js'
import { daysBetween } from './days-between.js'
import { rowKey } from './keys.js'

const RoleRow = t.type({
  roleId: t.string,
  participantId: t.string,
  kind: CommunityRoleKind,
  from: Day,
  /** The day from which they have it no longer; null where they have it still. */
  leftOn: t.union([Day, t.null]),
})
/** A role that somebody has or had among others. */
export type RoleRow = t.TypeOf<typeof RoleRow>

/** Roles among others, by person and id: two people's may bear the same. */
export const communityRoles = projection<RoleRow, ParticipantEvent>({
  name: 'community-roles',
  version: 1,
  row: RoleRow,
  on: {
    CommunityRoleTaken: ({ event, stream }) => {
      const { roleId, kind } = event.data
      const participantId = idInStream(stream)
      const row = { roleId, participantId, kind, from: event.effectiveOn, leftOn: null }
      return [{ put: rowKey(participantId, roleId), row }]
    },
    CommunityRoleLeft: ({ event, stream }, get) => {
      const key = rowKey(idInStream(stream), event.data.roleId)
      const row = get(key)
      return row === undefined ? [] : [{ put: key, row: { ...row, leftOn: event.effectiveOn } }]
    },
  },
})

/** From how many days on a role counts. */
const LASTING = 90

/**
 * Roles that somebody has on a day and has had for so many days by then: taken on 1 January, one is held for 90 days on 1
 * April of a common year.
 * @param atLeast days, default 90
 */
export const rolesHeld = (
  rows: ReadonlyMap<string, RoleRow>,
  day: string,
  atLeast: number = LASTING,
): readonly RoleRow[] =>
  [...rows.values()].filter(
    ({ from, leftOn }) => from <= day && (leftOn === null || leftOn > day) && daysBetween(from, day) >= atLeast,
  )
