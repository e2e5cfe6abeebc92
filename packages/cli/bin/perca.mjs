#!/usr/bin/env node
// Stands in the repository, so that `npx perca` is linked by an install that comes before the first build.
import { existsSync } from 'node:fs'

const built = new URL('../dist/perca.js', import.meta.url)
if (existsSync(built)) await import(built.href)
else {
  process.stderr.write('perca is not built yet: run `npm run build` in the repository, then the same command again.\n')
  process.exitCode = 1
}
