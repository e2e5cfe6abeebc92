import type { EventStore, ExpectedRevision, NewEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { turn } from '../store-contract/sample.js'
import { appending, type Break, type BrokenStore, brokenBy, telling } from './broken-store.js'

const ignoresExpected = (): Break => (store) =>
  appending(store, (stream, _, events) => store.append(stream, 'any', events))

const namesItsExpectation = (): Break => (store) =>
  telling(store, (error) =>
    error._tag === 'Conflict'
      ? { ...error, actual: typeof error.expected === 'number' ? error.expected : 'noStream' }
      : error,
  )

const takesHigherRevisions = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    if (E.isRight(result) || result.left._tag !== 'Conflict') return result
    const { actual } = result.left
    const isHigher = typeof expected === 'number' && typeof actual === 'number' && expected > actual
    return isHigher ? store.append(stream, 'any', events)() : result
  })

const takesMinusOne = (): Break => (store) =>
  appending(store, (stream, expected, events) => store.append(stream, expected === -1 ? 'noStream' : expected, events))

const isMet = (expected: ExpectedRevision, length: number): boolean =>
  expected === 'any' || (length === 0 ? expected === 'noStream' : expected === 'exists' || expected === length - 1)

/** Looks whether the expectation is met, and writes a turn later. */
const checkThenWrite = async (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
) => {
  const held = await store.readStream(stream, 0, Number.MAX_SAFE_INTEGER)()
  if (E.isLeft(held)) return held
  if (!isMet(expected, held.right.length)) return store.append(stream, expected, events)()
  await turn()
  return store.append(stream, 'any', events)()
}

const checksThenWrites = (): Break => (store) =>
  appending(store, (stream, expected, events) => () => checkThenWrite(store, stream, expected, events))

const guardsOneHandle = (): Break => (store) => {
  let last: Promise<unknown> = Promise.resolve()
  return appending(store, (stream, expected, events) => () => {
    const answer = last.then(() => checkThenWrite(store, stream, expected, events))
    last = answer.catch(() => undefined)
    return answer
  })
}

const anyIsWhatItSaw = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    if (expected !== 'any') return store.append(stream, expected, events)()
    const held = await store.readStream(stream, 0, Number.MAX_SAFE_INTEGER)()
    if (E.isLeft(held)) return held
    return store.append(stream, held.right.length === 0 ? 'noStream' : held.right.length - 1, events)()
  })

const spoilsItsNeighbours = (): Break => {
  let conflicts = 0
  return (store) =>
    appending(store, (stream, expected, events) => async () => {
      const before = conflicts
      const result = await store.append(stream, expected, events)()
      if (E.isLeft(result)) {
        if (result.left._tag === 'Conflict') conflicts += 1
        return result
      }
      if (conflicts === before || expected !== 'noStream') return result
      return E.left({
        _tag: 'Conflict',
        stream,
        expected,
        actual: 'noStream',
        message: 'Another append met a Conflict.',
      })
    })
}

/** Stores that break promise 2: `expected` is honoured under any number of concurrent writers. */
export const brokenConflicts: Readonly<Record<string, BrokenStore>> = {
  'ignores the expected revision': brokenBy([2], ignoresExpected),
  'names the expected revision as the actual one': brokenBy([2], namesItsExpectation),
  'takes a revision that the stream has not reached': brokenBy([2], takesHigherRevisions),
  'takes -1 for a stream that is not there': brokenBy([2], takesMinusOne),
  'checks the revision, then writes a turn later': brokenBy([2], checksThenWrites),
  'guards a revision within one handle only': brokenBy([2], guardsOneHandle),
  'turns any revision into the one it saw': brokenBy([2, 1, 4], anyIsWhatItSaw),
  'lets a Conflict spoil the appends beside it': brokenBy([2], spoilsItsNeighbours),
}
