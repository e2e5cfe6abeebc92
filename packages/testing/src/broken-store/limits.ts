import type { Limits, NewEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { appending, type Break, type BrokenStore, brokenBy, telling } from './broken-store.js'

const checksTooLate = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    if (E.isLeft(result) && result.left._tag === 'TooLarge') await store.append(stream, expected, events.slice(0, 1))()
    return result
  })

const takesOneLess = (limit: keyof Limits) => (): Break => (store) => ({
  ...store,
  limits: { ...store.limits, [limit]: store.limits[limit] + 1 },
})

/** Half of what the store below takes is said to be the limit; where it is counted wrongly, more goes through. */
const halved = (limits: Limits, limit: keyof Limits): Limits => ({ ...limits, [limit]: Math.floor(limits[limit] / 2) })

const countsLetters = (): Break => (store) => {
  const limits = halved(store.limits, 'eventBytes')
  const letters = ({ data, metadata }: NewEvent) => JSON.stringify(data).length + JSON.stringify(metadata).length
  return {
    ...store,
    limits,
    append: (stream, expected, events) => async () => {
      const actual = Math.max(0, ...events.map(letters))
      const allowed = limits.eventBytes
      if (actual <= allowed) return store.append(stream, expected, events)()
      return E.left({ _tag: 'TooLarge', limit: 'eventBytes', allowed, actual, message: `At most ${allowed} bytes.` })
    },
  }
}

const forgetsToCheck = (limit: keyof Limits) => (): Break => (store) => ({
  ...store,
  limits: halved(store.limits, limit),
})

const acknowledgesTheTooLarge = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    if (E.isRight(result) || result.left._tag !== 'TooLarge') return result
    return E.right({ stream, revision: events.length - 1, position: '1' })
  })

const splitsLongBatches = (): Break => (store) =>
  appending(store, (stream, expected, events) => async () => {
    const { batchEvents } = store.limits
    const result = await store.append(stream, expected, events.slice(0, batchEvents))()
    return E.isLeft(result) || events.length <= batchEvents
      ? result
      : store.append(stream, result.right.revision, events.slice(batchEvents))()
  })

const cutsLongNames = (): Break => (store) =>
  appending(store, (stream, expected, events) =>
    store.append(stream.slice(0, store.limits.streamName), expected, events),
  )

const namesTheWrongLimit = (): Break => (store) =>
  telling(store, (error) => (error._tag === 'TooLarge' ? { ...error, actual: error.allowed } : error))

/** Stores that break promise 8: limits are checked before anything is written. */
export const brokenLimits: Readonly<Record<string, BrokenStore>> = {
  'checks its limits too late': brokenBy([8, 1], checksTooLate),
  'takes one byte of an event less than it says': brokenBy([8], takesOneLess('eventBytes')),
  'takes one event less than it says': brokenBy([8], takesOneLess('batchEvents')),
  'takes one letter of a name less than it says': brokenBy([8], takesOneLess('streamName')),
  'counts letters in the place of bytes': brokenBy([8], countsLetters),
  'forgets to check the bytes of a batch': brokenBy([8], forgetsToCheck('batchBytes')),
  'acknowledges what is too large': brokenBy([8], acknowledgesTheTooLarge),
  'splits a batch that is too long': brokenBy([8], splitsLongBatches),
  'cuts a name that is too long': brokenBy([8], cutsLongNames),
  'tells a size that is not over the limit': brokenBy([8], namesTheWrongLimit),
}
