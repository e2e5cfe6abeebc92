import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deciderOf } from './aggregate.js'
import { fold } from './decider.js'
import { type AccountEvent, account, anyHolder, dayOf, idOf } from './example.fixture.js'

const effectiveOn = dayOf('2020-08-17')
const opened: AccountEvent = {
  type: 'AccountOpened',
  effectiveOn,
  data: { holderId: anyHolder, basis: { eventId: idOf('registered'), revision: 0 } },
}
const deposited = (amount: number): AccountEvent => ({ type: 'Deposited', effectiveOn, data: { amount } })

test('without an event the state is the initial one', () => {
  expect(fold(account, [])).toBe(account.initialState)
})

test('events are taken in their order, oldest first', () => {
  const inOrder = { initialState: '', evolve: (state: string, { data }: { data: unknown }) => `${state}${data}` }
  const events = ['a', 'b', 'c'].map((data) => ({ type: 'Letter', effectiveOn, data }))
  expect(fold(inOrder, events)).toBe('abc')
})

test('anything that can be gone through is folded, once', () => {
  function* events() {
    yield opened
    yield deposited(3)
    yield deposited(4)
  }
  expect(fold(account, events())).toEqual({ holderId: anyHolder, isOpen: true, balance: 7 })
})

test('law: folding on from a state is folding it all', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 })), fc.nat({ max: 10 }), (amounts, at) => {
      const events = [opened, ...amounts.map(deposited)]
      const halfway = fold(account, events.slice(0, at))
      expect(fold({ ...account, initialState: halfway }, events.slice(at))).toEqual(fold(account, events))
    }),
  )
})

test('a decider decides a command by the entry under its type, with its evidence', () => {
  const decider = deciderOf(account)
  const basis = { eventId: idOf('registered'), revision: 0 }
  const withdraw = {
    type: 'Withdraw',
    accountId: idOf('here'),
    amount: 9,
    effectiveOn,
    evidence: { credit: 2, basis },
  } as const
  expect(decider.decide(withdraw, fold(decider, [opened, deposited(7)]))).toEqual({
    _tag: 'Right',
    right: [{ type: 'Withdrawn', effectiveOn, data: { amount: 9, basis } }],
  })
  expect(decider.decide(withdraw, fold(decider, [opened, deposited(6)]))).toEqual({
    _tag: 'Left',
    left: {
      _tag: 'Refusal',
      rule: 'balance-too-low',
      message: 'Ask for less.',
      evidence: { balance: 6, amount: 9 },
    },
  })
})
