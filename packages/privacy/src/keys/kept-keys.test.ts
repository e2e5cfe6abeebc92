import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { IdentityIndex } from '../identity/identity-index.js'
import type { KeptKeys } from './key-store.js'
import {
  budi,
  done,
  keyIn,
  master,
  newFolder,
  opened,
  people,
  refused,
  sealingKey,
  secretOf,
  siti,
  sitisHealth,
  stateOf,
} from './keys.fixture.js'
import type { MasterKey } from './master-key.js'
import { keySchema, openedPostgres, serverOfFile } from './postgres/postgres.fixture.js'

const server = serverOfFile()

interface Setting {
  readonly master?: MasterKey
  readonly formerMasters?: readonly MasterKey[]
}

/** Opens the same keys each time, as one process after another, or beside another, does. */
type Open = (setting?: Setting) => Promise<KeptKeys & { readonly identities: IdentityIndex }>

/** By where keys are kept: a place that is new, with nothing in it. */
const places: Record<string, () => Open> = {
  'in a SQLite file': () => {
    const file = join(newFolder(), 'keys.db')
    return (setting) => opened({ file, ...setting })
  },
  'in PostgreSQL': () => {
    const schema = keySchema()
    return (setting) => openedPostgres(server(), { schema, ...setting })
  },
}

describe.each(Object.entries(places))('keys that are kept %s', (_, place) => {
  test('keys are there again when the file is opened again, and another process gets the same', async () => {
    const open = place()
    const keys = await open()
    const key = await sealingKey(keys, siti)
    const other = await open()
    expect(secretOf(await sealingKey(other, siti))).toBe(secretOf(key))
    await done(keys.close())
    const again = await open()
    expect(secretOf(keyIn(await stateOf(again, key.id)))).toBe(secretOf(key))
  })

  test('of two processes that make the first keys of the same people at once both get the same keys', async () => {
    const open = place()
    const one = await open()
    const other = await open()
    const owners = people(50)
    const [first, second] = await Promise.all([done(one.obtain(owners)), done(other.obtain([...owners].reverse()))])
    expect(first.map((state) => secretOf(keyIn(state)))).toEqual(
      [...second].reverse().map((state) => secretOf(keyIn(state))),
    )
  })

  test('what one process destroys no other one uses any more, cached or not', async () => {
    const open = place()
    const one = await open()
    const other = await open()
    const { id } = await sealingKey(other, siti)
    expect((await stateOf(other, id))._tag).toBe('Usable')
    await done(one.destroy(siti))
    expect((await stateOf(other, id))._tag).toBe('Destroyed')
    expect(await done(other.obtain([siti]))).toMatchObject([{ _tag: 'Destroyed' }])
  })

  test('a backup brings back what was lost, and nothing that a tombstone holds back, on either side', async () => {
    const source = await place()()
    const lost = await sealingKey(source, siti)
    const newer = keyIn(await done(source.rotate(siti)))
    const erasedHere = await sealingKey(source, sitisHealth)
    await done(source.destroy(budi))
    const backup = await done(source.backup())
    expect(JSON.stringify(backup)).not.toContain(Buffer.from(secretOf(lost), 'hex').toString('base64url').slice(0, 20))

    const target = await place()()
    const budis = await sealingKey(target, budi)
    await done(target.destroy(sitisHealth))
    expect(await done(target.restore(backup))).toEqual({ keys: 2, refused: 1, destroyed: 1 })
    expect(secretOf(keyIn(await stateOf(target, lost.id)))).toBe(secretOf(lost))
    expect((await sealingKey(target, siti)).id).toBe(newer.id)
    expect((await stateOf(target, erasedHere.id))._tag).toBe('Unknown')
    expect((await stateOf(target, budis.id))._tag).toBe('Destroyed')
    expect(await done(target.restore(backup))).toEqual({ keys: 0, refused: 1, destroyed: 0 })
  })

  test('an owner who got a new key after the old one was lost keeps both when the backup is put back', async () => {
    const source = await place()()
    const old = await sealingKey(source, siti)
    const backup = await done(source.backup())
    const target = await place()()
    const fresh = await sealingKey(target, siti)
    await done(target.restore(backup))
    expect((await sealingKey(target, siti)).id).toBe(fresh.id)
    expect(secretOf(keyIn(await stateOf(target, old.id)))).toBe(secretOf(old))
  })

  test('a backup that was altered, or is wrapped by a master key that is not at hand, is refused whole', async () => {
    const source = await place()()
    await sealingKey(source, siti)
    await sealingKey(source, budi)
    const backup = await done(source.backup())
    const target = await place()({ master: master(2) })
    expect(await refused(target.restore(backup))).toMatchObject({ _tag: 'Unavailable' })
    const [first, second] = backup.keys
    if (first === undefined || second === undefined) throw new Error('two keys')
    const swapped = { ...backup, keys: [{ ...first, wrapped: second.wrapped }, second] }
    const same = await place()()
    expect(await refused(same.restore(swapped))).toMatchObject({ _tag: 'Corrupt' })
    expect(await done(same.list(null, 10))).toEqual([])
  })

  test('a change of the master key that is cut short goes on where it was', async () => {
    const open = place()
    const before = await open()
    const owners = people(1_200)
    const secrets = (await done(before.obtain(owners))).map((state) => secretOf(keyIn(state)))
    await done(before.close())
    let left = 700
    const service: MasterKey = {
      ...master(2),
      wrap: (secret, context) => async () => {
        left -= 1
        return left < 0
          ? E.left({ _tag: 'Unavailable', outcomeUnknown: false, message: 'The key service does not answer.' })
          : master(2).wrap(secret, context)()
      },
    }
    const cut = await open({ master: service, formerMasters: [master(1)] })
    expect(await refused(cut.rewrap())).toMatchObject({ _tag: 'Unavailable' })
    expect((await done(cut.obtain(owners))).map((state) => secretOf(keyIn(state)))).toEqual(secrets)
    left = Number.POSITIVE_INFINITY
    expect(await done(cut.rewrap())).toBe(700)
    await done(cut.close())
    await open({ master: master(2) })
  })

  test('the master key is changed without touching what it wraps, and the old one is nowhere needed', async () => {
    const open = place()
    const before = await open()
    const owners = people(30)
    const secrets = (await done(before.obtain(owners))).map((state) => secretOf(keyIn(state)))
    await done(before.identities.enter(siti.subject, '3571992304740006'))
    await done(before.close())
    const both = await open({ master: master(2), formerMasters: [master(1)] })
    expect(await done(both.rewrap())).toBe(30)
    expect(await done(both.rewrap())).toBe(0)
    await done(both.close())
    const after = await open({ master: master(2) })
    expect((await done(after.obtain(owners))).map((state) => secretOf(keyIn(state)))).toEqual(secrets)
    expect(await done(after.identities.find('3571992304740006'))).toEqual([siti.subject])
  })

  test("an identity number's entry goes with the subject's personal keys, and is never entered again", async () => {
    const { identities, destroy } = await place()()
    const number = '3571992304740006'
    expect(await done(identities.enter(siti.subject, number))).toEqual({ _tag: 'Entered', same: [] })
    expect(await done(identities.enter(budi.subject, number))).toEqual({ _tag: 'Entered', same: [siti.subject] })
    await done(destroy(sitisHealth))
    expect(await done(identities.find(number))).toHaveLength(2)
    await done(destroy(siti))
    expect(await done(identities.find(number))).toEqual([budi.subject])
    expect(await done(identities.enter(siti.subject, number))).toEqual({ _tag: 'Erased' })
  })
})
