import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node'

type Count = { passed: number; failed: number; skipped: number }

/** A hook that throws, or a file that cannot be imported, fails no test by itself and still is a failure. */
const failuresOutsideTests = (module: TestModule): number => {
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length
  return suites + (module.errors().length > 0 ? 1 : 0)
}

const countOf = (modules: readonly TestModule[]): Count => {
  const count: Count = { passed: 0, failed: 0, skipped: 0 }
  for (const module of modules) {
    count.failed += failuresOutsideTests(module)
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      count[state === 'pending' ? 'skipped' : state] += 1
    }
  }
  return count
}

/** @returns The line that closes a run, as machines read it: `12 passed, 0 failed`, and `, 1 skipped` where some were. */
export const closingLine = ({ passed, failed, skipped }: Count): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** Prints the count of tests as the last line of a run, after every other reporter has had its say. */
export default class ClosingLine implements Reporter {
  #line: string | undefined

  onInit(): void {
    process.once('exit', () => {
      if (this.#line !== undefined) process.stdout.write(`${this.#line}\n`)
    })
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], _reason: TestRunEndReason): void {
    const count = countOf(modules)
    this.#line = closingLine({ ...count, failed: count.failed + errors.length })
  }
}
