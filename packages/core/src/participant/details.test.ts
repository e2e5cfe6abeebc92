import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { correctDetails, detailsCorrected, move, moved } from './changes.fixture.js'
import { participant } from './decider.js'
import { referred } from './person.fixture.js'

describe('who somebody is, put right', () => {
  test('is all of it as it is now, and the fields that were wrong', () => {
    const terms = { fields: ['nik', 'ward'], person: { nik: '3571991708750001', ward: 'Burengan' } } as const
    given(participant, [referred])
      .when(correctDetails(august(5), terms))
      .thenEvents([detailsCorrected(august(5), terms)])
  })

  test('names at least one field', () => {
    given(participant, [referred])
      .when(correctDetails(august(5), { fields: [] }))
      .thenRefused('nothing-corrected', {})
  })

  test('from the day on which the file was opened, not the day before', () => {
    const opened = { ...referred, effectiveOn: august(4) }
    given(participant, [opened])
      .when(correctDetails(august(4)))
      .thenEvents([detailsCorrected(august(4))])
    given(participant, [opened])
      .when(correctDetails(august(3)))
      .thenRefused('invalid-date', { day: august(3), corrected: august(4) })
  })

  test('may be put right again', () => {
    given(participant, [referred, detailsCorrected(august(5))])
      .when(correctDetails(august(5)))
      .thenEvents([detailsCorrected(august(5))])
  })
})

test('where somebody lives from a day on is recorded, and no decision reads it', () => {
  given(participant, [referred])
    .when(move(august(5)))
    .thenEvents([moved(august(5))])
})

test.each([move(august(5)), correctDetails(august(5))])('$type of somebody without a file is refused', (asked) => {
  given(participant, []).when(asked).thenRefused('unknown-participant', {})
})
