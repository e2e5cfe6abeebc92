import { expect, test } from 'vitest'
import { adviceFor, withoutNpmState } from './install.mjs'
import { nodeTooOld } from './node-version.mjs'

test('what npm says of itself does not reach a nested command; how to reach the registry does', () => {
  const environment = {
    PATH: '/bin',
    CI: 'true',
    HTTPS_PROXY: 'http://localhost:1',
    npm_package_name: 'perca-workspace',
    npm_lifecycle_event: 'test',
    npm_execpath: '/npm',
    npm_command: 'run',
    npm_config_prefix: '/usr',
    npm_config_user_agent: 'npm',
    npm_config_registry: 'http://localhost:2',
    npm_config_https_proxy: 'http://localhost:1',
    npm_config_cafile: '/ca.pem',
  }
  expect(withoutNpmState(environment)).toEqual({
    PATH: '/bin',
    CI: 'true',
    HTTPS_PROXY: 'http://localhost:1',
    npm_config_registry: 'http://localhost:2',
    npm_config_https_proxy: 'http://localhost:1',
    npm_config_cafile: '/ca.pem',
  })
})

test.each([
  ['npm error code ENOTFOUND', 'The package registry cannot be reached.'],
  ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install', 'A package.json and pnpm-lock.yaml disagree'],
  ['write ENOSPC', 'The disk is full'],
  ['anything else', 'The lines above say what failed.'],
])('an install that ends with "%s" says what to do', (output, advice) => {
  expect(adviceFor(output, 'pnpm@1.2.3')).toContain(advice)
})

test('a Node that is too old is told so, and no other', () => {
  expect(nodeTooOld('18.20.4')).toContain('needs Node 20.20 or later, and this is 18.20.4')
  expect(nodeTooOld('20.19.9')).toContain('20.19.9')
  expect(nodeTooOld('20.20.0')).toBeUndefined()
  expect(nodeTooOld('22.1.0')).toBeUndefined()
})
