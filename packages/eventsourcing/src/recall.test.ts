import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import type { RecordedEvent } from './event.js'
import {
  aggregates,
  bank,
  carriedOut,
  deposit,
  openAccount,
  registerHolder,
  send,
  withdraw,
} from './example.fixture.js'
import { logStore } from './log.fixture.js'
import { askedAgain } from './recall.js'

const recordedBy = async (...commands: readonly object[]): Promise<readonly RecordedEvent[]> => {
  const app = bank(logStore())
  for (const [place, command] of commands.entries()) await carriedOut(app, command, `command ${place}`)
  const page = await app.store.readAll(null, 100, {})()
  if (E.isLeft(page)) throw new Error(page.left.message)
  const last = page.right.events.at(-1)?.metadata
  return page.right.events.flatMap((stored) => {
    const recorded = app.decode(stored)
    if (E.isLeft(recorded)) throw new Error(recorded.left.message)
    return recorded.right.metadata.commandId === Object(last).commandId ? [recorded.right] : []
  })
}

const [holder, account] = aggregates
if (holder === undefined || account === undefined) throw new Error('the example has two aggregates')

test.each([
  ['fields under their own names', [openAccount()]],
  ['the stream’s id, and no evidence', [openAccount(), deposit(5), withdraw(3)]],
  ['several events of one command', [openAccount(), deposit(5, 7, 9)]],
  ['an event that shares no field with others', [openAccount(), deposit(5), send(2)]],
])('a command is said again as it was asked: %s', async (_, commands) => {
  const events = await recordedBy(registerHolder(), ...commands)
  expect(askedAgain(account, events, account.initialState)).toEqual(E.right(commands.at(-1)))
})

test('of another kind of stream, too', async () => {
  expect(askedAgain(holder, await recordedBy(registerHolder(4, 2)), holder.initialState)).toEqual(
    E.right(registerHolder(4, 2)),
  )
})

test('what an older Perca wrote does not say which command it was', async () => {
  const events = await recordedBy(registerHolder(), openAccount())
  const old = events.map((recorded) => {
    const { commandType: _, ...metadata } = recorded.metadata
    return { ...recorded, metadata }
  })
  expect(askedAgain(account, old, account.initialState)).toMatchObject(
    E.left({ _tag: 'NotRecalled', command: null, faults: [] }),
  )
  expect(askedAgain(account, [], account.initialState)).toMatchObject(E.left({ command: null }))
})

test('a command that is no longer there, and one whose fields are not, are told by name and place', async () => {
  const events = await recordedBy(registerHolder(), openAccount())
  const renamed = events.map((recorded) => ({
    ...recorded,
    metadata: { ...recorded.metadata, commandType: 'toString' },
  }))
  expect(askedAgain(account, renamed, account.initialState)).toMatchObject(E.left({ command: 'toString', faults: [] }))
  const bare = events.map((recorded) => ({ ...recorded, event: { ...recorded.event, data: {} } }))
  expect(askedAgain(account, bare, account.initialState)).toMatchObject(
    E.left({ command: 'OpenAccount', faults: [{ path: 'holderId', expected: 'string' }] }),
  )
})
