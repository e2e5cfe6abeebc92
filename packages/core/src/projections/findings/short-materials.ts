import type { Change, RecordedEvent } from '@perca/eventsourcing'
import type { MaterialEvent } from '../../material/events.js'
import { monthOf, rowKey } from '../keys.js'
import { type Finding, foundOrNot, type Get, type Row, type RowThat, rowThat } from './row.js'

type Day = RowThat<'material-month'>['days'][number]
type Month = RowThat<'material'>['months'][number]

const monthKey = (stream: string, month: string) => rowKey('material-month', stream, month)

/** The days with one more movement: on its own day, which it is the last event of. */
const withMovement = (days: readonly Day[], { on, grams, eventId }: Day): readonly Day[] => {
  const before = days.filter((day) => day.on < on)
  const same = days.find((day) => day.on === on)
  return [...before, { on, grams: (same?.grams ?? 0) + grams, eventId }, ...days.filter((day) => day.on > on)]
}

/** What a month brought, and the least that any of its days ends with, both counted from what it began with. */
const summed = (month: string, days: readonly Day[]): Month => {
  let grams = 0
  let low = Number.POSITIVE_INFINITY
  for (const day of days) {
    grams += day.grams
    low = Math.min(low, grams)
  }
  return { month, grams, low }
}

/** The first day that ends below none, where the month began with `before` grams. */
const firstShort = (days: readonly Day[], before: number): Day | undefined => {
  let balance = before
  return days.find(({ grams }) => {
    balance += grams
    return balance < 0
  })
}

const moved = ({ event, id, stream }: RecordedEvent<MaterialEvent>, get: Get): readonly Change<Row>[] => {
  const { programmeId, materialId } = event.data
  const on = event.effectiveOn
  const month = monthOf(on)
  const key = rowKey('material', stream)
  const grams = event.type === 'MaterialReceived' ? event.data.grams : -event.data.grams
  const days = withMovement(rowThat(get, 'material-month', monthKey(stream, month))?.days ?? [], {
    on,
    grams,
    eventId: id,
  })
  const held = rowThat(get, 'material', key)?.months ?? []
  const months = [
    ...held.filter((other) => other.month < month),
    summed(month, days),
    ...held.filter((other) => other.month > month),
  ]
  const findings: Change<Row>[] = []
  let before = 0
  for (const { month: at, grams: brought, low } of months) {
    if (at >= month) {
      const ofMonth = at === month ? days : (rowThat(get, 'material-month', monthKey(stream, at))?.days ?? [])
      const short = firstShort(ofMonth, before)
      const details = { materialId, grams: before + low }
      const finding: Finding | undefined =
        short === undefined
          ? undefined
          : {
              is: 'finding',
              kind: 'material-short',
              programmeId,
              on: short.on,
              stream,
              eventId: short.eventId,
              details,
            }
      findings.push(...foundOrNot(get, rowKey('material-short', stream, at), finding))
    }
    before += brought
  }
  return [
    { put: monthKey(stream, month), row: { is: 'material-month', days } },
    { put: key, row: { is: 'material', months } },
    ...findings,
  ]
}

/**
 * Finds, month by month, the first day that ends with less than none of a material, and how much less the month's worst day
 * has, in grams. What is received late, dated before, settles it.
 */
export const shortMaterials = { MaterialReceived: moved, MaterialIssued: moved }
