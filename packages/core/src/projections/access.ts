import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { PrivacyEvent } from '../privacy/events.js'
import { privacyRecordOf } from '../privacy/record.js'
import { rowKey } from './keys.js'

const AccessRow = t.type({
  programmeId: t.string,
  /** The year in whose record the grant stands: what revokes it names it. */
  year: t.number,
  grantId: t.string,
  actorId: t.string,
  role: t.string,
  from: t.string,
  /** The last day; null: until it is revoked. */
  until: t.union([t.string, t.null]),
  /** From this day on it holds no more. */
  revokedOn: t.union([t.string, t.null]),
})
/** A role that somebody was given in a programme, and the days on which it holds. */
export type AccessRow = t.TypeOf<typeof AccessRow>

/** Who was given which role, from when to when: a row a grant. */
export const access = projection<AccessRow, PrivacyEvent>({
  name: 'access',
  version: 1,
  row: AccessRow,
  on: {
    AccessGranted: ({ event, stream }) => {
      const { grantId, actorId, role, until } = event.data
      const row = {
        ...privacyRecordOf(stream),
        grantId,
        actorId,
        role,
        from: event.effectiveOn,
        until,
        revokedOn: null,
      }
      return [{ put: rowKey(stream, grantId), row }]
    },
    AccessRevoked: ({ event, stream }, get) => {
      const key = rowKey(stream, event.data.grantId)
      const row = get(key)
      return row === undefined ? [] : [{ put: key, row: { ...row, revokedOn: event.effectiveOn } }]
    },
  },
})

/** True where the grant holds on the day: begun, neither over nor revoked. */
const holdsOn = ({ from, until, revokedOn }: AccessRow, day: string): boolean =>
  from <= day && (until === null || day <= until) && (revokedOn === null || day < revokedOn)

/** The roles that somebody holds in a programme on a day, each once, in the order of their names. */
export const rolesOn = (
  rows: Iterable<AccessRow>,
  actorId: string,
  programmeId: string,
  day: string,
): readonly string[] => [
  ...new Set(
    [...rows]
      .filter((row) => row.actorId === actorId && row.programmeId === programmeId && holdsOn(row, day))
      .map(({ role }) => role)
      .sort(),
  ),
]
