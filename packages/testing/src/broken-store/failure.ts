import type { StoredEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { appending, type Break, type BrokenStore, brokenBy, never, telling } from './broken-store.js'

const throwsItsErrors = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    if (E.isLeft(result)) throw new Error(result.left.message)
    return result
  })

// What JSON.parse gives has no type: the only way to an error that the port's types do not have.
const givesErrorsWithoutTag = (): Break => (store) =>
  telling(store, ({ message }) => JSON.parse(JSON.stringify({ message })))

const saysNothing = (): Break => (store) => telling(store, (error) => ({ ...error, message: '' }))

const takesRefusalsForUnavailability = (): Break => (store) =>
  telling(store, (error) =>
    error._tag === 'Unacceptable' ? { ...error, _tag: 'Unavailable', outcomeUnknown: false } : error,
  )

const closesOnce = (): Break => (store) => {
  let isClosed = false
  const again: StoreError = { _tag: 'Closed', message: 'It was closed before.' }
  return {
    ...store,
    close: () => async () => {
      if (isClosed) return E.left(again)
      isClosed = true
      return store.close()()
    },
  }
}

const acknowledgesWhenClosed = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    if (E.isRight(result) || result.left._tag !== 'Closed') return result
    return E.right({ stream, revision: events.length - 1, position: '1' })
  })

const readsWhenClosed = (): Break => (store) => ({
  ...store,
  readStream: (stream, from, limit) =>
    TE.orElse((error: StoreError) =>
      error._tag === 'Closed' ? TE.right<StoreError, readonly StoredEvent[]>([]) : TE.left(error),
    )(store.readStream(stream, from, limit)),
})

const leavesUnanswered = (): Break => (store) => {
  let isClosing = false
  return {
    ...appending(store, (stream, expected, events) => async () => {
      if (isClosing) return store.append(stream, expected, events)()
      const result = await store.append(stream, expected, events)()
      return isClosing ? never() : result
    }),
    close: () => async () => {
      isClosing = true
      return store.close()()
    },
  }
}

const neverClosesWhileItWrites = (): Break => (store) => {
  let underWay = 0
  return {
    ...appending(store, (stream, expected, events) => async () => {
      underWay += 1
      const result = await store.append(stream, expected, events)()
      underWay -= 1
      return result
    }),
    close: () => async () => (underWay > 0 ? never() : store.close()()),
  }
}

const acknowledgesTheUnacceptable = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    const isTaken = E.isLeft(result) && result.left._tag === 'Unacceptable' && events.length < 2
    return isTaken ? E.right({ stream, revision: 0, position: '1' }) : result
  })

const lowersIds = (): Break => (store) =>
  appending(store, (stream, expected, events) =>
    store.append(
      stream,
      expected,
      events.map((event) => ({ ...event, id: event.id.toLowerCase() })),
    ),
  )

const normalisesNames = (): Break => (store) => ({
  ...appending(store, (stream, expected, events) => store.append(stream.normalize('NFC'), expected, events)),
  readStream: (stream, from, limit) => store.readStream(stream.normalize('NFC'), from, limit),
})

const trimsTypes = (): Break => (store) =>
  appending(
    store,
    (stream, expected, events) => async () =>
      store.append(
        stream,
        expected,
        events.map((event) => ({ ...event, type: event.type.replaceAll('\0', '') })),
      )(),
  )

const neverAnswersWithoutServer = (): Break => (store) => ({
  ...store,
  describe: () => async () => {
    const result = await store.describe()()
    return E.isLeft(result) && result.left._tag === 'Unavailable' ? never() : result
  },
})

/** Stores that break promise 7: errors are the typed values. */
export const brokenFailures: Readonly<Record<string, BrokenStore>> = {
  'throws its errors': brokenBy([7], throwsItsErrors),
  'gives errors without a tag': brokenBy([7], givesErrorsWithoutTag),
  'gives errors without a message': brokenBy([7], saysNothing),
  'calls a refusal that no retry mends unavailability': brokenBy([7], takesRefusalsForUnavailability),
  'can be closed only once': brokenBy([7], closesOnce),
  'acknowledges appends when it is closed': brokenBy([7], acknowledgesWhenClosed),
  'reads on when it is closed': brokenBy([7], readsWhenClosed),
  'leaves appends unanswered when it is closed': brokenBy([7], leavesUnanswered),
  'never ends closing while an append is under way': brokenBy([7], neverClosesWhileItWrites),
  'acknowledges what no store takes': brokenBy([7], acknowledgesTheUnacceptable),
  'takes an id in upper case for one in lower case': brokenBy([7], lowersIds),
  'takes names that look the same for one': brokenBy([7], normalisesNames),
  'cuts letters out of a type': brokenBy([7], trimsTypes),
  'never answers while the server is down': brokenBy([7], neverAnswersWithoutServer),
}
