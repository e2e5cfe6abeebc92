import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { keyBackupText, readKeyBackup } from './backup-json.js'
import { budi, done, opened, sealingKey, siti } from './keys.fixture.js'

test('a backup is read as it was written; cut off anywhere it is refused, and nothing of it is shown', async () => {
  const keys = await opened({ file: ':memory:' })
  await sealingKey(keys, siti)
  await done(keys.destroy(budi))
  const backup = await done(keys.backup())
  expect([backup.keys.length, backup.tombstones.length]).toEqual([1, 1])
  const text = keyBackupText(backup)
  expect(readKeyBackup(text)).toEqual(E.right(backup))
  for (let length = 0; length < text.length - 1; length += 11) {
    const cut = readKeyBackup(text.slice(0, length))
    expect(cut).toMatchObject({ left: { _tag: 'NoKeyBackup' } })
    expect(JSON.stringify(cut)).not.toContain(siti.subject)
  }
  for (const other of ['{}', '[]', 'null', text.replace('perca-keys-1', 'perca-keys-2')]) {
    expect(readKeyBackup(other)).toMatchObject({ left: { _tag: 'NoKeyBackup' } })
  }
})
