/**
 * A program for tests that need another process. It takes its job as JSON in its first argument, says `ready` when its file
 * of keys is open, begins at the first line it is sent, and ends when nobody listens any more.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import * as E from 'fp-ts/lib/Either.js'
import { localMaster } from '../master-key.js'
import { sqliteKeys } from './store.js'

/** What the process is to do. */
export type Job =
  /** Makes keys for ever, and destroys every third; prints `made <n> <id> <digest>`, `wrapped <n> <base64url>`, `begun <n>`, `destroyed <n>`. */
  | { readonly kind: 'live'; readonly file: string; readonly from: number }
  /** Makes the first keys of so many people, and prints the digests of all. */
  | { readonly kind: 'race'; readonly file: string; readonly people: number }

const job: Job = JSON.parse(process.argv[2] ?? '')
const say = (line: string) => process.stdout.write(`${line}\n`)

const must = <A>(result: E.Either<{ readonly message: string }, A>): A => {
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

const ownerOf = (n: number) => ({ subject: `person-${n}`, class: 'personal' })

process.stdin.on('end', () => process.exit(0))
const keys = must(await sqliteKeys({ file: job.file, master: localMaster(Buffer.alloc(32, 1)) })())
say('ready')
await once(process.stdin, 'data')

/** The owner's key, and something by which to know it again. */
const made = async (n: number): Promise<readonly [id: string, digest: string]> => {
  const [state] = must(await keys.obtain([ownerOf(n)])())
  if (state?._tag !== 'Usable') throw new Error(`expected a key, got ${state?._tag}`)
  const { id, cipher, vectors } = state.key
  return [id, createHash('sha256').update(cipher.export()).update(vectors.export()).digest('hex')]
}

if (job.kind === 'live') {
  for (let n = job.from; ; n += 1) {
    say(`made ${n} ${(await made(n)).join(' ')}`)
    if (n % 3 !== 0) continue
    const { keys: all } = must(await keys.backup()())
    say(`wrapped ${n} ${all.find(({ owner }) => owner.subject === ownerOf(n).subject)?.wrapped}`)
    say(`begun ${n}`)
    must(await keys.destroy(ownerOf(n))())
    say(`destroyed ${n}`)
  }
}
for (let n = 0; n < job.people; n += 1) say((await made(n)).join(' '))
must(await keys.close()())
process.exit(0)
