import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budi, done, opened, siti } from '../keys/keys.fixture.js'
import { openedPostgres, serverOfFile } from '../keys/postgres/postgres.fixture.js'

const number = '3571992304740006'
const server = serverOfFile()

const places = {
  'in SQLite': () => opened({ file: ':memory:' }),
  'in PostgreSQL': () => openedPostgres(server()),
}

describe.each(Object.entries(places))('the index of identity numbers %s', (_, open) => {
  test('two files with the same identity number find each other, however it was written; with another one they do not', async () => {
    const { identities } = await open()
    expect(await done(identities.enter(siti.subject, number))).toEqual({ _tag: 'Entered', same: [] })
    expect(await done(identities.enter(budi.subject, ' 35.71.99 230474-0006 '))).toEqual({
      _tag: 'Entered',
      same: [siti.subject],
    })
    expect([...(await done(identities.find(number)))].sort()).toEqual([budi.subject, siti.subject])
    expect(await done(identities.find('3571992304740007'))).toEqual([])
  })

  test('entered twice it stands there once; a corrected number takes the place of the old one', async () => {
    const { identities } = await open()
    await done(identities.enter(siti.subject, number))
    await done(identities.enter(siti.subject, number))
    expect(await done(identities.find(number))).toEqual([siti.subject])
    await done(identities.enter(siti.subject, '3571992304740007'))
    expect(await done(identities.find(number))).toEqual([])
    expect(await done(identities.find('3571992304740007'))).toEqual([siti.subject])
  })

  test('what is no identity number is not entered: nobody is found by a blank', async () => {
    const { identities } = await open()
    for (const text of ['', '0', '357199230474000', '35719923047400066', 'tidak ada', '357199230474000x']) {
      expect(await done(identities.enter(siti.subject, text))).toEqual({ _tag: 'NoIdentityNumber' })
      expect(await done(identities.find(text))).toEqual([])
    }
  })

  test('law: the index finds just those under whom the same digits were entered last', async () => {
    const digits = fc.stringMatching(/^[0-9]{16}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.array(digits, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { maxLength: 12 }),
        async (numbers, entries) => {
          const { identities, close } = await open()
          const model = new Map<string, string>()
          for (const [person, which] of entries) {
            const nik = numbers[which % numbers.length] ?? ''
            const same = [...model].filter(([other, n]) => n === nik && other !== `p${person}`).map(([other]) => other)
            const entered = await done(identities.enter(`p${person}`, nik))
            expect(entered._tag === 'Entered' ? [...entered.same].sort() : entered).toEqual(same.sort())
            model.set(`p${person}`, nik)
          }
          for (const nik of numbers) {
            expect([...(await done(identities.find(nik)))].sort()).toEqual(
              [...model]
                .filter(([, n]) => n === nik)
                .map(([person]) => person)
                .sort(),
            )
          }
          await done(close())
        },
      ),
      { numRuns: 25 },
    )
  })
})
