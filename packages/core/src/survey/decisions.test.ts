import { deciderOf, fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../instruments/answers.js'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { survey } from './decider.js'
import type { SurveyCommand } from './decisions.js'
import type { SurveyEvent } from './events.js'
import { ANSWERS, answer, answered, close, closed, open, opened, responseId, SURVEY } from './survey.fixture.js'

describe('a round is opened', () => {
  test('with the version of the instrument that the programme has adopted', () => {
    given(survey, []).when(open('2011-id')).thenEvents([opened])
    given(survey, [])
      .when(open(null))
      .thenRefused('instrument-not-adopted', { instrument: 'ribs', day: august(1) })
  })

  test('for one day at least', () => {
    const day = { ...opened, data: { ...opened.data, to: august(10) } }
    given(survey, [])
      .when(open('2011-id', august(10), august(10)))
      .thenEvents([day])
    given(survey, [])
      .when(open('2011-id', august(10), august(9)))
      .thenRefused('invalid-date', { from: august(10), to: august(9) })
  })

  test('once under an id', () => {
    given(survey, [opened]).when(open()).thenRefused('duplicate-id', { surveyId: SURVEY })
  })
})

describe('somebody answers', () => {
  test('from the first day of the round to its last', () => {
    for (const on of [august(10), august(14)]) {
      given(survey, [opened])
        .when(answer(on))
        .thenEvents([answered(on)])
    }
    for (const on of [august(9), august(15)]) {
      given(survey, [opened])
        .when(answer(on))
        .thenRefused('round-closed', { day: on, from: august(10), to: august(14), closedOn: null })
    }
  })

  test('until the round is closed, whatever the day: a closed round has been counted', () => {
    given(survey, [opened, closed(august(12), 0)])
      .when(answer(august(11)))
      .thenRefused('round-closed', { day: august(11), closedOn: august(12) })
  })

  test('once', () => {
    given(survey, [opened, answered(august(10))])
      .when(answer(august(11)))
      .thenRefused('already-recorded', { responseId: responseId(1) })
    given(survey, [opened, answered(august(10))])
      .when(answer(august(11), 2))
      .thenEvents([answered(august(11), 2)])
  })

  test('in a round of that programme', () => {
    given(survey, [])
      .when(answer(august(10)))
      .thenRefused('unknown-round', { programmeId: 'kediri', surveyId: SURVEY })
    given(survey, [opened])
      .when({ ...answer(august(10)), programmeId: 'blitar' })
      .thenRefused('unknown-round', { programmeId: 'blitar' })
  })
})

describe('answers to the RIBS lie within their scales', () => {
  const answering = (answers: readonly (Answer | null)[]) =>
    given(survey, [opened]).when(answer(august(10), 1, answers))

  test('the ends of each scale, and what was left out, are answers', () => {
    for (const answers of [
      [0, 0, 0, 0, 1, 1, 1, 1],
      [1, 1, 1, 1, 5, 5, 5, 5],
      [null, null, null, null, null, null, null, null],
    ] satisfies readonly (readonly (Answer | null)[])[]) {
      answering(answers).thenEvents([answered(august(10), 1, answers)])
    }
  })

  test('as many as there are items', () => {
    answering(ANSWERS.slice(1)).thenRefused('invalid-number', { items: 8, given: 7 })
    answering([...ANSWERS, 1]).thenRefused('invalid-number', { items: 8, given: 9 })
  })

  test('whether they know somebody is yes or no', () => {
    answering([0, 1, 0, 2, 3, 4, 4, 5]).thenRefused('invalid-number', { item: 4, least: 0, most: 1 })
    answering([2, 1, 0, 1, 3, 4, 4, 5]).thenRefused('invalid-number', { item: 1, least: 0, most: 1 })
  })

  test('what they would do is one of five', () => {
    answering([0, 1, 0, 1, 0, 4, 4, 5]).thenRefused('invalid-number', { item: 5, least: 1, most: 5 })
    answering([0, 1, 0, 1, 3, 4, 4, 0]).thenRefused('invalid-number', { item: 8, least: 1, most: 5 })
  })
})

describe('a round is closed', () => {
  test('and says how many answered', () => {
    const history = [opened, answered(august(12)), answered(august(11), 2)]
    given(survey, history)
      .when(close(august(12)))
      .thenEvents([closed(august(12), 2)])
    given(survey, [opened])
      .when(close(august(20)))
      .thenEvents([closed(august(20), 0)])
  })

  test('not before the last answer, nor before it begins', () => {
    const history = [opened, answered(august(12)), answered(august(11), 2)]
    given(survey, history)
      .when(close(august(11)))
      .thenRefused('invalid-date', { from: august(12), to: august(11) })
    given(survey, [opened])
      .when(close(august(9)))
      .thenRefused('invalid-date', { from: august(10), to: august(9) })
    given(survey, [opened])
      .when(close(august(10)))
      .thenEvents([closed(august(10), 0)])
  })

  test('once', () => {
    given(survey, [opened, closed(august(12), 0)])
      .when(close(august(13)))
      .thenRefused('round-closed', { closedOn: august(12) })
  })
})

// Every command in every state, on one day: what it records, or the rule that refuses it.

const today = august(12)
const states = {
  unknown: [],
  open: [opened],
  answered: [opened, answered(today)],
  closed: [opened, answered(today), closed(today, 1)],
} satisfies { readonly [state: string]: readonly SurveyEvent[] }
const commands = { open: open(), answer: answer(today), another: answer(today, 2), close: close(today) } satisfies {
  readonly [command: string]: SurveyCommand
}
const table: { readonly [state in keyof typeof states]: { readonly [command in keyof typeof commands]: string } } = {
  unknown: {
    open: 'SurveyRoundOpened',
    answer: 'unknown-round',
    another: 'unknown-round',
    close: 'unknown-round',
  },
  open: {
    open: 'duplicate-id',
    answer: 'SurveyResponseRecorded',
    another: 'SurveyResponseRecorded',
    close: 'SurveyRoundClosed',
  },
  answered: {
    open: 'duplicate-id',
    answer: 'already-recorded',
    another: 'SurveyResponseRecorded',
    close: 'SurveyRoundClosed',
  },
  closed: { open: 'duplicate-id', answer: 'round-closed', another: 'round-closed', close: 'round-closed' },
}

describe.each(Object.entries(table))('a round that is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const decider = deciderOf(survey)
    const history: readonly SurveyEvent[] = states[state as keyof typeof states]
    expect(outcomeOf(decider.decide(commands[name as keyof typeof commands], fold(decider, history)))).toBe(outcome)
  })
})

test('a survey tells of nobody', () => {
  expect([opened, answered(today), closed(today, 1)].flatMap((event) => survey.subjects(event, SURVEY))).toEqual([])
})
