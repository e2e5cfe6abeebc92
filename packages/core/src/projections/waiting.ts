import { type Change, Day, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { endsWait } from '../participant/support/state.js'
import { idInStream } from '../values/ids.js'
import { type ParticipantRow, standingAt } from './participants.js'

const WaitingRow = t.type({
  is: t.literal('person'),
  participantId: t.string,
  /** From which day on they wait for a programme's place, or wait no longer; as recorded. `place`: in the order of the log. */
  steps: t.readonlyArray(
    t.type({ programmeId: t.string, on: Day, is: t.keyof({ waiting: null, over: null }), place: t.number }),
  ),
  /** Places that were kept for them, both days included; `declinedOn` null where they did not decline. */
  offers: t.readonlyArray(
    t.type({
      programmeId: t.string,
      offerId: t.string,
      from: Day,
      until: Day,
      declinedOn: t.union([Day, t.null]),
    }),
  ),
})
/** Whether somebody waits, for which programme, and which places were offered to them. */
export type WaitingRow = t.TypeOf<typeof WaitingRow>

const CountRow = t.type({ is: t.literal('count'), steps: t.number })
type Row = WaitingRow | t.TypeOf<typeof CountRow>
type Get = (key: string) => Row | undefined

const COUNT = 'count'
const rowOf = (get: Get, participantId: string): WaitingRow => {
  const row = get(participantId)
  return row?.is === 'person' ? row : { is: 'person', participantId, steps: [], offers: [] }
}

const stepped = (
  get: Get,
  row: WaitingRow,
  step: Omit<WaitingRow['steps'][number], 'place'>,
): readonly Change<Row>[] => {
  const count = get(COUNT)
  const place = (count?.is === 'count' ? count.steps : 0) + 1
  return [
    { put: COUNT, row: { is: 'count', steps: place } },
    { put: row.participantId, row: { ...row, steps: [...row.steps, { ...step, place }] } },
  ]
}

/** Whoever died, or goes on in another file, waits for nothing any more. */
const overIn = (get: Get, row: WaitingRow, on: Day): readonly Change<Row>[] => {
  const programmes = [...new Set(row.steps.map(({ programmeId }) => programmeId))]
  return programmes.length === 0
    ? []
    : programmes.reduce<readonly Change<Row>[]>((changes, programmeId) => {
        const read = (key: string) => {
          const change = changes.find((one) => 'put' in one && one.put === key)
          return change !== undefined && 'put' in change ? change.row : get(key)
        }
        return stepped(read, rowOf(read, row.participantId), { programmeId, on, is: 'over' })
      }, [])
}

/** Who waits for a place, by person. Its rows hold a count, too: read them with `waitingList`. */
export const waiting = projection<Row, ParticipantEvent>({
  name: 'waiting',
  version: 1,
  row: t.union([WaitingRow, CountRow]),
  on: {
    WaitlistJoined: ({ event, stream }, get) => {
      const { programmeId } = event.data
      return stepped(get, rowOf(get, idInStream(stream)), { programmeId, on: event.effectiveOn, is: 'waiting' })
    },
    ParticipantEnrolled: ({ event, stream }, get) => {
      const { programmeId } = event.data
      return stepped(get, rowOf(get, idInStream(stream)), { programmeId, on: event.effectiveOn, is: 'over' })
    },
    DeathRecorded: ({ event, stream }, get) => overIn(get, rowOf(get, idInStream(stream)), event.effectiveOn),
    MergedInto: ({ event, stream }, get) => overIn(get, rowOf(get, idInStream(stream)), event.effectiveOn),
    PlaceOffered: ({ event, stream }, get) => {
      const { programmeId, offerId, until } = event.data
      const row = rowOf(get, idInStream(stream))
      const offer = { programmeId, offerId, from: event.effectiveOn, until, declinedOn: null }
      return [{ put: row.participantId, row: { ...row, offers: [...row.offers, offer] } }]
    },
    PlaceDeclined: ({ event, stream }, get) => {
      const { programmeId, offerId, reason } = event.data
      const on = event.effectiveOn
      const before = rowOf(get, idInStream(stream))
      const offers = before.offers.map((offer) => (offer.offerId === offerId ? { ...offer, declinedOn: on } : offer))
      const row = { ...before, offers }
      return endsWait(reason) ? stepped(get, row, { programmeId, on, is: 'over' }) : [{ put: row.participantId, row }]
    },
  },
})

/** Somebody on a waiting list: since which day, and which place is kept for them, if any. */
export interface Waiting {
  readonly participantId: string
  readonly since: Day
  readonly offer: { readonly offerId: string; readonly until: Day } | null
}

/**
 * Who waits for a place in a programme at the end of a day: by the date they joined, and of one date as it was recorded
 * (rule 19). Nobody who takes part waits.
 */
export const waitingList = (
  rows: ReadonlyMap<string, Row>,
  people: ReadonlyMap<string, ParticipantRow>,
  programmeId: string,
  day: string,
): readonly Waiting[] =>
  [...rows.values()]
    .flatMap((row) => {
      if (row.is !== 'person') return []
      const step = row.steps
        .filter((one) => one.programmeId === programmeId && one.on <= day)
        .reduce<WaitingRow['steps'][number] | undefined>(
          (last, one) => (last === undefined || one.on >= last.on ? one : last),
          undefined,
        )
      const person = people.get(row.participantId)
      const standing = person === undefined ? null : standingAt(person, programmeId, day)
      if (step?.is !== 'waiting' || standing === 'running' || standing === 'paused') return []
      const offer = row.offers.find(
        (one) =>
          one.programmeId === programmeId &&
          one.from <= day &&
          one.until >= day &&
          (one.declinedOn === null || one.declinedOn > day),
      )
      const kept = offer === undefined ? null : { offerId: offer.offerId, until: offer.until }
      return [{ place: step.place, entry: { participantId: row.participantId, since: step.on, offer: kept } }]
    })
    .sort((a, b) => (a.entry.since === b.entry.since ? a.place - b.place : a.entry.since < b.entry.since ? -1 : 1))
    .map(({ entry }) => entry)
