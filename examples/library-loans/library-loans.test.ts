import { anyAggregate, application, Day, project, settle } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { given } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { type CopyEvent, copy, lendToNext, loans } from './library-loans.js'

const day = (text: string): Day => {
  if (!Day.is(text)) throw new Error(`${text} is no day`)
  return text
}
const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const lentTo = (memberId: string): CopyEvent => ({
  type: 'CopyLent',
  effectiveOn: day('2021-03-01'),
  data: { memberId },
})
const heldBy = (memberId: string): CopyEvent => ({
  type: 'HoldPlaced',
  effectiveOn: day('2021-03-02'),
  data: { memberId },
})

test('a copy that is lent is not lent again: who asks for it waits', () => {
  given(copy, [lentTo('m-1')])
    .when({ type: 'AskForCopy', copyId: 'c-1', memberId: 'm-2', effectiveOn: day('2021-03-02') })
    .thenEvents([heldBy('m-2')])
})

test('nobody waits twice', () => {
  given(copy, [lentTo('m-1'), heldBy('m-2')])
    .when({ type: 'AskForCopy', copyId: 'c-1', memberId: 'm-2', effectiveOn: day('2021-03-03') })
    .thenRefused('already-asked', { memberId: 'm-2' })
})

test('on a store, a returned copy goes to who waited longest, once', async () => {
  const store = memoryStore()
  const app = application({ store, aggregates: [anyAggregate(copy)] })
  const send = async (place: number, command: object) => {
    const commandId = `00000000-0000-4000-8000-0000000000${place}0`
    right(await app.execute(command, { commandId, actor: { id: 'desk', role: 'librarian' }, programmeId: null })())
  }
  await send(1, { type: 'AskForCopy', copyId: 'c-1', memberId: 'm-1', effectiveOn: '2021-03-01' })
  await send(2, { type: 'AskForCopy', copyId: 'c-1', memberId: 'm-2', effectiveOn: '2021-03-02' })
  await send(3, { type: 'AskForCopy', copyId: 'c-1', memberId: 'm-3', effectiveOn: '2021-03-03' })
  await send(4, { type: 'ReturnCopy', copyId: 'c-1', effectiveOn: '2021-03-04' })

  expect(right(await settle(app, [lendToNext], null)())).toMatchObject({ recorded: 1, refused: [] })
  expect(right(await settle(app, [lendToNext], null)())).toMatchObject({ recorded: 0, refused: [] })
  const rows = right(await project(store, app.decode, { loans })()).loans
  expect([...rows]).toEqual([['copy-c-1', { memberId: 'm-2', since: '2021-03-04' }]])
  const before = right(await project(store, app.decode, { loans }, { asOf: '2021-03-03' })()).loans
  expect([...before]).toEqual([['copy-c-1', { memberId: 'm-1', since: '2021-03-01' }]])
})
