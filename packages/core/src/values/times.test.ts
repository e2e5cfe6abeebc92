import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { TimeOfDay, TimeZone } from './times.js'

describe('a time of day', () => {
  test.each(['00:00', '09:00', '19:59', '23:59'])('may be %s', (value) => {
    expect(TimeOfDay.decode(value)).toEqual(E.right(value))
  })

  test.each([['24:00'], ['9:00'], ['09:60'], ['09:00:00'], [' 09:00'], ['09.00'], [900], [null]])(
    'is not %j',
    (value) => {
      expect({ is: TimeOfDay.is(value), read: E.isRight(TimeOfDay.decode(value)) }).toEqual({ is: false, read: false })
    },
  )
})

describe('a time zone', () => {
  test.each(['Asia/Jakarta', 'Asia/Makassar', 'UTC'])('may be %s, asked once or twice', (value) => {
    expect([TimeZone.decode(value), TimeZone.decode(value)]).toEqual([E.right(value), E.right(value)])
  })

  test.each([['Asia/Kediri'], [''], ['WIB'], [7], [null]])('is not %j, asked once or twice', (value) => {
    expect([TimeZone.is(value), TimeZone.is(value)]).toEqual([false, false])
  })
})
