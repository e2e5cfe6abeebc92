import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, test } from 'vitest'
import { bytesIn, done, newFolder, opened, siti, sitisHealth } from '../keys/keys.fixture.js'
import { digitsOf } from './identity-index.js'

const number = '3571992304740006'

/** The keyed hash that the file holds of each subject. */
const digestsIn = (file: string): ReadonlyMap<string, Buffer> => {
  const db = new DatabaseSync(file, { readOnly: true })
  const rows: readonly { readonly subject: string; readonly digest: Uint8Array }[] = db
    .prepare('SELECT subject, digest FROM identity')
    .all()
  const found = new Map(rows.map(({ subject, digest }) => [subject, Buffer.from(digest)]))
  db.close()
  return found
}

test('the number stands nowhere in the file, and neither does a hash that could be made without its key', async () => {
  const folder = newFolder()
  const { identities } = await opened({ file: join(folder, 'keys.db') })
  await done(identities.enter(siti.subject, number))
  const bytes = bytesIn(folder)
  expect(bytes.includes(number)).toBe(false)
  for (const text of [number, `perca-identity-1:${number}`]) {
    expect(bytes.includes(createHash('sha256').update(text).digest())).toBe(false)
  }
})

test("the entry goes with the subject's personal keys, from every file, and is never entered again", async () => {
  const folder = newFolder()
  const file = join(folder, 'keys.db')
  const keys = await opened({ file })
  const people = Array.from({ length: 300 }, (_, n) => ({
    subject: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    class: 'personal',
    nik: String(3571992304740000 + n),
  }))
  for (const { subject, nik } of people) await done(keys.identities.enter(subject, nik))
  await done(keys.close())
  const before = readFileSync(file)
  const again = await opened({ file })
  const digests = digestsIn(file)
  expect(digests.size).toBe(300)
  const gone = people.filter((_, n) => n % 10 === 0)
  for (const owner of gone) await done(again.destroy(owner))
  await done(again.destroy(sitisHealth))
  const after = bytesIn(folder)
  for (const { subject, nik } of people) {
    const digest = digests.get(subject) ?? Buffer.alloc(0)
    const isGone = gone.some((owner) => owner.subject === subject)
    expect([before.includes(digest), after.includes(digest)]).toEqual([true, !isGone])
    expect(await done(again.identities.find(nik))).toEqual(isGone ? [] : [subject])
  }
  const [first] = gone
  if (first === undefined) throw new Error('somebody is gone')
  expect(await done(again.identities.enter(first.subject, first.nik))).toEqual({ _tag: 'Erased' })
  await done(again.identities.remove('00000000-0000-4000-8000-000000000001'))
  expect(await done(again.identities.find('3571992304740001'))).toEqual([])
})

test('only 16 digits are an identity number, blanks, dots and hyphens aside', () => {
  expect(digitsOf('3571 9923 0474 0006')).toBe(number)
  expect(digitsOf('3571/992304740006')).toBe(null)
})
