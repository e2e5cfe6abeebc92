import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { anyAggregate } from './aggregate.js'
import { account, aggregates, holder } from './example.fixture.js'
import { storedEvent, storedMetadata } from './log.fixture.js'
import { eventReader } from './reading.js'

const decode = eventReader(aggregates)

test('an event of any of the aggregates is read, whatever its stream is called', () => {
  expect(decode(storedEvent({ type: 'Deposited', data: { amount: 5 } }))).toMatchObject(
    E.right({ event: { type: 'Deposited', effectiveOn: '2020-08-17', data: { amount: 5 } } }),
  )
  expect(decode(storedEvent({ type: 'CreditChanged', data: { credit: 7 } }))).toMatchObject(
    E.right({ event: { type: 'CreditChanged', data: { credit: 7 } } }),
  )
})

test('an old version of any of them comes as today’s', () => {
  expect(decode(storedEvent({ type: 'HolderRegistered', data: { most: 3 } }))).toMatchObject(
    E.right({ event: { data: { most: 3, credit: 0 } }, metadata: { schemaVersion: 1 } }),
  )
})

test.each(['Stolen', 'toString', '__proto__', 'constructor'])(
  'an event named %s is nobody’s: Corrupt, never passed over',
  (type) => {
    expect(decode(storedEvent({ type }))).toEqual(
      E.left({
        _tag: 'Corrupt',
        stream: 'sample-1',
        revision: 0,
        path: 'type',
        message: `sample-1 revision 0 (${type}): no such event is known here`,
      }),
    )
  },
)

test('an event of an aggregate that was left out is nobody’s either', () => {
  const holdersOnly = eventReader([anyAggregate(holder)])
  expect(holdersOnly(storedEvent({ type: 'Deposited', data: { amount: 5 } }))).toMatchObject(
    E.left({ _tag: 'Corrupt', path: 'type' }),
  )
})

test('an event of a version that is not known is Corrupt', () => {
  const metadata = storedMetadata({ schemaVersion: 2 })
  expect(decode(storedEvent({ type: 'Deposited', data: { amount: 5 }, metadata }))).toMatchObject(
    E.left({ _tag: 'Corrupt', path: 'metadata.schemaVersion' }),
  )
})

test('two aggregates that name an event alike are found when the program starts', () => {
  const other = { ...anyAggregate(account), category: 'other' }
  expect(() => eventReader([anyAggregate(account), other])).toThrow(
    'AccountOpened is an event of both account and other',
  )
})
