import { arbitraryOf, commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few, fewUuid } from '../testing/values.arbitrary.js'
import { programme } from './decider.js'
import { MonthFigures } from './month-figures.js'

const rules = [
  'month-closed',
  'month-not-over',
  'month-out-of-order',
  'proceeds-not-whole',
  'programme-closed',
  'programme-exists',
  'programme-unknown',
]
const sequences = sequencesOf(
  commandsOf(programme, few, {
    CloseMonth: () =>
      fc.record({
        figures: arbitraryOf(MonthFigures, few),
        checkpoint: fc.constant({ events: 7, lastEventId: fewUuid(0) }),
      }),
  }),
)

test.each(lawsOf(programme, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(programme, sequences)).toEqual({ events: Object.keys(programme.events).sort(), rules })
})
