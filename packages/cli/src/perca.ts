import { readFileSync } from 'node:fs'
import { processSurroundings } from './process-surroundings.js'
import { run } from './program.js'

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

process.exitCode = await run(process.argv.slice(2), processSurroundings(manifest.version))
