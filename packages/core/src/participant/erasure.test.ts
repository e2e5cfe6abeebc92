import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { appoint, correctDetails, erase, erased, move, moved, relapse, relapsed } from './changes.fixture.js'
import { type ParticipantCommand, participant } from './decider.js'
import { assess, assessed, mark, marked, referred, running } from './person.fixture.js'
import { liveOn, livesOn, measure, takeRole, tookRole } from './support/support.fixture.js'

const both = ['personal', 'health'] as const

describe('rule 22: what was erased', () => {
  test('is recorded by its classes, each once', () => {
    given(participant, running)
      .when(erase(august(9), ['health', 'personal', 'health']))
      .thenEvents([erased(august(9), ['health', 'personal'])])
  })

  test('is not erased again, whatever day is told; what was left is', () => {
    const history = [...running, erased(august(9), ['health'])]
    for (const date of [8, 9, 10]) {
      given(participant, history)
        .when(erase(august(date), ['health']))
        .thenNothing()
    }
    given(participant, history)
      .when(erase(august(10), both))
      .thenEvents([erased(august(10), ['personal'])])
  })

  test('names at least one class', () => {
    given(participant, running)
      .when(erase(august(9), []))
      .thenRefused('nothing-erased', {})
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(erase(august(9), both))
      .thenRefused('unknown-participant', {})
  })
})

describe('rule 22: nothing of an erased class is written down anew, whatever day it is about', () => {
  const observation = 'Gelisah.'
  const asks: { readonly [of in 'personal' | 'health']: (date: number) => readonly ParticipantCommand[] } = {
    personal: (date) => [
      move(august(date)),
      correctDetails(august(date)),
      appoint(august(date), 'parent'),
      takeRole(august(date), 1, 'Posyandu'),
    ],
    health: (date) => [
      { ...assess(august(date), { number: 2 }), findings: 'Tenang.' },
      relapse(august(date), 1, observation),
      measure(august(date), [1, 2, 3, 4, 5]),
      liveOn(august(date), 'casual', 500_000),
    ],
  }

  test.each(['personal', 'health'] as const)('%s', (dataClass) => {
    for (const asked of [...asks[dataClass](8), ...asks[dataClass](12)]) {
      given(participant, [...running, erased(august(9), [dataClass])])
        .when(asked)
        .thenRefused('data-erased', { class: dataClass, erasedOn: august(9) })
    }
  })

  test('and the other class goes on', () => {
    given(participant, [...running, erased(august(9), ['health'])])
      .when(move(august(12)))
      .thenEvents([moved(august(12))])
    given(participant, [...running, erased(august(9), ['health'])])
      .when(takeRole(august(12), 1, 'Posyandu'))
      .thenEvents([tookRole(august(12), 1, 'Posyandu')])
    given(participant, [referred, erased(august(9), ['personal'])])
      .when(relapse(august(12), 1, observation))
      .thenEvents([relapsed(august(12), 1, observation)])
    given(participant, [referred, erased(august(9), ['personal'])])
      .when(liveOn(august(12), 'casual', 500_000))
      .thenEvents([livesOn(august(12), 'casual', 500_000)])
  })

  test('and what is coded stays: who attended, was assessed, fell ill, has a role, lives on something', () => {
    const history = [...running, erased(august(9), both)]
    given(participant, history)
      .when(mark(august(11)))
      .thenEvents([marked(august(11))])
    given(participant, history)
      .when(assess(august(12), { number: 2 }))
      .thenEvents([assessed(august(12), { number: 2 })])
    given(participant, [referred, erased(august(9), both)])
      .when(relapse(august(12)))
      .thenEvents([relapsed(august(12))])
    given(participant, history)
      .when(takeRole(august(12)))
      .thenEvents([tookRole(august(12))])
    given(participant, history)
      .when(liveOn(august(12), 'casual'))
      .thenEvents([livesOn(august(12), 'casual')])
  })
})
