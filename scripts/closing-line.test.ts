import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closingLine } from './closing-line.js'
import { withPlanted } from './planted.js'
import { root } from './workspace.mjs'

test('the closing line names skipped tests only where there are some', () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('the last line of a run counts its tests, and as failed each file that cannot be imported and each hook that throws', async () => {
  const imports = `import { afterAll, describe, expect, test } from '${join(root, 'node_modules/vitest/dist/index.js')}'\n`
  const files = {
    'mixed.test.mjs': `${imports}
      test('one', () => {})
      test('two', () => {})
      test('wrong', () => expect(1).toBe(2))
      test.skip('left out', () => {})
      describe('hooked', () => { afterAll(() => { throw new Error('hook') }); test('three', () => {}) })`,
    'broken.test.mjs': `${imports}import './absent.mjs'\ntest('never runs', () => {})`,
  }
  await withPlanted(files, (folder) => {
    const reporter = join(root, 'scripts/closing-line.ts')
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const args = [vitest, 'run', '--root', folder, `--reporter=${reporter}`]
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('3 passed, 3 failed, 1 skipped')
    expect(status).toBe(1)
  })
})
