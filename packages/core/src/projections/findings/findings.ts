import { projection } from '@perca/eventsourcing'
import type { MaterialEvent } from '../../material/events.js'
import type { OrderEvent } from '../../order/events.js'
import type { ParticipantEvent } from '../../participant/events.js'
import type { ProductEvent } from '../../product/events.js'
import type { ProgrammeEvent } from '../../programme/events.js'
import type { StockEvent } from '../../stock/events.js'
import { rowKey } from '../keys.js'
import { absentMakers } from './absent-makers.js'
import { alongside } from './alongside.js'
import { assessmentRules } from './assessment-rules.js'
import { closedMonths } from './closed-months.js'
import { miscountedStock } from './miscounted-stock.js'
import { offListPrices } from './off-list-prices.js'
import { type Finding, Row } from './row.js'
import { shortMaterials } from './short-materials.js'
import { withdrawnBases } from './withdrawn-bases.js'

/**
 * Everything odd that was recorded all the same, until a later event settles it: makers who are marked absent on the day of
 * making, prices that are off the list, materials of which more went out than came in, counts of stock that differ,
 * assessments off the programme's rule, what was recorded in a closed month, what rested on a consent or an assessment that
 * was taken back (P9), identity numbers that say another birth date. Its rows hold more than the findings: read them with
 * `findingsOf`.
 */
export const findings = alongside(
  projection<Row, ParticipantEvent | ProgrammeEvent | StockEvent | OrderEvent | ProductEvent | MaterialEvent>({
    name: 'findings',
    version: 3,
    row: Row,
    on: {
      ParticipantReferred: ({ event, id, stream }) => {
        const { programmeId, code, doubts } = event.data
        const on = event.effectiveOn
        return doubts.map((kind) => ({
          put: rowKey(kind, id),
          row: { is: 'finding', kind, programmeId, on, stream, eventId: id, details: { code } },
        }))
      },
      ...absentMakers,
      ...offListPrices,
      ...shortMaterials,
      ...miscountedStock,
      ...assessmentRules,
    },
  }),
  // Of types that others above look at, too.
  closedMonths,
  withdrawnBases,
)

/** The findings among the rows, of one programme where one is named: by day, then by kind. */
export const findingsOf = (rows: ReadonlyMap<string, Row>, programmeId?: string): readonly Finding[] =>
  [...rows]
    .flatMap(([key, row]) =>
      row.is === 'finding' && (programmeId === undefined || row.programmeId === programmeId)
        ? [{ at: rowKey(row.on, row.kind, key), row }]
        : [],
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ row }) => row)
