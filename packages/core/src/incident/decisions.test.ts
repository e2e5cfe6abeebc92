import { deciderOf, fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { ROLES } from '../roles.js'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { incident } from './decider.js'
import type { IncidentCommand } from './decisions.js'
import type { IncidentEvent } from './events.js'
import {
  AFFECTED,
  ALLEGED,
  close,
  closed,
  HEAD,
  INCIDENT,
  NAMED,
  REPORTER,
  refer,
  referred,
  report,
  reported,
  SAFEGUARDING,
  WITNESS,
} from './incident.fixture.js'
import { mayRead } from './rules.js'

describe('rule 21: those whom an incident names neither read nor settle it', () => {
  test.each(NAMED)('%s does not refer it', (by) => {
    given(incident, [reported])
      .when(refer(august(4), by))
      .thenRefused('not-authorised', { incidentId: INCIDENT })
  })

  test.each(NAMED)('%s does not close it, nor decide that it be closed', (by) => {
    given(incident, [reported])
      .when(close(august(4), by))
      .thenRefused('not-authorised', { incidentId: INCIDENT })
    given(incident, [reported])
      .when(close(august(4), SAFEGUARDING, by))
      .thenRefused('not-authorised', { incidentId: INCIDENT })
  })

  test.each(NAMED)('%s does not read it, whatever their role', (by) => {
    const state = fold(incident, [reported])
    expect(ROLES.filter((role) => mayRead(state, by, role))).toEqual([])
  })

  test('nor where their id is written in other letters', () => {
    const by = ALLEGED.toLowerCase()
    given(incident, [reported])
      .when(refer(august(4), by))
      .thenRefused('not-authorised', { incidentId: INCIDENT })
    expect(mayRead(fold(incident, [reported]), by, 'safeguarding')).toBe(false)
  })

  test('somebody else in charge of safety reads and settles it', () => {
    const state = fold(incident, [reported])
    expect(ROLES.filter((role) => mayRead(state, SAFEGUARDING, role))).toEqual(['safeguarding'])
    given(incident, [reported])
      .when(refer(august(4)))
      .thenEvents([referred(august(4))])
    given(incident, [reported])
      .when(close(august(4)))
      .thenEvents([closed(august(4))])
  })

  test('nobody reads what was not reported', () => {
    expect(mayRead(incident.initialState, SAFEGUARDING, 'safeguarding')).toBe(false)
  })
})

describe('who reported an incident does not close it', () => {
  test('nor decides so; they may refer it', () => {
    given(incident, [reported])
      .when(close(august(4), REPORTER))
      .thenRefused('not-authorised', { incidentId: INCIDENT })
    given(incident, [reported])
      .when(close(august(4), SAFEGUARDING, REPORTER))
      .thenRefused('not-authorised', { incidentId: INCIDENT })
    given(incident, [reported])
      .when(refer(august(4), REPORTER))
      .thenEvents([referred(august(4))])
  })

  test('another in charge may decide and close alone', () => {
    const alone = { ...closed(august(4)), data: { ...closed(august(4)).data, decidedBy: SAFEGUARDING } }
    given(incident, [reported])
      .when(close(august(4), SAFEGUARDING, SAFEGUARDING))
      .thenEvents([alone])
  })
})

describe('an incident is reported', () => {
  test('by anybody of the staff, also by who is named in it, and never by a policy', () => {
    expect(incident.commands.ReportIncident.roles).toEqual(ROLES.filter((role) => role !== 'policy'))
    const byNamed = { ...reported, data: { ...reported.data, reportedBy: ALLEGED } }
    given(incident, []).when(report(ALLEGED)).thenEvents([byNamed])
  })

  test('once under an id', () => {
    given(incident, []).when(report()).thenEvents([reported])
    given(incident, [reported]).when(report()).thenRefused('duplicate-id', { incidentId: INCIDENT })
  })

  test('and stands in the history of each participant and helper it names, with all that follows', () => {
    const about = [AFFECTED, WITNESS]
    const events: readonly IncidentEvent[] = [reported, referred(august(4)), closed(august(5))]
    expect(events.map((event) => incident.subjects(event, INCIDENT))).toEqual([about, about, about])
  })
})

describe('an incident is settled', () => {
  test('from the day of the report on', () => {
    given(incident, [reported])
      .when(refer(august(3)))
      .thenEvents([referred(august(3))])
    const refused = { day: august(2), programmeId: 'kediri' }
    given(incident, [reported])
      .when(refer(august(2)))
      .thenRefused('unknown-incident', refused)
    given(incident, [reported])
      .when(close(august(2)))
      .thenRefused('unknown-incident', refused)
  })

  test('in its own programme', () => {
    given(incident, [reported])
      .when({ ...refer(august(4)), programmeId: 'blitar' })
      .thenRefused('unknown-incident', { programmeId: 'blitar' })
  })

  test('referred as long as it is open; a referral that is written down late is one of its day', () => {
    const history = [reported, closed(august(10))]
    given(incident, history)
      .when(refer(august(9)))
      .thenEvents([referred(august(9))])
    given(incident, history)
      .when(refer(august(10)))
      .thenRefused('incident-closed', { day: august(10), closedOn: august(10) })
  })

  test('closed once, whatever the day', () => {
    const history = [reported, closed(august(10))]
    for (const on of [august(9), august(11)]) {
      given(incident, history)
        .when(close(on, HEAD))
        .thenRefused('incident-closed', { closedOn: august(10) })
    }
  })
})

// Every command in every state, on one day: what it records, or the rule that refuses it.

const today = august(6)
const states = {
  unknown: [],
  reported: [reported],
  referred: [reported, referred(august(4))],
  closed: [reported, closed(august(5))],
} satisfies { readonly [state: string]: readonly IncidentEvent[] }
const commands = {
  report: report(),
  refer: refer(today),
  'refer, named': refer(today, WITNESS),
  close: close(today),
  'close, reporter': close(today, REPORTER),
} satisfies { readonly [command: string]: IncidentCommand }

const unknown = 'unknown-incident'
const open = {
  report: 'duplicate-id',
  refer: 'IncidentReferred',
  'refer, named': 'not-authorised',
  close: 'IncidentClosed',
  'close, reporter': 'not-authorised',
}
const table: { readonly [state in keyof typeof states]: { readonly [command in keyof typeof commands]: string } } = {
  unknown: {
    report: 'IncidentReported',
    refer: unknown,
    'refer, named': unknown,
    close: unknown,
    'close, reporter': unknown,
  },
  reported: open,
  referred: open,
  closed: { ...open, refer: 'incident-closed', close: 'incident-closed' },
}

describe.each(Object.entries(table))('an incident that is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const decider = deciderOf(incident)
    const history: readonly IncidentEvent[] = states[state as keyof typeof states]
    expect(outcomeOf(decider.decide(commands[name as keyof typeof commands], fold(decider, history)))).toBe(outcome)
  })
})
