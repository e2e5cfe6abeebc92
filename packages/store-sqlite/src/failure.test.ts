import { expect, test } from 'vitest'
import { storeError } from './failure.js'

/** As the driver throws it; `all` leaves the code out. */
const thrown = (words: string, errcode?: number) =>
  Object.assign(new Error(words), { code: 'ERR_SQLITE_ERROR', ...(errcode === undefined ? {} : { errcode }) })

test.each([
  ['database is locked', 5, 'Unavailable', 'Another process is writing'],
  ['database is locked', 517, 'Unavailable', 'Another process is writing'],
  ['database is locked', undefined, 'Unavailable', 'Another process is writing'],
  ['database or disk is full', 13, 'Unavailable', 'is full'],
  ['database or disk is full', undefined, 'Unavailable', 'is full'],
  ['attempt to write a readonly database', 1032, 'Unavailable', "can't be written"],
  ['unable to open database file', 14, 'Unavailable', 'could not be opened'],
  ['disk I/O error', 1034, 'Unavailable', 'disk'],
  ['database disk image is malformed', 11, 'Corrupt', 'damaged'],
  ['database disk image is malformed', undefined, 'Corrupt', 'damaged'],
  ['file is not a database', 26, 'Corrupt', 'damaged'],
  ['out of memory', 7, 'Unavailable', 'out of memory'],
])('SQLite says "%s" (%s): that is %s', (words, code, tag, message) => {
  expect(storeError(thrown(words, code), 'perca.db')).toMatchObject({
    _tag: tag,
    message: expect.stringContaining(message),
  })
})

test('only a commit that fails at the disk leaves open whether it went through', () => {
  const disk = thrown('disk I/O error', 10)
  expect(storeError(disk, 'perca.db')).toMatchObject({ outcomeUnknown: false })
  expect(storeError(disk, 'perca.db', true)).toMatchObject({ outcomeUnknown: true })
  expect(storeError(thrown('database or disk is full', 13), 'perca.db', true)).toMatchObject({ outcomeUnknown: false })
})

test('what is not an error of SQLite is a defect, and is thrown on', () => {
  const defect = new TypeError('x is undefined')
  expect(() => storeError(defect, 'perca.db')).toThrow(defect)
})
