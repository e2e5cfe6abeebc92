import { Instant } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { KeyBackup } from './key-store.js'

const Owner = t.strict({ subject: t.string, class: t.string })

const Backup = t.strict({
  format: t.literal('perca-keys-1'),
  keys: t.readonlyArray(
    t.strict({
      id: t.string,
      owner: Owner,
      number: t.number,
      madeAt: Instant,
      master: t.string,
      wrapped: t.string,
    }),
  ),
  tombstones: t.readonlyArray(t.strict({ owner: Owner, at: Instant })),
})

/** A text that is no backup of keys; nothing of it is shown. */
export interface NoKeyBackup {
  readonly _tag: 'NoKeyBackup'
  readonly message: string
}

const none = (why: string): E.Either<NoKeyBackup, never> =>
  E.left({ _tag: 'NoKeyBackup', message: `This is no backup of keys: ${why}. Take one that a backup wrote, whole.` })

/** A backup as text, to be kept where neither the log nor the master key is kept. No key in it is of use without the latter. */
export const keyBackupText = (backup: KeyBackup): string => `${JSON.stringify(backup)}\n`

/** The backup in a text. Left: it is none, or was cut off. */
export const readKeyBackup = (text: string): E.Either<NoKeyBackup, KeyBackup> => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return none('it is no JSON, or was cut off')
  }
  const backup = Backup.decode(json)
  return E.isLeft(backup) ? none('it has another form') : backup
}
