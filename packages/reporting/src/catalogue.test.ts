import { type Aggregate, anyAggregate, type EventOf, eventType, pastVersion, sensitive } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { catalogueOf } from './catalogue.js'

const Amount = t.refinement(t.number, Number.isSafeInteger, 'whole rupiah')

const noted = t.intersection([
  t.strict({
    noteId: t.string,
    lines: t.readonlyArray(t.strict({ sku: t.string, price: Amount })),
    by: sensitive('personal', t.strict({ name: t.string, phone: t.union([t.string, t.null]) })),
    state: t.union([t.literal('open'), t.literal('shut')]),
  }),
  t.partial({ findings: sensitive('health', t.string) }),
])

const Ask = t.strict({ type: t.literal('Ask'), effectiveOn: t.string })

type Ask = t.TypeOf<typeof Ask>

const noteEvents = {
  Noted: eventType(noted, [
    pastVersion(t.strict({ noteId: t.string }), (old) => old, 'Notes have had lines since 2021.'),
  ]),
}

const note: Aggregate<Ask, null, EventOf<typeof noteEvents>> = {
  category: 'note',
  initialState: null,
  evolve: () => null,
  events: noteEvents,
  commands: {
    Ask: { codec: Ask, roles: ['clerk', 'assessor'], stream: () => '1', decide: () => E.right([]), yields: ['Noted'] },
  },
  subjects: () => [],
}

const today = [
  { path: 'noteId', type: 'string', optional: false, sensitivity: null },
  { path: 'lines[].sku', type: 'string', optional: false, sensitivity: null },
  { path: 'lines[].price', type: 'whole rupiah', optional: false, sensitivity: null },
  { path: 'by.name', type: 'string', optional: false, sensitivity: 'personal' },
  { path: 'by.phone', type: 'string', optional: true, sensitivity: 'personal' },
  { path: 'state', type: '"open" | "shut"', optional: false, sensitivity: null },
  { path: 'findings', type: 'string', optional: true, sensitivity: 'health' },
]

test('the catalogue tells of every event its versions and fields, who decides it and who reads it', () => {
  const policies = [
    { name: 'tidy-up', on: { Noted: () => [] }, sends: ['Ask'] },
    { name: 'idle', on: {} },
  ]
  const projections = [{ name: 'notes', on: { Noted: () => [] } }]
  expect(catalogueOf([anyAggregate(note)], { policies, projections })).toEqual([
    {
      category: 'note',
      events: [
        {
          type: 'Noted',
          version: 2,
          fields: today,
          versions: [
            {
              version: 1,
              fields: [{ path: 'noteId', type: 'string', optional: false, sensitivity: null }],
              upcastBecause: 'Notes have had lines since 2021.',
              schema: { type: 'object', properties: { noteId: { type: 'string' } }, required: ['noteId'] },
            },
            {
              version: 2,
              fields: today,
              upcastBecause: null,
              schema: expect.objectContaining({ allOf: expect.anything() }),
            },
          ],
          yieldedBy: ['Ask'],
          policies: ['tidy-up'],
          projections: ['notes'],
        },
      ],
      commands: [{ type: 'Ask', roles: ['clerk', 'assessor'], yields: ['Noted'], policies: ['tidy-up'] }],
    },
  ])
})

test('of readers that are not told, and of commands that do not say, nothing is said', () => {
  const erased = anyAggregate(note)
  const commands = Object.fromEntries(
    Object.entries(erased.commands).map(([type, { yields: _, ...silent }]) => [type, silent]),
  )
  expect(catalogueOf([{ ...erased, commands }])).toMatchObject([
    {
      events: [{ yieldedBy: [], policies: [], projections: [] }],
      commands: [{ yields: [], policies: [] }],
    },
  ])
})

test('a codec that holds itself is followed once', () => {
  interface Tree {
    readonly name: string
    readonly under: readonly Tree[]
  }
  const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ name: t.string, under: t.readonlyArray(Tree) }))
  const treeEvents = { Grown: eventType(t.strict({ tree: Tree })) }
  const trees: Aggregate<never, null, EventOf<typeof treeEvents>> = {
    category: 'tree',
    initialState: null,
    evolve: () => null,
    events: treeEvents,
    commands: {},
    subjects: () => [],
  }
  expect(catalogueOf([anyAggregate(trees)])[0]?.events[0]?.fields.map(({ path }) => path)).toEqual([
    'tree.name',
    'tree.under[]',
  ])
})
