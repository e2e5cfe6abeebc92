// Holds .dependency-cruiser.mjs against every source of packages/, examples/ and bench/.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruiseSources } from './architecture.mjs'
import { root } from './workspace.mjs'

const folders = ['packages', 'examples', 'bench'].filter((folder) => existsSync(join(root, folder)))
const { violations, modules } = await cruiseSources(root, folders)
for (const { rule, from, to, why } of violations) console.error(`${from}\n  imports ${to}\n  against ${rule}: ${why}`)
console.log(`architecture: ${modules} modules, ${violations.length} against the import rule`)
process.exitCode = violations.length > 0 ? 1 : 0
