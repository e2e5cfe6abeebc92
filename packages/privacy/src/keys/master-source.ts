import { randomBytes } from 'node:crypto'
import { link, open, readFile, stat, unlink } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { localMaster, type MasterKey, masterLength } from './master-key.js'

/** No master key can be had from there. Nothing was made or changed. */
export interface NoMasterKey {
  readonly _tag: 'NoMasterKey'
  readonly message: string
}

/** A master key from a file, and whether the file was made just now: then somebody must be told to keep a copy. */
export interface MasterFromFile {
  readonly master: MasterKey
  readonly isNew: boolean
}

const prefix = 'perca-master-key-1:'

const explanation = `# The master key of Perca. Whoever has this file and the key database can read every name and finding in the log.
# Without it nobody can, for ever: keep a copy where neither the log nor the key database nor their backups are kept.
# It is read by its owner only (mode 0600). To change it: make a new file, and run the rotation of the master key.
`

const none = (message: string): E.Either<NoMasterKey, never> => E.left({ _tag: 'NoMasterKey', message })

/**
 * A master key from text, as the file holds it: `perca-master-key-1:` and 32 bytes in base64url. Lines that begin with `#`
 * are left out.
 * @param from names the place in the message; the text itself is never shown
 */
export const masterFromText = (text: string, from: string): E.Either<NoMasterKey, MasterKey> => {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const [line, ...more] = lines.filter((each) => each !== '' && !each.startsWith('#'))
  const encoded = line?.startsWith(prefix) === true && more.length === 0 ? line.slice(prefix.length) : ''
  const bytes = Buffer.from(encoded, 'base64url')
  const isKey = bytes.length === masterLength && bytes.toString('base64url') === encoded
  if (!isKey) return none(`${from} holds no master key: one line, ${prefix} and 43 letters. Put the right one there.`)
  const master = localMaster(bytes)
  bytes.fill(0)
  return E.right(master)
}

/** The variable in which a master key is looked for. */
export const masterVariable = 'PERCA_MASTER_KEY'

/** A master key from the environment: the same text as in a file. Other processes of the same user may read it there. */
export const masterFromEnvironment = (
  environment: { readonly [name: string]: string | undefined },
  variable: string = masterVariable,
): E.Either<NoMasterKey, MasterKey> => {
  const text = environment[variable]
  return text === undefined
    ? none(`${variable} is not set. Set it to the line of the master key, or name its file.`)
    : masterFromText(text, variable)
}

/** The text of a new master key: what a file, or the environment, holds. */
export const newMasterText = (): string => `${prefix}${randomBytes(masterLength).toString('base64url')}`

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined)

/**
 * Makes the file; false where there is one by now. It gets its name when it is whole and on the disk, so that nobody ever
 * reads half a key, and no key is used that a power cut could take away.
 */
const made = async (path: string): Promise<boolean> => {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${explanation}${newMasterText()}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
    return true
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false
    throw thrown
  } finally {
    await unlink(draft)
  }
}

const isThere = async (path: string): Promise<boolean> => {
  try {
    await stat(path)
    return true
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return false
    throw thrown
  }
}

const whatFailed = (path: string, thrown: unknown): E.Either<NoMasterKey, never> => {
  const code = codeOf(thrown)
  if (typeof code !== 'string') throw thrown
  if (code === 'ENOENT') return none(`${path} is not there. Restore it from its copy, or name another file.`)
  return none(`${path} can't be read or made (${code}). See to its folder and rights, or name another file.`)
}

/**
 * The master key in a file, which only its owner may read.
 * @param options.make makes the file where it is missing. Only where the key database is missing too: a new master key opens
 * nothing that another one wrapped. Default: false
 * @returns Left: no such file, others may read it, or it holds no key; the message says what to do
 */
export const masterFromFile =
  (path: string, options: { readonly make?: boolean } = {}): TaskEither<NoMasterKey, MasterFromFile> =>
  async () => {
    try {
      const isNew = options.make === true && !(await isThere(path)) && (await made(path))
      const { mode } = await stat(path)
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
        return none(`${path} may be read by others. Make it yours alone: chmod 600, and think whether somebody has it.`)
      }
      const master = masterFromText(await readFile(path, 'utf8'), path)
      return E.isLeft(master) ? master : E.right({ master: master.right, isNew })
    } catch (thrown) {
      return whatFailed(path, thrown)
    }
  }
