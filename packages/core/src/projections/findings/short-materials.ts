import type { Change, RecordedEvent } from '@perca/eventsourcing'
import type { MaterialEvent } from '../../material/events.js'
import { monthOf, rowKey } from '../keys.js'
import { type Finding, foundOrNot, type Get, type Row, type RowThat, rowThat } from './row.js'

type Day = RowThat<'material-month'>['days'][number]
type Month = RowThat<'material'>['months'][number]

const monthKey = (stream: string, month: string) => rowKey('material-month', stream, month)

/** The days with one more movement or count: on its own day, which it is the last event of. */
const withMovement = (days: readonly Day[], { on, grams, counted, eventId }: Day): readonly Day[] => {
  const same = days.find((day) => day.on === on)
  const day = { on, grams: (same?.grams ?? 0) + grams, counted: counted ?? same?.counted ?? null, eventId }
  return [...days.filter((other) => other.on < on), day, ...days.filter((other) => other.on > on)]
}

/** The lesser of two, where the first may not be there. */
const lesser = (a: number | null, b: number): number => (a === null ? b : Math.min(a, b))

/** What a month brought or ended with, and the least that any of its days ends with. */
const summed = (month: string, days: readonly Day[]): Month => {
  let counted = false
  let grams = 0
  let low: number | null = null
  let lowSince: number | null = null
  for (const day of days) {
    counted = counted || day.counted !== null
    grams = day.counted ?? grams + day.grams
    if (counted) lowSince = lesser(lowSince, grams)
    else low = lesser(low, grams)
  }
  return { month, counted, grams, low, lowSince }
}

/** The least that any day of a month ends with, where it began with `before` grams. */
const leastOf = ({ low, lowSince }: Month, before: number): number =>
  Math.min(low === null ? Number.POSITIVE_INFINITY : before + low, lowSince ?? Number.POSITIVE_INFINITY)

/** The first day that ends below none, where the month began with `before` grams. */
const firstShort = (days: readonly Day[], before: number): Day | undefined => {
  let balance = before
  return days.find(({ grams, counted }) => {
    balance = counted ?? balance + grams
    return balance < 0
  })
}

/** Grams that an event brought, and what it counted. */
const broughtBy = (event: MaterialEvent): Pick<Day, 'grams' | 'counted'> => {
  switch (event.type) {
    case 'MaterialReceived':
      return { grams: event.data.grams, counted: null }
    case 'MaterialIssued':
      return { grams: -event.data.grams, counted: null }
    case 'MaterialCounted':
      return { grams: 0, counted: event.data.counted }
  }
}

const moved = ({ event, id, stream }: RecordedEvent<MaterialEvent>, get: Get): readonly Change<Row>[] => {
  const { programmeId, materialId } = event.data
  const on = event.effectiveOn
  const month = monthOf(on)
  const key = rowKey('material', stream)
  const days = withMovement(rowThat(get, 'material-month', monthKey(stream, month))?.days ?? [], {
    on,
    ...broughtBy(event),
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
  for (const so of months) {
    const at = so.month
    if (at >= month) {
      const ofMonth = at === month ? days : (rowThat(get, 'material-month', monthKey(stream, at))?.days ?? [])
      const short = firstShort(ofMonth, before)
      const details = { materialId, grams: leastOf(so, before) }
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
    before = so.counted ? so.grams : before + so.grams
  }
  return [
    { put: monthKey(stream, month), row: { is: 'material-month', days } },
    { put: key, row: { is: 'material', months } },
    ...findings,
  ]
}

/**
 * Finds, month by month, the first day that ends with less than none of a material, and how much less the month's worst day
 * has, in grams. What is received late, dated before, settles it. From a count on, what was counted is what there is.
 */
export const shortMaterials = { MaterialReceived: moved, MaterialIssued: moved, MaterialCounted: moved }
