import { type EventStore, isRetrySafe } from '@perca/eventsourcing'
import type { StoreCheck } from './check.js'
import { content, done, equal, holds, left, wholeStream, within } from './claim.js'
import { newEvent, newEvents, newStream } from './sample.js'

const closed: StoreCheck = {
  promise: 7,
  title: 'a closed store answers every call with Closed; closing it again is no error',
  run: async ({ store }) => {
    const stream = newStream()
    await done(store.append(stream, 'noStream', newEvents(1)))
    await done(store.close())
    await done(store.close())
    const appended = left(await store.append(stream, 'any', newEvents(1))(), 'Closed')
    holds(!isRetrySafe(appended), 'a retry on a closed store is useless')
    left(await store.readStream(stream, 0, 10)(), 'Closed')
    left(await store.readAll(null, 10)(), 'Closed')
    left(await store.head()(), 'Closed')
    left(await store.describe()(), 'Closed')
    const items = []
    for await (const item of store.follow(null, undefined, new AbortController().signal))
      items.push(left(item, 'Closed'))
    equal(items.length, 1, 'items of a follower of a closed store')
  },
}

const answersAll: StoreCheck = {
  promise: 7,
  title: 'closing answers every append under way, with its result or with Closed',
  run: async ({ store }, { patience }) => {
    const answers = Array.from({ length: 20 }, () => store.append(newStream(), 'noStream', newEvents(1))())
    await within(patience, done(store.close()), 'the end of closing')
    for (const result of await within(patience, Promise.all(answers), 'the answers to appends under way')) {
      if (result._tag === 'Left') left(result, 'Closed')
    }
  },
}

const refusals: StoreCheck = {
  promise: 7,
  title:
    'an append that no store takes gives Unacceptable: no event, a bad stream name, one id twice, an id that is no UUID',
  run: async ({ store }) => {
    const head = await done(store.head())
    const badNames = [
      '',
      'sample',
      '-1',
      'sample-',
      'Sample-1',
      'sam ple-1',
      'sample-a b',
      'sample-\n',
      'sample-a\0b',
      '$all-1',
      '1-a',
    ]
    for (const name of badNames) {
      left(await store.append(name, 'any', newEvents(1))(), 'Unacceptable')
      equal(await wholeStream(store, name), [], 'a stream with a bad name')
    }
    const stream = newStream()
    left(await store.append(stream, 'any', [])(), 'Unacceptable')
    const [event] = newEvents(1)
    if (event !== undefined) left(await store.append(stream, 'any', [event, newEvent(), event])(), 'Unacceptable')
    // Upper case would come back as lower case from a store that keeps an id as its 16 bytes.
    for (const id of ['', 'event-1', '0190a5c0-0000-7000-8000', '0190A5C0-0000-7000-8000-00000000000A']) {
      left(await store.append(stream, 'any', [newEvent({ id })])(), 'Unacceptable')
    }
    equal([await wholeStream(store, stream), await done(store.head())], [[], head], 'the stream and the head')
  },
}

/** Writes with this stream name or type, and looks that it was refused, or kept to the letter. */
const keptOrRefused = async (store: EventStore, stream: string, type: string) => {
  const event = newEvent({ type })
  const result = await store.append(stream, 'noStream', [event])()
  if (result._tag === 'Left') left(result, 'Unacceptable')
  const stored = await wholeStream(store, stream)
  equal(
    stored.map(content),
    result._tag === 'Left' ? [] : [content(event)],
    `an event of ${JSON.stringify([stream, type])}`,
  )
  equal(
    stored.every((found) => found.stream === stream),
    true,
    "the stream's name",
  )
}

const names: StoreCheck = {
  promise: 7,
  title: 'a stream or a type with any name is kept to the letter or refused, never changed and never taken for another',
  run: async ({ store }) => {
    const unique = newStream()
    const marks = [
      'é',
      'e\u0301',
      'É',
      '日本',
      '🦀',
      '\ud800',
      '\udc00',
      '\ufffd',
      '%',
      '_',
      "'",
      '"',
      '\\',
      '\u200b',
      '-',
      '/',
      '*',
    ]
    for (const mark of marks) await keptOrRefused(store, `${unique}${mark}`, 'SampleTaken')
    for (const mark of [...marks, '', ' ', '\0', '\n', '$'])
      await keptOrRefused(store, newStream(), `Sample${mark}Taken`)
    await keptOrRefused(store, newStream(), '')
    await keptOrRefused(store, newStream('camelCase9'), 'camelCase')
    for (const mark of ['%', '*', '_'])
      equal(await wholeStream(store, `${unique.slice(0, -1)}${mark}`), [], 'a wildcard')
  },
}

/** Promise 7: errors are typed values. */
export const failureChecks: readonly StoreCheck[] = [closed, answersAll, refusals, names]
