import { deciderOf, fold } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { august } from '../../testing/day.fixture.js'
import { outcomeOf } from '../../testing/outcome.fixture.js'
import { type ParticipantCommand, participant } from '../decider.js'
import type { ParticipantEvent } from '../events.js'
import { assessed, consented, ended, enrol, enrolled, paused, referred } from '../person.fixture.js'
import { decline, declined, join, joined, offer, offered } from './support.fixture.js'

// Every command about the waiting list in every state of it, on one day: what it records, or the rule that refuses it.

const today = august(10)
const fit = [referred, consented(august(2)), assessed(august(2))] as const
const waits = [...fit, joined(august(3))] as const
const kept = [...waits, offered(august(4), august(12))] as const
const taken = [...kept, enrolled(august(8))] as const

const states = {
  unknown: [],
  'not waiting': fit,
  waiting: waits,
  'offered a place': kept,
  'offered one that lapsed': [...waits, offered(august(4), august(9))],
  'declining and waiting on': [...kept, declined(august(8), 'illness')],
  'declining for good': [...kept, declined(august(8), 'moved')],
  'taken in': taken,
  'taken in and paused': [...taken, paused(august(9))],
  'taken in and gone': [...taken, ended(august(9))],
} satisfies { readonly [state: string]: readonly ParticipantEvent[] }

const commands = {
  join: join(today),
  offer: offer(today, august(12), 2),
  decline: decline(today, 'family'),
  enrol: enrol(today, 2),
} satisfies { readonly [command: string]: ParticipantCommand }

type Row = { readonly [command in keyof typeof commands]: string }

const nobody = 'unknown-participant'
const table: { readonly [state in keyof typeof states]: Row } = {
  unknown: { join: nobody, offer: nobody, decline: nobody, enrol: nobody },
  'not waiting': {
    join: 'WaitlistJoined',
    offer: 'not-waiting',
    decline: 'unknown-offer',
    enrol: 'ParticipantEnrolled',
  },
  waiting: {
    join: 'already-waiting',
    offer: 'PlaceOffered',
    decline: 'unknown-offer',
    enrol: 'ParticipantEnrolled',
  },
  'offered a place': {
    join: 'already-waiting',
    offer: 'already-offered',
    decline: 'PlaceDeclined',
    enrol: 'ParticipantEnrolled',
  },
  'offered one that lapsed': {
    join: 'already-waiting',
    offer: 'PlaceOffered',
    decline: 'PlaceDeclined',
    enrol: 'ParticipantEnrolled',
  },
  'declining and waiting on': {
    join: 'already-waiting',
    offer: 'PlaceOffered',
    decline: 'already-declined',
    enrol: 'ParticipantEnrolled',
  },
  'declining for good': {
    join: 'WaitlistJoined',
    offer: 'not-waiting',
    decline: 'already-declined',
    enrol: 'ParticipantEnrolled',
  },
  'taken in': {
    join: 'already-enrolled',
    offer: 'not-waiting',
    decline: 'already-enrolled',
    enrol: 'already-enrolled',
  },
  'taken in and paused': {
    join: 'already-enrolled',
    offer: 'not-waiting',
    decline: 'already-enrolled',
    enrol: 'already-enrolled',
  },
  // The offer was never declined, and an answer to it is no longer about a place that is kept.
  'taken in and gone': {
    join: 'WaitlistJoined',
    offer: 'not-waiting',
    decline: 'PlaceDeclined',
    enrol: 'ParticipantEnrolled',
  },
}

const decider = deciderOf(participant)

describe.each(Object.entries(table))('somebody who is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const history: readonly ParticipantEvent[] = states[state as keyof typeof states]
    const decision = decider.decide(commands[name as keyof Row], fold(decider, history))
    expect(outcomeOf(decision)).toBe(outcome)
  })
})
