import { expect, test } from 'vitest'
import { languageOf } from './language.js'

test('the language is that of the first locale variable that is set', () => {
  expect(languageOf({ LANG: 'id_ID.UTF-8' })).toBe('id')
  expect(languageOf({ LANG: 'id' })).toBe('id')
  expect(languageOf({ LC_MESSAGES: 'id_ID', LANG: 'en_GB.UTF-8' })).toBe('id')
  expect(languageOf({ LC_ALL: 'C', LC_MESSAGES: 'id_ID', LANG: 'id_ID' })).toBe('en')
  expect(languageOf({ LC_ALL: '', LANG: 'id_ID' })).toBe('id')
})

test('any other language is answered in English', () => {
  expect(languageOf({})).toBe('en')
  expect(languageOf({ LANG: 'jv_ID' })).toBe('en')
  expect(languageOf({ LANG: 'idx' })).toBe('en')
})
