import { Command } from '@commander-js/extra-typings'
import { clockPolicies, policies, projections } from '@perca/core'
import { bold, type CatalogueField, type CatalogueStream, catalogueOf, csvText, table } from '@perca/reporting'
import * as E from 'fp-ts/lib/Either.js'
import { type Call, drawingOf, jsonText, type Perform, type Task } from '../call.js'
import { aggregates } from '../domain.js'
import { exitCodes } from '../exit-code.js'
import { examples } from '../help.js'
import type { CliTexts } from '../lang/texts.js'

const marksOf = ({ catalogue }: CliTexts, { optional, sensitivity }: CatalogueField): string =>
  [
    ...(sensitivity === 'personal' ? [catalogue.personal] : sensitivity === 'health' ? [catalogue.health] : []),
    ...(optional ? [catalogue.optional] : []),
  ].join(', ')

const rowsOf = (texts: CliTexts, { events }: CatalogueStream): readonly (readonly string[])[] =>
  events.flatMap(({ type, version, fields }) =>
    (fields.length === 0 ? [undefined] : fields).map((field, index) => [
      index === 0 ? type : '',
      index === 0 ? String(version) : '',
      field?.path ?? '',
      field?.type ?? '',
      field === undefined ? '' : marksOf(texts, field),
    ]),
  )

const tablesOf = (call: Call, streams: readonly CatalogueStream[]): string => {
  const { texts } = call
  const t = texts.catalogue
  const drawing = drawingOf(call)
  const parts = streams.map((stream) =>
    [
      bold(`${stream.category}-...`, drawing),
      table(
        [{ heading: t.event }, { heading: t.version }, { heading: t.field }, { heading: t.type }, { heading: t.marks }],
        rowsOf(texts, stream),
        drawing,
      ),
      table(
        [{ heading: t.command }, { heading: t.roles }],
        stream.commands.map(({ type, roles }) => [type, roles.join(', ')]),
        drawing,
      ),
    ].join('\n'),
  )
  return `${parts.join('\n\n')}\n`
}

const longForm = ({ settings, texts }: Call, streams: readonly CatalogueStream[]): string => {
  const t = texts.catalogue
  return csvText(settings.lang, [
    [texts.event.stream, t.event, t.version, t.field, t.type, t.marks],
    ...streams.flatMap(({ category, events }) =>
      events.flatMap(({ type, version, fields }) =>
        fields.map((field) => [category, type, String(version), field.path, field.type, marksOf(texts, field)]),
      ),
    ),
  ])
}

const catalogue: Task = (call) => async () => {
  const streams = catalogueOf(aggregates, {
    policies: [...policies, ...clockPolicies],
    projections: Object.values(projections),
  })
  const forms = {
    json: () => jsonText({ streams }),
    csv: () => longForm(call, streams),
    table: () => tablesOf(call, streams),
  }
  call.around.stdout.write(forms[call.settings.format]())
  return E.right(exitCodes.done)
}

/** `perca catalogue`: every event that may be recorded, and who may cause it. */
export const catalogueCommand = (perform: Perform) =>
  new Command('catalogue')
    .description('every event with its version and fields, and every command with the roles that may send it')
    .addHelpText('after', examples('perca catalogue', 'perca catalogue --format json'))
    .action(() => perform({ name: 'catalogue', formats: ['table', 'json', 'csv'], horizon: false }, catalogue))
