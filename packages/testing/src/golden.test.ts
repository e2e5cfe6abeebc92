import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { golden, goldenNames } from './golden.js'

let folder: string
const beside = (): string => join(folder, 'some.test.ts')
const text = (path: string): string => readFileSync(join(folder, path), 'utf8')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'))
  vi.stubEnv('UPDATE_GOLDEN', '1')
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

test('a missing file is null, and nothing is written unless that is asked for', () => {
  vi.stubEnv('UPDATE_GOLDEN', '')
  expect(golden(beside(), 'golden/a.json', { one: () => 1 })).toBeNull()
  expect(goldenNames(beside(), 'golden')).toEqual([])
})

test('a missing file is written, each field from those before it', () => {
  const lacking = { one: () => 1, two: ({ one = 0 }) => Number(one) + 1 }
  expect(golden(beside(), 'golden/a.json', lacking)).toEqual({ one: 1, two: 2 })
  expect(text('golden/a.json')).toBe('{\n  "one": 1,\n  "two": 2\n}\n')
  expect(goldenNames(beside(), 'golden')).toEqual(['a.json'])
})

test('what stands in a file is never changed, and what it lacks is filled in', () => {
  golden(beside(), 'golden/a.json', { one: () => 1 })
  expect(golden(beside(), 'golden/a.json', { one: () => 7, two: () => 2 })).toEqual({ one: 1, two: 2 })
  expect(golden(beside(), 'golden/a.json', { one: () => 7, two: () => 7 })).toEqual({ one: 1, two: 2 })
  vi.stubEnv('UPDATE_GOLDEN', '')
  expect(golden(beside(), 'golden/a.json', { three: () => 3 })).toEqual({ one: 1, two: 2 })
})
