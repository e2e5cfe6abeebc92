import { fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import {
  absorb,
  absorbed,
  died,
  merged,
  mergeId,
  noteMerged,
  noteUndone,
  OTHER_FILE,
  undo,
  undone,
} from './changes.fixture.js'
import { participant } from './decider.js'
import type { ParticipantEvent } from './events.js'
import { standingOf } from './merging.js'
import { consent, consented, PARTICIPANT, referred, running, uuid } from './person.fixture.js'

const THIRD_FILE = uuid(1, 3)
const state = (history: readonly ParticipantEvent[]) => fold(participant, history)

describe('rule 18: a person decides that another file is the same person’s', () => {
  test('and the file that goes on says so', () => {
    given(participant, running)
      .when(absorb(august(9)))
      .thenEvents([absorbed(august(9))])
  })

  test('of several files, one after the other, each by a merge of its own', () => {
    given(participant, [referred, absorbed(august(9))])
      .when(absorb(august(9), 2, { duplicateId: THIRD_FILE }))
      .thenEvents([absorbed(august(9), 2, THIRD_FILE)])
    given(participant, [referred, absorbed(august(9))])
      .when(absorb(august(9), 1, { duplicateId: THIRD_FILE }))
      .thenRefused('duplicate-id', { id: mergeId(1) })
  })

  test('twice is nothing, under the same merge or another', () => {
    const told = { merged: 1 }
    for (const number of [1, 2]) {
      given(participant, [referred, absorbed(august(9))])
        .when(absorb(august(10), number, told))
        .thenNothing()
    }
  })

  test('but not that it is itself', () => {
    given(participant, [referred])
      .when(absorb(august(9), 1, { duplicateId: PARTICIPANT }))
      .thenRefused('same-file', { participantId: PARTICIPANT })
  })

  test('nor one that goes on in another one already', () => {
    given(participant, [referred])
      .when(absorb(august(9), 2, { merged: 1 }))
      .thenRefused('participant-merged', { participantId: OTHER_FILE, mergeId: mergeId(1) })
  })

  test('nor one that is to take this one in', () => {
    given(participant, [referred])
      .when(absorb(august(9), 1, { absorbedThis: true }))
      .thenRefused('participant-merged', { participantId: OTHER_FILE, mergeId: null })
  })

  test('nor that a file takes one in which goes on elsewhere itself, whatever day is told', () => {
    for (const date of [8, 9, 10]) {
      given(participant, [referred, merged(august(9), 1, THIRD_FILE)])
        .when(absorb(august(date), 2))
        .thenRefused('participant-merged', { mergeId: mergeId(1), participantId: THIRD_FILE, mergedOn: august(9) })
    }
  })

  test('also of somebody who died: it is a correction', () => {
    given(participant, [referred, died(august(5))])
      .when(absorb(august(9)))
      .thenEvents([absorbed(august(9))])
  })

  test('of somebody with a file only', () => {
    given(participant, [])
      .when(absorb(august(9)))
      .thenRefused('unknown-participant', {})
  })
})

describe('how the other file stands', () => {
  test('is whether it goes on elsewhere, and whether this one goes on in it', () => {
    expect(standingOf(state([referred]), PARTICIPANT)).toEqual(right({ mergeId: null, absorbedThis: false }))
    expect(standingOf(state([referred, merged(august(9))]), PARTICIPANT)).toEqual(
      right({ mergeId: mergeId(1), absorbedThis: false }),
    )
    expect(standingOf(state([referred, absorbed(august(9), 1, PARTICIPANT)]), PARTICIPANT)).toEqual(
      right({ mergeId: null, absorbedThis: true }),
    )
    expect(standingOf(state([referred, absorbed(august(9), 1, THIRD_FILE)]), PARTICIPANT)).toEqual(
      right({ mergeId: null, absorbedThis: false }),
    )
  })

  test('is unknown where there is none', () => {
    expect(standingOf(state([]), PARTICIPANT)).toEqual(left(expect.objectContaining({ rule: 'unknown-participant' })))
  })
})

describe('rule 18: the other file is told that it goes on elsewhere', () => {
  test('once, by the event that said so', () => {
    given(participant, running)
      .when(noteMerged(august(9)))
      .thenEvents([merged(august(9))])
    given(participant, [...running, merged(august(9))])
      .when(noteMerged(august(9)))
      .thenNothing()
  })

  test('and takes nothing from that day on; of the day before it does', () => {
    given(participant, [referred, merged(august(9))])
      .when(consent(august(9)))
      .thenRefused('participant-merged', {
        day: august(9),
        mergeId: mergeId(1),
        participantId: OTHER_FILE,
        mergedOn: august(9),
      })
    given(participant, [referred, merged(august(9))])
      .when(consent(august(8)))
      .thenEvents([consented(august(8))])
  })

  test('not under a second merge: two people decided at the same time', () => {
    given(participant, [referred, merged(august(9))])
      .when(noteMerged(august(9), 2, THIRD_FILE))
      .thenRefused('participant-merged', { participantId: PARTICIPANT, mergeId: mergeId(1) })
  })

  test('not where that one is to go on in this one, but where a third is', () => {
    given(participant, [referred, absorbed(august(9))])
      .when(noteMerged(august(9), 2))
      .thenRefused('participant-merged', { participantId: PARTICIPANT, mergeId: mergeId(1) })
    given(participant, [referred, absorbed(august(9), 1, THIRD_FILE)])
      .when(noteMerged(august(9), 2))
      .thenEvents([merged(august(9), 2)])
  })

  test('not where there is none', () => {
    given(participant, [])
      .when(noteMerged(august(9)))
      .thenRefused('unknown-participant', {})
  })
})

describe('rule 18: a merge is undone', () => {
  const merging = [referred, absorbed(august(9))]

  test('from its very day on, not before', () => {
    given(participant, merging)
      .when(undo(august(9)))
      .thenEvents([undone(august(9))])
    given(participant, merging)
      .when(undo(august(8)))
      .thenRefused('invalid-date', { day: august(8), corrected: august(9) })
  })

  test('where it stands, by its id and its file', () => {
    given(participant, merging)
      .when(undo(august(9), 2))
      .thenRefused('unknown-merge', { mergeId: mergeId(2) })
    given(participant, merging)
      .when(undo(august(9), 1, THIRD_FILE))
      .thenRefused('unknown-merge', { mergeId: mergeId(1) })
    given(participant, [...merging, undone(august(10))])
      .when(undo(august(10)))
      .thenRefused('unknown-merge', { mergeId: mergeId(1) })
  })

  test('and decided anew under another id, or the same', () => {
    for (const number of [1, 2]) {
      given(participant, [...merging, undone(august(10))])
        .when(absorb(august(11), number))
        .thenEvents([absorbed(august(11), number)])
    }
  })

  test('of one of several, leaves the others', () => {
    given(participant, [...merging, absorbed(august(9), 2, THIRD_FILE), undone(august(10))])
      .when(undo(august(10), 2, THIRD_FILE))
      .thenEvents([
        {
          ...undone(august(10), 2),
          data: { ...undone(august(10), 2).data, participantId: THIRD_FILE },
        },
      ])
  })

  test('and the other file is told, by the event that said so: it takes what is new again, of any day', () => {
    const told = [referred, merged(august(9))]
    given(participant, told)
      .when(noteUndone(august(10)))
      .thenEvents([undone(august(10), 1, 2)])
    for (const date of [9, 10]) {
      given(participant, [...told, undone(august(10), 1, 2)])
        .when(consent(august(date)))
        .thenEvents([consented(august(date))])
    }
  })

  test('and is told once, and only of the merge that stands', () => {
    given(participant, [referred, merged(august(9)), undone(august(10), 1, 2)])
      .when(noteUndone(august(10)))
      .thenNothing()
    given(participant, [referred, merged(august(9), 2)])
      .when(noteUndone(august(10)))
      .thenNothing()
  })

  test('of somebody with a file only', () => {
    given(participant, [])
      .when(undo(august(9)))
      .thenRefused('unknown-participant', {})
  })
})

test('a merge and its undoing belong to both people', () => {
  const events = [absorbed(august(9)), merged(august(9)), undone(august(9)), died(august(9))]
  expect(events.map((event) => participant.subjects(event, PARTICIPANT))).toEqual([
    [PARTICIPANT, OTHER_FILE],
    [PARTICIPANT, OTHER_FILE],
    [PARTICIPANT, OTHER_FILE],
    [PARTICIPANT],
  ])
})
