import { deciderOf, fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { helper } from './decider.js'
import type { HelperCommand } from './decisions.js'
import { engage, engaged, HELPER, leave, left, OTHER_PROGRAMME, STAFF_ID, vet, vetted } from './engagement.fixture.js'
import type { HelperEvent } from './events.js'

describe('somebody is engaged once at a time', () => {
  test('and again from the day on which they left', () => {
    const history = [engaged(august(3)), left(august(10))]
    given(helper, history)
      .when(engage(august(10)))
      .thenEvents([engaged(august(10))])
    given(helper, history)
      .when(engage(august(9)))
      .thenRefused('already-engaged', { day: august(9), leftOn: august(10) })
  })

  test('not while they are engaged, nor before an engagement that stands already', () => {
    given(helper, [engaged(august(3))])
      .when(engage(august(4)))
      .thenRefused('already-engaged', { programmeId: 'kediri', day: august(4), since: august(3) })
    given(helper, [engaged(august(3))])
      .when(engage(august(2)))
      .thenRefused('already-engaged', { day: august(2), since: august(3) })
  })

  test('and in another programme besides', () => {
    given(helper, [engaged(august(3))])
      .when(engage(august(4), OTHER_PROGRAMME))
      .thenEvents([engaged(august(4), OTHER_PROGRAMME)])
  })
})

describe('somebody leaves where they are engaged', () => {
  test('from the day of their engagement on', () => {
    given(helper, [engaged(august(3))])
      .when(leave(august(3)))
      .thenEvents([left(august(3))])
    given(helper, [engaged(august(3))])
      .when(leave(august(2)))
      .thenRefused('unknown-helper', { day: august(2), from: august(3) })
  })

  test('once, whatever the day', () => {
    const history = [engaged(august(3)), left(august(10))]
    for (const on of [august(9), august(10), august(11)]) {
      given(helper, history)
        .when(leave(on))
        .thenRefused('helper-left', { day: on, leftOn: august(10) })
    }
  })

  test('in that programme and no other', () => {
    given(helper, [engaged(august(3))])
      .when(leave(august(4), OTHER_PROGRAMME))
      .thenRefused('unknown-helper', { day: august(4) })
  })
})

describe('a check is recorded', () => {
  test('also when it was passed before the engagement, and after it', () => {
    given(helper, [engaged(august(3))])
      .when(vet(august(1)))
      .thenEvents([vetted(august(1))])
    given(helper, [engaged(august(3)), left(august(4))])
      .when(vet(august(5)))
      .thenEvents([vetted(august(5))])
  })

  test('of nobody who is not known', () => {
    given(helper, [])
      .when(vet(august(1)))
      .thenRefused('unknown-helper')
  })

  test('by somebody else, under whatever id they act', () => {
    for (const by of [HELPER, STAFF_ID, STAFF_ID.toLowerCase()]) {
      given(helper, [engaged(august(3))])
        .when(vet(august(4), { by }))
        .thenRefused('not-authorised', { actorId: by })
    }
    given(helper, [engaged(august(3), 'kediri', null)])
      .when(vet(august(4), { by: STAFF_ID }))
      .thenEvents([vetted(august(4))])
  })

  test('with an end that is not before its beginning', () => {
    given(helper, [engaged(august(3))])
      .when(vet(august(5), { until: august(5) }))
      .thenEvents([vetted(august(5), august(5))])
    given(helper, [engaged(august(3))])
      .when(vet(august(5), { until: august(4) }))
      .thenRefused('invalid-date', { from: august(5), to: august(4) })
  })
})

// Every command in every state, on one day: what it records, or the rule that refuses it.

const today = august(6)
const states = {
  unknown: [],
  engaged: [engaged(august(3))],
  vetted: [engaged(august(3)), vetted(august(3))],
  left: [engaged(august(3)), vetted(august(3)), left(august(5))],
  'engaged anew': [engaged(august(3)), left(august(4)), engaged(august(5))],
} satisfies { readonly [state: string]: readonly HelperEvent[] }

const commands = { engage: engage(today), vet: vet(today), leave: leave(today) } satisfies {
  readonly [command: string]: HelperCommand
}

const table: { readonly [state in keyof typeof states]: { readonly [command in keyof typeof commands]: string } } = {
  unknown: { engage: 'HelperEngaged', vet: 'unknown-helper', leave: 'unknown-helper' },
  engaged: { engage: 'already-engaged', vet: 'HelperVetted', leave: 'HelperLeft' },
  vetted: { engage: 'already-engaged', vet: 'HelperVetted', leave: 'HelperLeft' },
  left: { engage: 'HelperEngaged', vet: 'HelperVetted', leave: 'helper-left' },
  'engaged anew': { engage: 'already-engaged', vet: 'HelperVetted', leave: 'HelperLeft' },
}

describe.each(Object.entries(table))('a helper who is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const decider = deciderOf(helper)
    const history: readonly HelperEvent[] = states[state as keyof typeof states]
    expect(outcomeOf(decider.decide(commands[name as keyof typeof commands], fold(decider, history)))).toBe(outcome)
  })
})

test('a helper’s history is theirs alone', () => {
  expect(helper.subjects(left(today), HELPER)).toEqual([HELPER])
})
