import type { CatalogueEvent, CatalogueField, CatalogueStream } from './catalogue.js'

const cell = (text: string): string => text.replaceAll('|', '\\|')
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
const tableOf = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(headings), row(headings.map(() => '---')), ...rows.map(row)].join('\n')

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
const orNone = (text: string): string => (text === '' ? '-' : text)

const marksOf = ({ optional, sensitivity }: CatalogueField): string =>
  [...(sensitivity === null ? [] : [sensitivity]), ...(optional ? ['may be null'] : [])].join(', ')

const versionsOf = ({ versions }: CatalogueEvent): readonly string[] =>
  versions.length === 1
    ? []
    : [
        'Versions, each read as the next one:',
        '',
        ...versions.map(({ version, upcastBecause, fields }) =>
          upcastBecause === null
            ? `- ${version}: today's.`
            : `- ${version} (${code(fields.map(({ path }) => path))}). ${upcastBecause}`,
        ),
        '',
      ]

const eventPart = (event: CatalogueEvent, description: string | undefined): readonly string[] => [
  `### ${event.type}`,
  '',
  ...(description === undefined ? [] : [description, '']),
  ...(event.fields.length === 0
    ? ['No field.', '']
    : [
        tableOf(
          ['field', 'value', 'marks'],
          event.fields.map((field) => [`\`${field.path}\``, field.type, marksOf(field)]),
        ),
        '',
      ]),
  ...versionsOf(event),
  `Version ${event.version}. Decided by ${orNone(code(event.yieldedBy))}. Read by policies ${orNone(code(event.policies))}; by projections ${orNone(code(event.projections))}.`,
  '',
]

/** How facts travel between streams: which event makes which policy send which command to which stream. */
export const flowDiagram = (streams: readonly CatalogueStream[]): string => {
  const node = (kind: string, name: string): string => `${kind}_${name.replaceAll(/[^A-Za-z0-9]/g, '_')}`
  const policies = [
    ...new Set(streams.flatMap(({ events, commands }) => [...events, ...commands].flatMap((one) => one.policies))),
  ].sort()
  const edges = streams.flatMap(({ category, events, commands }) => [
    ...events.flatMap(({ type, policies: readers }) =>
      readers.map((policy) => `  ${node('s', category)} -->|${type}| ${node('p', policy)}`),
    ),
    ...commands.flatMap(({ type, policies: senders }) =>
      senders.map((policy) => `  ${node('p', policy)} -->|${type}| ${node('s', category)}`),
    ),
  ])
  return [
    'flowchart LR',
    ...streams.map(({ category }) => `  ${node('s', category)}[(${category})]`),
    ...policies.map((policy) => `  ${node('p', policy)}{{${policy}}}`),
    ...[...new Set(edges)].sort(),
  ].join('\n')
}

/**
 * The catalogue as one Markdown page.
 * @param descriptions what each event means, by its type: from the docstrings of their codecs
 */
export const cataloguePage = (
  streams: readonly CatalogueStream[],
  descriptions: { readonly [event: string]: string },
): string =>
  [
    '# Events',
    '',
    'Generated from the code (`npm run generate`): change the codecs, not this page. Each version of each event has a JSON',
    'Schema in [`schemas/`](schemas/). `personal` and `health` mark what is sealed; every other field stands in the clear.',
    '',
    '## How facts travel between streams',
    '',
    '```mermaid',
    flowDiagram(streams),
    '```',
    '',
    ...streams.flatMap(({ category, events, commands }) => [
      `## ${category}`,
      '',
      ...events.flatMap((event) => eventPart(event, descriptions[event.type])),
      tableOf(
        ['command', 'roles', 'may decide'],
        commands.map(({ type, roles, yields }) => [`\`${type}\``, roles.join(', '), orNone(code(yields))]),
      ),
      '',
    ]),
  ].join('\n')
