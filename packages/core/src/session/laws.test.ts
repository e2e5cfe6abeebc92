import { commandsOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { slotFor } from '../testing/slot.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { session } from './decider.js'

const rules = []
const commands = commandsOf(session, few, { ScheduleSession: slotFor, OpenSession: slotFor })

test.each(lawsOf(session, commands, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(session, commands)).toEqual({ events: Object.keys(session.events).sort(), rules })
})
