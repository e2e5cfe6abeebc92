import { Command } from '@commander-js/extra-typings'
import type { StoreDescription } from '@perca/eventsourcing'
import { number, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Call, drawingOf, jsonText, onStore, type Perform, type Task, toFailure } from '../call.js'
import { exitCodes } from '../exit-code.js'
import { examples } from '../help.js'

const shown = (call: Call, description: StoreDescription): string => {
  const { settings, texts } = call
  const { store, events, streams, head, schema } = description
  if (settings.format === 'json') return jsonText({ store, events, streams, head, schema })
  const rows = [
    [texts.store.events, number(settings.lang, events)],
    [texts.store.streams, number(settings.lang, streams)],
    [texts.store.head, head ?? texts.store.none],
    [texts.store.schema, schema === null ? texts.store.none : String(schema)],
  ]
  return `${table([{ heading: texts.store.store }, { heading: store }], rows, drawingOf(call))}\n`
}

const describeStore: Task = (call) =>
  onStore(call, 'read', (app) =>
    pipe(
      app.store.describe(),
      TE.mapLeft(toFailure),
      TE.map((description) => {
        call.around.stdout.write(shown(call, description))
        return exitCodes.done
      }),
    ),
  )

/**
 * Brings the log to the schema of this version, or makes it. Opening it for writing does so; what stood there before is asked
 * first.
 */
const migrateStore: Task = (call) => async () => {
  const { around, settings, texts } = call
  const before = await around.openStore(settings.store, 'read')()
  let was: number | null = 0
  if (E.isRight(before)) {
    const description = await before.right.describe()()
    await before.right.close()()
    if (E.isLeft(description)) return E.left(toFailure(description.left))
    was = description.right.schema
  } else if (before.left._tag === 'Failure') {
    if (before.left.exitCode === exitCodes.wrongCall) return E.left(before.left)
    // It can't be read as it is: an older one, or the writing below says what is wrong.
    was = null
  }
  return onStore(call, 'write', (app) =>
    pipe(
      app.store.describe(),
      TE.mapLeft(toFailure),
      TE.map(({ store, schema }) => {
        const told = was === schema ? texts.store.asItWas : texts.store.migrated(String(schema))
        around.stdout.write(settings.format === 'json' ? jsonText({ store, was, schema }) : `${told}\n`)
        return exitCodes.done
      }),
    ),
  )()
}

/** `perca store`: what is in the store, and its schema. */
export const storeCommand = (perform: Perform) =>
  new Command('store')
    .description('what is in the store, and which schema it has')
    .addCommand(
      new Command('info')
        .description('how many events and streams the store holds, its last position and its schema')
        .addHelpText('after', examples('perca store info', 'perca store info --store sqlite:kediri.db --format json'))
        .action(() => perform({ name: 'store info', formats: ['table', 'json'], horizon: false }, describeStore)),
    )
    .addCommand(
      new Command('migrate')
        .description('makes the log where there is none, and brings an older one to the schema of this version')
        .addHelpText('after', examples('perca store migrate --store postgres://owner@db.example/perca'))
        .action(() => perform({ name: 'store migrate', formats: ['table', 'json'], horizon: false }, migrateStore)),
    )
