import { Option } from '@commander-js/extra-typings'
import { ROLES } from '@perca/core'
import type { Application } from '@perca/eventsourcing'
import type { Looker } from '@perca/privacy'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Call, onOpenedStore, onStore } from './call.js'
import { type Failure, wrongCall } from './failure.js'
import { readWord } from './option-values.js'

/** Who looks, as the options say it. */
export interface LookerOptions {
  readonly role?: string | undefined
  readonly purpose?: string | undefined
  readonly actor?: string | undefined
}

/** `--role`: as what somebody opens what is sealed. */
export const roleOption = () =>
  new Option('--role <role>', 'in which role you look; written into the log of accesses').choices(
    ROLES.filter((role) => role !== 'policy'),
  )

/** `--purpose`: what for. */
export const purposeOption = () =>
  new Option('--purpose <code>', 'what for, like request, care or payment; written into the log of accesses').argParser(
    readWord,
  )

/** `--actor`: whose id is written down; never a name. */
export const actorOption = () =>
  new Option('--actor <id>', 'your id, never a name (default: PERCA_ACTOR, or cli)').argParser(readWord)

/** Who looks; Left: a role or a purpose is missing. */
export const lookerOf = (
  { around, texts }: Call,
  { role, purpose, actor }: LookerOptions,
): E.Either<Failure, Looker> =>
  role === undefined || purpose === undefined
    ? E.left(wrongCall(texts.showNeeds))
    : E.right({ actor: actor ?? (around.env['PERCA_ACTOR'] || 'cli'), role, purpose })

/**
 * Reads the log: without keys, or, where what is sealed is to be shown, as somebody who may see it.
 * @param use its second argument opens nothing: codes are looked up with it
 */
export const reading = <A>(
  call: Call,
  { showPersonal, ...options }: LookerOptions & { readonly showPersonal: boolean },
  use: (app: Application, plain: Application) => TaskEither<Failure, A>,
): TaskEither<Failure, A> => {
  if (!showPersonal) return onStore(call, 'read', (app) => use(app, app))
  const looker = lookerOf(call, options)
  return E.isLeft(looker)
    ? async () => looker
    : onOpenedStore(call, 'read', looker.right, ({ app, plain }) => use(app, plain))
}
