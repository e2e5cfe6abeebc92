import { Command } from '@commander-js/extra-typings'
import type { StoreDescription } from '@perca/eventsourcing'
import { number, table } from '@perca/reporting'
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

/** `perca store`: what is in the store. */
export const storeCommand = (perform: Perform) =>
  new Command('store').description('what is in the store, and which schema it has').addCommand(
    new Command('info')
      .description('how many events and streams the store holds, its last position and its schema')
      .addHelpText('after', examples('perca store info', 'perca store info --store sqlite:kediri.db --format json'))
      .action(() => perform({ name: 'store info', formats: ['table', 'json'], horizon: false }, describeStore)),
  )
