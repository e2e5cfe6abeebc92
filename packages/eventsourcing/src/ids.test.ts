import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { derivedId, eventId } from './ids.js'

const form = (version: string) =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
const causes = fc.uuid()
const names = fc.string({ unit: 'grapheme', maxLength: 30 })
const first48 = (id: string): string => id.slice(0, 13)

describe('an id that follows from its cause', () => {
  test('is the same each time, for every cause and name', () => {
    // Reckoned by hand from SHA-1: ids that stand in a log must never come out otherwise.
    expect(derivedId('019f8f6e-7d5c-7e1a-9c3b-0123456789ab', 'carry-money.line-1')).toBe(
      '019f8f6e-7d5c-8aa4-b6b5-381408c0f0a3',
    )
    fc.assert(
      fc.property(causes, names, (cause, name) => {
        expect(derivedId(cause, name)).toBe(derivedId(cause, name))
      }),
    )
  })

  test('is a UUID of version 8, in lower case', () => {
    fc.assert(
      fc.property(causes, names, (cause, name) => {
        expect(derivedId(cause, name)).toMatch(form('8'))
      }),
    )
  })

  test('keeps the first 48 bits of its cause, so that the order of time-ordered causes stays', () => {
    fc.assert(
      fc.property(causes, names, (cause, name) => {
        expect(first48(derivedId(cause, name))).toBe(first48(cause))
      }),
    )
  })

  test('is another for another name, for another cause, and than its cause', () => {
    fc.assert(
      fc.property(causes, causes, names, names, (cause, otherCause, name, otherName) => {
        fc.pre(cause !== otherCause && name !== otherName)
        const ids = [cause, derivedId(cause, name), derivedId(cause, otherName), derivedId(otherCause, name)]
        expect(new Set(ids).size).toBe(4)
      }),
    )
  })

  test('is not the same for names that only look the same', () => {
    const cause = '019f8f6e-7d5c-7e1a-9c3b-0123456789ab'
    const alike = ['a.b', 'a.b ', 'A.b', 'a..b', 'é', 'e\u0301', '', '0', '00']
    expect(new Set(alike.map((name) => derivedId(cause, name))).size).toBe(alike.length)
  })

  test('a thousand of one cause are a thousand', () => {
    const cause = '019f8f6e-7d5c-7e1a-9c3b-0123456789ab'
    expect(new Set(Array.from({ length: 1_000 }, (_, n) => derivedId(cause, `line-${n}`))).size).toBe(1_000)
  })
})

describe("the id of a command's event", () => {
  test('is the command’s with its place counted into the last 16 bits, over the end if need be', () => {
    expect(eventId('019f8f6e-7d5c-7e1a-9c3b-0123456789ab', 0)).toBe('019f8f6e-7d5c-7e1a-9c3b-0123456789ac')
    expect(eventId('019f8f6e-7d5c-7e1a-9c3b-0123456789ab', 300)).toBe('019f8f6e-7d5c-7e1a-9c3b-012345678ad8')
    expect(eventId('019f8f6e-7d5c-7e1a-9c3b-01234567ffff', 0)).toBe('019f8f6e-7d5c-7e1a-9c3b-012345670000')
    expect(eventId('019f8f6e-7d5c-7e1a-9c3b-01234567ffff', 10)).toBe('019f8f6e-7d5c-7e1a-9c3b-01234567000a')
  })

  test('is a UUID of the command’s own version, the same each time, and in its first 112 bits the command’s', () => {
    fc.assert(
      fc.property(fc.uuid({ version: [4, 7, 8] }), fc.integer({ min: 0, max: 65_534 }), (commandId, place) => {
        const id = eventId(commandId, place)
        expect(id).toMatch(form('[478]'))
        expect(id).toBe(eventId(commandId, place))
        expect(id.slice(0, 32)).toBe(commandId.slice(0, 32))
      }),
    )
  })

  test('is another for every place below 65,535, and never the command’s own', () => {
    for (const commandId of ['019f8f6e-7d5c-7e1a-9c3b-012345670000', '019f8f6e-7d5c-7e1a-9c3b-01234567fffe']) {
      const ids = new Set([commandId])
      for (let place = 0; place < 65_535; place++) ids.add(eventId(commandId, place))
      expect(ids.size).toBe(65_536)
    }
  })
})
