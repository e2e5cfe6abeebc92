/**
 * The import rule, as a tool checks it: who may import whom. A package that is not in the table is refused.
 *
 * @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule
 */

const domain = ['eventsourcing', 'core']

/** @type {Record<string, string[]>} By package, whose names its sources may import. */
const mayImport = {
  eventsourcing: [],
  testing: ['eventsourcing'],
  core: ['eventsourcing'],
  'store-memory': ['eventsourcing'],
  'store-sqlite': ['eventsourcing'],
  'store-postgres': ['eventsourcing'],
  'store-eventstoredb': ['eventsourcing'],
  'esdb-test-server': [],
  'postgres-test-server': [],
  registers: domain,
  privacy: domain,
  audit: domain,
  reporting: domain,
  analytics: domain,
  cli: ['.*'],
}

const anyStore = ['testing', 'store-.*', '.*-test-server']

/** @type {Record<string, string[]>} What its tests may import besides. */
const testsMayImport = {
  core: ['testing', 'store-memory'],
  'store-memory': ['testing'],
  'store-sqlite': ['testing'],
  'store-postgres': ['testing', 'postgres-test-server'],
  'store-eventstoredb': ['testing', 'esdb-test-server'],
  registers: anyStore,
  privacy: ['registers', 'reporting', ...anyStore],
  audit: anyStore,
  reporting: ['registers', ...anyStore],
  analytics: anyStore,
}

/** @type {'error'} */
const severity = 'error'
/** Tests, and what only tests use. */
const test = '\\.(test|arbitrary|fixture)\\.ts$'

/** @param {string[]} packages @returns {string} A path in packages/ that is none of these. */
const outside = (packages) => `^packages/(?!(${packages.join('|')})/)`

/** @type {Rule[]} */
const importRules = Object.entries(mayImport).flatMap(([name, packages]) => {
  const own = [name, ...packages]
  return [
    {
      name: `${name}-imports-only-what-it-may`,
      comment: `${name} may import ${packages.join(', ') || 'no package of Perca'}.`,
      severity,
      from: { path: `^packages/${name}/`, pathNot: test },
      to: { path: outside(own) },
    },
    {
      name: `${name}-tests-import-only-what-they-may`,
      comment: `Tests of ${name} may also import ${testsMayImport[name]?.join(', ') ?? 'nothing more'}.`,
      severity,
      from: { path: `^packages/${name}/.*${test}` },
      to: { path: outside([...own, ...(testsMayImport[name] ?? [])]) },
    },
  ]
})

/** @type {Rule[]} */
export const forbidden = [
  ...importRules,
  {
    name: 'package-in-the-table',
    comment: 'A new package gets a row in .dependency-cruiser.mjs: say there what it may import.',
    severity,
    from: { path: outside(Object.keys(mayImport)) },
    to: {},
  },
  {
    name: 'pure-packages-know-no-machine',
    comment: 'eventsourcing and core decide from what they are given: no file, clock, process or network.',
    severity,
    from: { path: '^packages/(eventsourcing|core)/', pathNot: test },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'values-know-no-aggregate',
    comment: 'A value of the domain is whole in itself.',
    severity,
    from: { path: '^packages/core/src/values/', pathNot: test },
    to: { path: '^packages/core/src/(?!values/)' },
  },
  {
    name: 'events-know-no-decision',
    comment: "An aggregate's events and state serve readers who must not see how it decides.",
    severity,
    from: { path: '^packages/core/src/([^/]+)/(events|versions|state)\\.ts$' },
    to: { path: '^packages/core/src/$1/(evidence|rules|decisions|decider)\\.ts$' },
  },
  {
    name: 'other-packages-by-name',
    comment:
      'Another package is imported by its name and only through what its exports list: never by a path into its source.',
    severity,
    from: { path: '^(packages|examples)/([^/]+)/' },
    to: { path: '^packages/', pathNot: '^$1/$2/', dependencyTypesNot: ['aliased'] },
  },
  {
    name: 'no-circle',
    comment: 'No file needs itself, be it through types alone.',
    severity,
    from: {},
    to: { circular: true },
  },
  {
    name: 'not-its-own-index',
    comment:
      "A file imports its neighbours, not its folder's index, which imports it. Only index.test.ts looks at it whole.",
    severity,
    from: { path: '^(packages/.+)/[^/]+$', pathNot: '/index\\.test\\.ts$' },
    to: { path: '^$1/index\\.ts$' },
  },
  {
    name: 'nothing-imports-a-test',
    severity,
    from: { pathNot: test },
    to: { path: test },
  },
  {
    name: 'resolves',
    comment:
      'The import leads nowhere: a wrong path, a package that is not declared, or a sub-path that is not among its exports.',
    severity,
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'declared',
    comment: "What a package's source imports stands in its own dependencies, or its users would not have it.",
    severity,
    from: { path: '^packages/', pathNot: test },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
]

/** @type {import('dependency-cruiser').ICruiseOptions} */
export const options = {
  // Types too: a circle of types is a circle.
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)(dist|coverage)/' },
}
