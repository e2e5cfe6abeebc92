import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { onTestFinished } from 'vitest'
import type { KeyState, KeyStore } from './key-store.js'
import { localMaster, type MasterKey } from './master-key.js'
import { type SqliteKeys, type SqliteKeysOptions, sqliteKeys } from './sqlite/store.js'
import type { KeyOwner, SubjectKey } from './subject-key.js'

/** The Right, or the end of the test. */
export const done = async <A>(task: TaskEither<{ readonly message: string }, A>): Promise<A> => {
  const result: Either<{ readonly message: string }, A> = await task()
  if (result._tag === 'Left') throw new Error(`expected a Right, got: ${result.left.message}`)
  return result.right
}

/** The Left, or the end of the test. */
export const refused = async <L>(task: TaskEither<L, unknown>): Promise<L> => {
  const result = await task()
  if (result._tag === 'Right') throw new Error('expected a Left')
  return result.left
}

/** A new folder, which goes when the test is over. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every byte of every file in a folder. */
export const bytesIn = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))

/** The same master key for the same number. */
export const master = (number = 1): MasterKey => localMaster(Buffer.alloc(32, number))

/** Keys in a file, given back when the test is over. */
export const opened = async (options: Partial<SqliteKeysOptions> & { readonly file: string }): Promise<SqliteKeys> => {
  const keys = await done(sqliteKeys({ master: master(), ...options }))
  onTestFinished(async () => {
    await keys.close()()
  })
  return keys
}

/** Owners of these tests. */
export const siti: KeyOwner = { subject: '73108e11-741c-5aa6-b566-ec6534688004', class: 'personal' }
export const sitisHealth: KeyOwner = { ...siti, class: 'health' }
export const budi: KeyOwner = { subject: '0b1d3f5a-9c2e-4a6b-8d7f-112233445566', class: 'personal' }

/** The key in a state, or the end of the test. */
export const keyIn = (state: KeyState | undefined): SubjectKey => {
  if (state?._tag !== 'Usable') throw new Error(`expected a key, got ${state?._tag}`)
  return state.key
}

/** The key that seals for an owner. */
export const sealingKey = async (keys: KeyStore, owner: KeyOwner): Promise<SubjectKey> =>
  keyIn((await done(keys.obtain([owner])))[0])

/** What became of a key. */
export const stateOf = async (keys: KeyStore, id: string): Promise<KeyState> => {
  const [state] = await done(keys.find([id]))
  if (state === undefined) throw new Error('expected an answer')
  return state
}

/** The secret of a key, to compare keys with. */
export const secretOf = ({ cipher, vectors }: SubjectKey): string =>
  Buffer.concat([cipher.export(), vectors.export()]).toString('hex')

/** So many owners. */
export const people = (count: number): readonly KeyOwner[] =>
  Array.from({ length: count }, (_, n) => ({
    subject: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    class: 'personal',
  }))
