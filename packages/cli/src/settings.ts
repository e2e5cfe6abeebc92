import type { Horizon } from '@perca/eventsourcing'
import type { Language } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, wrongCall } from './failure.js'
import { languageOf } from './language.js'
import { type Format, StoreUrl, withoutPassword } from './option-values.js'
import { orList } from './or-list.js'
import type { Surroundings } from './surroundings.js'

/** The options that every command has, as they were given. */
export interface GlobalOptions {
  readonly store?: StoreUrl | undefined
  readonly programme?: string | undefined
  readonly format?: Format | undefined
  readonly lang?: Language | undefined
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
  readonly quiet?: true | undefined
  readonly color: boolean
}

/** What a command goes by: the options, the environment and the defaults put together. */
export interface Settings {
  readonly store: StoreUrl
  readonly programme: string | undefined
  /** Options that the next call needs too, to be about the same store and programme. */
  readonly again: readonly string[]
  readonly format: Format
  readonly lang: Language
  readonly horizon: Horizon
  readonly quiet: boolean
  /** True where results may be coloured. */
  readonly colour: boolean
}

/** What a command can do with the options that every command has. */
export interface Abilities {
  /** Its name, for messages: `store info`. */
  readonly name: string
  readonly formats: readonly Format[]
  /** True where `--as-of` and `--known-at` have a meaning. */
  readonly horizon: boolean
}

/** The store without any option: a file in the folder where the command is called. */
const DEFAULT_STORE = 'sqlite:perca.db'

/** Puts the settings together. Left: a word that has no meaning for this command. */
export const settingsOf = (
  options: GlobalOptions,
  { env, stdout }: Surroundings,
  { name, formats, horizon }: Abilities,
): E.Either<Failure, Settings> => {
  const format = options.format ?? 'table'
  if (!formats.includes(format)) {
    return E.left(wrongCall(`--format ${format}: \`perca ${name}\` has no such form. It could be ${orList(formats)}.`))
  }
  if (!horizon && (options.asOf !== undefined || options.knownAt !== undefined)) {
    const option = options.asOf === undefined ? '--known-at' : '--as-of'
    return E.left(wrongCall(`${option} has no meaning for \`perca ${name}\`. It is for: report, history, events.`))
  }
  const store = StoreUrl.decode(options.store ?? (env['PERCA_STORE'] || DEFAULT_STORE))
  if (E.isLeft(store))
    return E.left(
      wrongCall(`PERCA_STORE does not name a store. It could be a store like ${DEFAULT_STORE} or sqlite::memory:.`),
    )
  return E.right({
    store: store.right,
    programme: options.programme,
    again: [
      ...(options.store === undefined ? [] : ['--store', withoutPassword(options.store)]),
      ...(options.programme === undefined ? [] : ['--programme', options.programme]),
    ],
    format,
    lang: options.lang ?? languageOf(env),
    horizon: {
      ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
    },
    quiet: options.quiet ?? false,
    // https://no-color.org: set and not empty, whatever its value.
    colour: stdout.isTTY && options.color && (env['NO_COLOR'] ?? '') === '',
  })
}
