import { expect, test } from 'vitest'
import type { CatalogueStream } from './catalogue.js'
import { cataloguePage, flowDiagram } from './catalogue-page.js'

const field = (path: string, type: string, sensitivity: string | null = null, optional = false) => ({
  path,
  type,
  sensitivity,
  optional,
})

const stream = (category: string, parts: Partial<CatalogueStream> = {}): CatalogueStream => ({
  category,
  events: [],
  commands: [],
  ...parts,
})

const noted = {
  type: 'Noted',
  version: 2,
  fields: [field('noteId', 'UUID'), field('by.name', 'string | "a"', 'personal', true)],
  versions: [
    { version: 1, fields: [field('noteId', 'UUID')], upcastBecause: 'Nobody was named.', schema: {} },
    { version: 2, fields: [], upcastBecause: null, schema: {} },
  ],
  yieldedBy: ['Note'],
  policies: ['tidy-up'],
  projections: [],
}

const streams = [
  stream('note', { events: [noted], commands: [{ type: 'Note', roles: ['clerk'], yields: ['Noted'], policies: [] }] }),
  stream('bin', { commands: [{ type: 'Throw', roles: ['policy'], yields: [], policies: ['tidy-up'] }] }),
]

test('an event is told with what it means, its fields, marks and versions, who decides and who reads it', () => {
  const page = cataloguePage(streams, { Noted: 'Somebody wrote something down.' })
  expect(page).toContain('### Noted\n\nSomebody wrote something down.\n')
  expect(page).toContain('| `noteId` | UUID |  |')
  expect(page).toContain('| `by.name` | string \\| "a" | personal, may be null |')
  expect(page).toContain("- 1 (`noteId`). Nobody was named.\n- 2: today's.")
  expect(page).toContain('Version 2. Decided by `Note`. Read by policies `tidy-up`; by projections -.')
  expect(page).toContain('| `Throw` | policy | - |')
})

test('the diagram leads from stream to policy by event, and from policy to stream by command', () => {
  expect(flowDiagram(streams).split('\n')).toEqual([
    'flowchart LR',
    '  s_note[(note)]',
    '  s_bin[(bin)]',
    '  p_tidy_up{{tidy-up}}',
    '  p_tidy_up -->|Throw| s_bin',
    '  s_note -->|Noted| p_tidy_up',
  ])
})

test('an event without fields says so', () => {
  expect(cataloguePage([stream('note', { events: [{ ...noted, fields: [] }] })], {})).toContain(
    '### Noted\n\nNo field.\n',
  )
})
