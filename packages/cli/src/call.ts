import { boundary } from '@perca/core'
import { type Application, application, type EventStore } from '@perca/eventsourcing'
import { type AccessLog, type Looker, percaMarks, readerOf, sealed } from '@perca/privacy'
import type { Drawing } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { aggregates } from './domain.js'
import type { ExitCode } from './exit-code.js'
import { type Failure, failed, interrupted } from './failure.js'
import type { Keyring } from './keyring.js'
import type { CliTexts } from './lang/texts.js'
import type { StoreUrl } from './option-values.js'
import type { Abilities, Settings } from './settings.js'
import type { Purpose, Surroundings } from './surroundings.js'

/** One call of `perca`: how it is to be done, and what is around it. */
export interface Call {
  readonly settings: Settings
  readonly around: Surroundings
  readonly texts: CliTexts
}

/** What a command does. Right: the exit code of a call that was done. */
export type Task = (call: Call) => TaskEither<Failure, ExitCode>

/** Does a command's task with the options that every command has, and keeps its exit code. */
export type Perform = (abilities: Abilities, task: Task) => Promise<void>

/** Ends a chain on an error of the kernel or of a store: their messages say what to do. */
export const toFailure = (error: { readonly message: string }): Failure => failed(error.message)

/** Opens the call's store; says where another command writes into it. */
export const openStoreOf =
  ({ settings, around, texts }: Call, url: StoreUrl, purpose: Purpose): TaskEither<Failure, EventStore> =>
  async () => {
    const onWait = () => {
      if (!settings.quiet) around.stderr.write(`${texts.waiting}\n`)
    }
    const store = await around.openStore(url, purpose, { signal: around.stop, onWait })()
    if (E.isRight(store)) return store
    if (store.left._tag === 'Stopped') return E.left(interrupted(texts.interrupted))
    return E.left(store.left._tag === 'Absent' ? failed(texts.noStore(store.left.store)) : store.left)
  }

/** What a command that writes works with: a store that seals, and its keys. */
interface Sealing {
  readonly store: EventStore
  readonly keyring: Keyring
}

/** A log that was begun without sealing is read as it stands; what other keys sealed stays sealed. */
const tolerant = { clear: 'read', unknownKey: 'sealed' } as const

const sealing = async (call: Call, store: EventStore): Promise<E.Either<Failure, Sealing>> => {
  const { settings, around, texts } = call
  const keyring = await around.openKeyring(settings.store, 'make')()
  if (E.isLeft(keyring)) return keyring
  const { keys, made } = keyring.right
  if (made !== null) around.stderr.write(`${texts.masterMade(made)}\n`)
  return E.right({ store: sealed(store, keys, percaMarks, tolerant), keyring: keyring.right })
}

/**
 * Opens the call's store, puts the domain on it, and closes it whatever happens. A command that writes seals what is personal; one
 * that reads needs no key: what is sealed stays so.
 */
export const onStore =
  <A>(call: Call, purpose: Purpose, use: (app: Application) => TaskEither<Failure, A>): TaskEither<Failure, A> =>
  async () => {
    const opened = await openStoreOf(call, call.settings.store, purpose)()
    if (E.isLeft(opened)) return opened
    const inner = opened.right
    let closed: E.Either<{ readonly message: string }, void> = E.right(undefined)
    let outcome: E.Either<Failure, A>
    let keyring: Keyring | undefined
    try {
      const sealer: E.Either<Failure, Partial<Sealing>> = purpose === 'write' ? await sealing(call, inner) : E.right({})
      keyring = E.isRight(sealer) ? sealer.right.keyring : undefined
      outcome = E.isLeft(sealer)
        ? sealer
        : await use(application({ store: sealer.right.store ?? inner, aggregates, boundary }))()
    } finally {
      closed = await inner.close()()
      await keyring?.keys.close()()
    }
    // What was written is done only when the store says so at its end.
    return E.isRight(outcome) && E.isLeft(closed) && purpose === 'write' ? E.left(toFailure(closed.left)) : outcome
  }

/** What a command works with that opens what is sealed. */
export interface Opened {
  /** The domain on a reader's store: what the role may not see stays sealed, and what it sees is written down first. */
  readonly app: Application
  /** The domain on the store as it is: to look up codes without opening anything. */
  readonly plain: Application
  readonly keyring: Keyring
  readonly accesses: AccessLog
}

/** Opens the call's store for somebody who may see what is sealed, in a role and for a purpose. */
export const onOpenedStore =
  <A>(
    call: Call,
    purpose: Purpose,
    looker: Looker,
    use: (opened: Opened) => TaskEither<Failure, A>,
  ): TaskEither<Failure, A> =>
  async () => {
    const { settings, around } = call
    const keyring = await around.openKeyring(settings.store, 'use')()
    if (E.isLeft(keyring)) return keyring
    const accesses = await keyring.right.openAccessLog()
    if (E.isLeft(accesses)) return E.left(toFailure(accesses.left))
    const store = await openStoreOf(call, settings.store, purpose)()
    if (E.isLeft(store)) return store
    const reader = readerOf(store.right, keyring.right.keys, percaMarks, {
      looker,
      log: accesses.right,
      now: around.now,
      ...tolerant,
    })
    let closed: E.Either<{ readonly message: string }, void> = E.right(undefined)
    let outcome: E.Either<Failure, A>
    try {
      const app = application({ store: reader, aggregates, boundary })
      const plain = application({ store: store.right, aggregates, boundary })
      outcome = await use({ app, plain, keyring: keyring.right, accesses: accesses.right })()
    } finally {
      closed = await store.right.close()()
      await accesses.right.close()()
      await keyring.right.keys.close()()
    }
    return E.isRight(outcome) && E.isLeft(closed) && purpose === 'write' ? E.left(toFailure(closed.left)) : outcome
  }

/** A result as one JSON document. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** How tables are drawn for this call. */
export const drawingOf = ({ settings, around }: Call): Drawing => ({
  colour: settings.colour,
  width: around.stdout.columns,
})
