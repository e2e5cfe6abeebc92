// `PERCA_MUTATE=order npm run mutation`: mutates the deciders, rules and policies of one folder of core, one change at a time,
// and runs that folder's tests against each.
const folder = process.env.PERCA_MUTATE ?? 'order'

/** @type {Record<string, unknown>} What Stryker takes; its types are not installed here. */
export default {
  packageManager: 'pnpm',
  plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  mutate: [
    `packages/core/src/${folder}/**/*.ts`,
    '!**/*.{test,fixture,arbitrary}.ts',
    // Codecs and tables say what is there; what they say is held by golden files and types.
    '!**/{events,versions,index,decider}.ts',
  ],
  // Messages are for people: that they stand there is a law; how they are worded no test should repeat.
  mutator: { excludedMutations: ['StringLiteral'] },
  inPlace: true,
  concurrency: Number(process.env.PERCA_MUTATION_CONCURRENCY ?? 2),
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `coverage/mutation-${folder}.json` },
  tempDirName: '.stryker-tmp',
  timeoutMS: 60_000,
  ignoreStatic: true,
  thresholds: { high: 90, low: 85, break: null },
}
