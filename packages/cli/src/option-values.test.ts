import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import {
  readCount,
  readDay,
  readFormat,
  readInstant,
  readLang,
  readMonth,
  readStoreUrl,
  readWord,
} from './option-values.js'

const refused = (read: (word: string) => unknown, word: string): string => {
  try {
    return `read as ${String(read(word))}`
  } catch (thrown) {
    return thrown instanceof InvalidArgumentError ? thrown.message : 'a defect'
  }
}

test('a month has its year and two digits', () => {
  expect(readMonth('2020-08')).toBe('2020-08')
  for (const word of ['2020-13', '2020-00', '2020-8', '08-2020', '2020-08-01', '']) {
    expect(refused(readMonth, word)).toBe('It could be a month like 2020-08.')
  }
})

test('a day must exist', () => {
  expect(readDay('2020-02-29')).toBe('2020-02-29')
  expect(refused(readDay, '2021-02-29')).toBe('It could be a day like 2020-08-31.')
  expect(refused(readDay, '31/08/2020')).toBe('It could be a day like 2020-08-31.')
})

test('a moment is read in the zone that it names, and refused without one', () => {
  expect(readInstant('2020-08-31T17:00:00Z')).toBe('2020-08-31T17:00:00.000Z')
  expect(readInstant('2020-09-01T00:00+07:00')).toBe('2020-08-31T17:00:00.000Z')
  expect(readInstant('2020-08-31T17:00:00.123Z')).toBe('2020-08-31T17:00:00.123Z')
  for (const word of ['2020-08-31', '2020-08-31T17:00:00', '2020-08-31T25:00:00Z', 'yesterday']) {
    expect(refused(readInstant, word)).toContain('a moment with its zone')
  }
})

test('a count is 1 or more, in digits', () => {
  expect(readCount('20')).toBe(20)
  for (const word of ['0', '-1', '1.5', '1e3', ' 1', '', '9999999999999999']) {
    expect(refused(readCount, word)).toBe('It could be a whole number, 1 or more.')
  }
})

test('a store is named by a scheme and what follows it', () => {
  expect(readStoreUrl('sqlite:perca.db')).toBe('sqlite:perca.db')
  expect(readStoreUrl('sqlite::memory:')).toBe('sqlite::memory:')
  for (const word of ['perca.db', 'sqlite:', ':x', 'sqlite: ']) {
    expect(refused(readStoreUrl, word)).toBe(
      'It could be a store like sqlite:perca.db, postgres://user@host/database or esdb://host:2113.',
    )
  }
})

test('words out of a list hear the list', () => {
  expect(readFormat('csv')).toBe('csv')
  expect(refused(readFormat, 'xml')).toBe('It could be table, json or csv.')
  expect(refused(readFormat, 'toString')).toBe('It could be table, json or csv.')
  expect(readLang('id')).toBe('id')
  expect(refused(readLang, 'ID')).toBe('It could be id or en.')
  expect(refused(readWord, '  ')).toBe('It could be any word, but not a blank one.')
})
