import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { StoreUrl } from './option-values.js'
import { progress } from './progress.js'
import type { Settings } from './settings.js'
import type { Surroundings } from './surroundings.js'

const store = StoreUrl.decode('memory:')

const drawn = (isTTY: boolean, quiet: boolean, times: readonly number[]): string => {
  let text = ''
  const readings = [...times]
  const out = {
    write: (more: string) => {
      text += more
    },
    ready: async () => {},
    gone: new AbortController().signal,
    isTTY,
    columns: 80,
  }
  const around: Surroundings = {
    stdout: out,
    stderr: out,
    env: {},
    stop: new AbortController().signal,
    // The first reading is that of the beginning.
    clock: () => readings.shift() ?? 0,
    version: '0',
    openKeyring: () => async () => E.left({ _tag: 'Failure', exitCode: 1, message: 'no keys' }),
    now: () => new Date(0),
    openStore: () => async () => E.left({ _tag: 'Absent', store: '' }),
  }
  if (E.isLeft(store)) throw new Error('memory: is a store')
  const settings: Settings = {
    store: store.right,
    programme: undefined,
    again: [],
    format: 'table',
    lang: 'en',
    horizon: {},
    quiet,
    colour: false,
  }
  const bar = progress(around, settings, 'Importing')
  for (let done = 1; done < times.length; done++) bar.at(done * 1_000, 4_000)
  bar.end()
  return text
}

test('what takes less than a second shows nothing', () => {
  expect(drawn(true, false, [0, 300, 600, 999])).toBe('')
})

test('what takes longer shows how far it has come, at most ten times a second, and clears its line', () => {
  expect(drawn(true, false, [0, 500, 1_200, 1_250])).toBe(
    '\r\u001b[KImporting ████████████░░░░░░░░░░░░ 2,000 / 4,000\r\u001b[K',
  )
})

test('nothing shows away from a terminal, nor where it is to be quiet', () => {
  expect(drawn(false, false, [0, 1_200, 2_400])).toBe('')
  expect(drawn(true, true, [0, 1_200, 2_400])).toBe('')
})
