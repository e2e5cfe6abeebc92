import { expect, test } from 'vitest'
import { goldenComplaints } from './golden.mjs'
import { syntaxComplaints, undocumented } from './syntax.mjs'
import { emptyName, machine, tooLong, weakAssertion } from './text.mjs'

const path = 'packages/core/src/planted.ts'

test('a file has 400 lines at most', () => {
  expect(tooLong({ path, text: 'x\n'.repeat(400) })).toEqual([])
  expect(tooLong({ path, text: 'x\n'.repeat(401) })[0]).toContain('has 401 lines')
})

test.each([
  'packages/core/src/util.ts',
  'packages/core/src/shared/day.ts',
  'packages/core/src/types.ts',
  'packages/cli/src/date-helpers.ts',
])('%s has a name that says nothing', (named) => {
  expect(emptyName(named)).toHaveLength(1)
})

test('names that hold such a word within another are let through', () => {
  expect(emptyName('packages/core/src/baseline/utility-bill.ts')).toEqual([])
  expect(emptyName('tsconfig.base.json')).toEqual([])
})

test('no file names a path or a registry of one machine', () => {
  const home = ['', 'home', 'someone', 'perca'].join('/')
  const host = ['registry', 'npmjs', 'org'].join('.')
  expect(machine({ path, text: `const p = '${home}'` })).toHaveLength(1)
  expect(machine({ path: 'pnpm-lock.yaml', text: `    resolution: {tarball: https://${host}/x}` })).toHaveLength(1)
  expect(machine({ path, text: "const p = 'docs/home/someone/x'" })).toEqual([])
})

test('a test that asserts a side and not a value is found', () => {
  const weak = `expect(${'E.isLeft'}(result)).toBe(true)\n`
  expect(weakAssertion({ path: 'packages/core/src/a.test.ts', text: weak })).toHaveLength(1)
  expect(weakAssertion({ path: 'packages/core/src/a.test.ts', text: 'if (E.isLeft(result)) return\n' })).toEqual([])
})

test('a cast says why it holds', () => {
  expect(syntaxComplaints({ path, text: 'const x = 1 as Day\n' })).toEqual([
    `${path}:1 casts, and no comment says why that holds.`,
  ])
  expect(syntaxComplaints({ path, text: '// Checked by the codec above.\nconst x = 1 as Day\n' })).toEqual([])
  expect(syntaxComplaints({ path, text: 'const x = [1] as const\n' })).toEqual([])
})

test('public names are listed one by one, types too', () => {
  expect(syntaxComplaints({ path, text: "export type * from './day.js'\n" })).toEqual([
    `${path}:1 exports whatever another file holds: list the names.`,
  ])
  expect(syntaxComplaints({ path, text: "export { Day } from './day.js'\nexport const x = 1\n" })).toEqual([])
})

test('four type parameters are enough', () => {
  expect(syntaxComplaints({ path, text: 'type X<A, B, C, D> = A\n' })).toEqual([])
  expect(syntaxComplaints({ path, text: 'type X<A, B, C, D, E> = A\n' })[0]).toContain('5 type parameters')
})

test.each(['Date.now()', 'new Date()', 'Math.random()', 'Temporal.Now.instant()', 'crypto.randomUUID()'])(
  'core and eventsourcing never ask the machine: %s',
  (text) => {
    expect(syntaxComplaints({ path, text })).toEqual([
      `${path}:1 reads a clock or makes an id: take it as an argument.`,
    ])
    expect(syntaxComplaints({ path: 'packages/cli/src/planted.ts', text })).toEqual([])
  },
)

test('ids that nobody can derive again are not made in core', () => {
  expect(syntaxComplaints({ path, text: "import { v7 } from 'uuid'\n" })).toHaveLength(1)
  expect(syntaxComplaints({ path, text: "import { v5 } from 'uuid'\n" })).toEqual([])
})

test('every public name has a docstring; a codec and its type share one', () => {
  const file = {
    path,
    text: '/** A day. */\nexport const Day = 1\nexport type Day = 1\nexport const bare = 1\n',
  }
  const index = { path: 'packages/core/src/index.ts', text: "export { bare, Day } from './planted.js'\n" }
  expect(undocumented(index, (wanted) => (wanted === path ? file : undefined))).toEqual([
    `${path}: bare is public and has no docstring.`,
  ])
})

test('every written version of an event has its golden file, and no file is left without its event', () => {
  const core = { participant: { category: 'participant', evolve: 1, events: { Enrolled: { past: [{}] } } } }
  const golden = (name: string) => `packages/core/src/participant/golden/${name}.json`
  expect(goldenComplaints(core, [golden('Enrolled.v1'), golden('Enrolled.v2')])).toEqual([])
  expect(goldenComplaints(core, [golden('Enrolled.v2'), golden('Gone.v1')])).toEqual([
    'golden/Enrolled.v1.json is missing: an event as it was written.',
    'golden/Gone.v1.json is of no event or version that is known: a written version is never taken away.',
  ])
  expect(goldenComplaints({}, [])).toHaveLength(1)
})
