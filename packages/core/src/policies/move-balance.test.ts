import type { Event, Happened } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
import { january, makerId, PROGRAMME, sourceId, uuid } from '../order/sale.fixture.js'
import { moveBalancePolicy } from './move-balance.js'

const [SURVIVING, DUPLICATE] = [makerId(1), makerId(2)]
const mergeId = uuid(21, 1)

const following = (event: Event, stream: string) => {
  const happened: Happened = {
    event,
    id: sourceId(1),
    stream,
    revision: 0,
    metadata: {
      commandId: sourceId(2),
      correlationId: sourceId(2),
      causationId: null,
      actor: { id: 'test', role: 'coordinator' },
      programmeId: PROGRAMME,
      subjects: [],
      effectiveOn: event.effectiveOn,
      schemaVersion: 1,
    },
  }
  return (moveBalancePolicy.on[event.type]?.(happened) ?? []).map(({ command }) => command)
}

const merge = { mergeId, sourceEventId: sourceId(1), effectiveOn: january(9) }

test('P8: the balance of a file that was absorbed moves to the surviving one', () => {
  const absorbed = { type: 'Absorbed', effectiveOn: january(9), data: { mergeId, participantId: DUPLICATE } }
  expect(following(absorbed, `participant-${SURVIVING}`)).toEqual([
    { type: 'MoveBalanceOut', participantId: DUPLICATE, otherParticipantId: SURVIVING, ...merge },
  ])
})

test('P8: and back where the merge is undone', () => {
  const data = { mergeId, participantId: DUPLICATE, sourceEventId: null }
  const undone = { type: 'MergeUndone', effectiveOn: january(9), data }
  expect(following(undone, `participant-${SURVIVING}`)).toEqual([
    { type: 'ReturnBalance', participantId: SURVIVING, otherParticipantId: DUPLICATE, ...merge },
  ])
  const copy = { ...undone, data: { ...data, participantId: SURVIVING, sourceEventId: sourceId(4) } }
  expect(following(copy, `participant-${DUPLICATE}`)).toEqual([])
})

test('P8: what leaves one account arrives in the other; nothing arrives twice, nor does nothing', () => {
  const moved = (terms: object) => ({
    type: 'BalanceMoved',
    effectiveOn: january(9),
    data: {
      mergeId,
      direction: 'out',
      otherParticipantId: SURVIVING,
      amount: 5,
      undoes: false,
      passed: [],
      sourceEventId: sourceId(3),
      ...terms,
    },
  })
  const arriving = {
    type: 'MoveBalanceIn',
    participantId: SURVIVING,
    otherParticipantId: DUPLICATE,
    passed: [],
    ...merge,
  }
  const stream = `account-${DUPLICATE}`
  expect(following(moved({}), stream)).toEqual([{ ...arriving, amount: 5, undoes: false }])
  expect(following(moved({ direction: 'in' }), stream)).toEqual([])
  expect(following(moved({ amount: 0 }), stream)).toEqual([])
  expect(following(moved({ amount: 0, undoes: true }), stream)).toEqual([{ ...arriving, amount: 0, undoes: true }])
})
