import type { Day } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import type { IncidentEvent } from '../incident/events.js'
import { ALLEGED, closed, NAMED, referred, reported, SAFEGUARDING } from '../incident/incident.fixture.js'
import { ROLES } from '../roles.js'
import { august } from '../testing/day.fixture.js'
import { incidents, openIncidents } from './incidents.js'
import { logOf, recordedAt, rowsOver } from './recorded.fixture.js'

const report = (on: Day, severity: 'low' | 'moderate' | 'high' | 'critical', account: string | null = null) =>
  ({ ...reported, effectiveOn: on, data: { ...reported.data, severity, account } }) satisfies IncidentEvent

const log = logOf(
  ['incident-1', reported],
  ['incident-1', referred(august(4))],
  ['incident-2', report(august(5), 'critical')],
  ['incident-1', closed(august(8))],
  ['incident-3', report(august(2), 'low')],
  ['incident-4', report(august(4), 'critical')],
)
const open = (rows: Parameters<typeof openIncidents>[0], role = 'safeguarding') =>
  openIncidents(rows, 'kediri', SAFEGUARDING, role).map(({ incidentId }) => incidentId)

test('an incident is a row in codes: what it is, to whom it was handed on, how it ended', () => {
  expect(rowsOver(incidents, log)[0]).toEqual({
    incidentId: '1',
    programmeId: 'kediri',
    kind: 'injury',
    severity: 'moderate',
    reportedOn: august(3),
    named: [NAMED[0], NAMED[1], ALLEGED, NAMED[2]],
    referrals: [{ to: 'clinic', on: august(4) }],
    closedOn: august(8),
    outcome: 'measures-taken',
  })
})

test('what was told of it is never in a row', () => {
  const rows = rowsOver(incidents, logOf(['incident-1', report(august(3), 'low', 'HIDE-ME')]))
  expect(JSON.stringify(rows)).not.toContain('HIDE-ME')
})

test('open ones are read gravest first, and of one gravity the oldest', () => {
  expect(open(rowsOver(incidents, log))).toEqual(['4', '2', '3'])
})

test('as of a day, and as known at an instant, one that was closed later is open', () => {
  expect(open(rowsOver(incidents, log, { asOf: august(7) }))).toEqual(['4', '2', '1', '3'])
  expect(open(rowsOver(incidents, log, { asOf: august(3) }))).toEqual(['1', '3'])
  expect(open(rowsOver(incidents, log, { knownAt: recordedAt(2) }))).toEqual(['2', '1'])
  expect(open(rowsOver(incidents, log, { knownAt: recordedAt(2), asOf: august(4) }))).toEqual(['1'])
})

describe('rule 21: open incidents are read', () => {
  test('by those in charge of safety, of their programme', () => {
    const rows = rowsOver(incidents, log)
    expect(ROLES.filter((role) => open(rows, role).length > 0)).toEqual(['safeguarding'])
    expect(openIncidents(rows, 'blitar', SAFEGUARDING, 'safeguarding')).toEqual([])
  })

  test('by none of those whom they name', () => {
    const rows = rowsOver(incidents, log)
    for (const id of NAMED) expect(openIncidents(rows, 'kediri', id, 'safeguarding')).toEqual([])
  })
})

test('what follows counts only where the report does', () => {
  expect(rowsOver(incidents, log.slice(1, 2))).toEqual([])
})
