import { boundary } from '@perca/core'
import { type Application, application } from '@perca/eventsourcing'
import type { Drawing } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { aggregates } from './domain.js'
import type { ExitCode } from './exit-code.js'
import { type Failure, failed, interrupted } from './failure.js'
import type { CliTexts } from './lang/texts.js'
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

/** Opens the call's store, puts the domain on it, and closes it whatever happens. */
export const onStore =
  <A>(
    { settings, around, texts }: Call,
    purpose: Purpose,
    use: (app: Application) => TaskEither<Failure, A>,
  ): TaskEither<Failure, A> =>
  async () => {
    const onWait = () => {
      if (!settings.quiet) around.stderr.write(`${texts.waiting}\n`)
    }
    const store = await around.openStore(settings.store, purpose, { signal: around.stop, onWait })()
    if (E.isLeft(store)) {
      if (store.left._tag === 'Stopped') return E.left(interrupted(texts.interrupted))
      return E.left(store.left._tag === 'Absent' ? failed(texts.noStore(store.left.store)) : store.left)
    }
    let closed: E.Either<{ readonly message: string }, void> = E.right(undefined)
    let outcome: E.Either<Failure, A>
    try {
      outcome = await use(application({ store: store.right, aggregates, boundary }))()
    } finally {
      closed = await store.right.close()()
    }
    // What was written is done only when the store says so at its end.
    return E.isRight(outcome) && E.isLeft(closed) && purpose === 'write' ? E.left(toFailure(closed.left)) : outcome
  }

/** A result as one JSON document. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** How tables are drawn for this call. */
export const drawingOf = ({ settings, around }: Call): Drawing => ({
  colour: settings.colour,
  width: around.stdout.columns,
})
