import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { type HealthOptions, health } from './health.js'
import type { EventStore } from './store.js'

/** A store of which only its head is asked. */
const storeWith = (head: () => ReturnType<ReturnType<EventStore['head']>>): EventStore => {
  const unused = () => {
    throw new Error('a health check asks for nothing else')
  }
  return {
    limits: { eventBytes: 1, batchEvents: 1, batchBytes: 1, streamName: 1 },
    append: unused,
    readStream: unused,
    readAll: unused,
    follow: unused,
    describe: unused,
    close: unused,
    head: () => head,
  }
}

/** A clock that goes on by five milliseconds at each look, and a timer that is rung by hand. */
const surroundings = () => {
  let [now, isGivenUp]: [number, boolean] = [0, false]
  let ring: () => void = () => undefined
  const options: HealthOptions = {
    deadlineMs: 100,
    clock: () => (now += 5),
    after: (_, run) => {
      ring = run
      return () => {
        isGivenUp = true
      }
    },
  }
  return { options, ring: () => ring(), isGivenUp: () => isGivenUp }
}

test('a store that answers is healthy: its head and how long it took; the timer is given up', async () => {
  const { options, isGivenUp } = surroundings()
  expect(
    await health(
      storeWith(async () => E.right('17')),
      options,
    )(),
  ).toEqual({
    _tag: 'Healthy',
    head: '17',
    tookMs: 5,
  })
  expect(isGivenUp()).toBe(true)
})

test('a store that fails is unhealthy, and says what to do', async () => {
  const { options } = surroundings()
  const gone = { _tag: 'Unavailable', outcomeUnknown: false, message: 'Look whether it is up.' } as const
  expect(
    await health(
      storeWith(async () => E.left(gone)),
      options,
    )(),
  ).toEqual({
    _tag: 'Unhealthy',
    reason: 'Unavailable',
    message: 'Look whether it is up.',
  })
})

test('a store that does not answer in time is unhealthy', async () => {
  const { options, ring } = surroundings()
  const checked = health(
    storeWith(() => new Promise(() => undefined)),
    options,
  )()
  ring()
  expect(await checked).toMatchObject({ _tag: 'Unhealthy', reason: 'Overdue' })
})
