// What docs/explanation and CONTRIBUTING.md ask of a file and no other tool looks at.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pathsIn, textFilesIn } from './style/files.mjs'
import { goldenComplaints } from './style/golden.mjs'
import { syntaxComplaints, undocumented } from './style/syntax.mjs'
import { emptyName, machine, tooLong, weakAssertion } from './style/text.mjs'
import { packages, root } from './workspace.mjs'

const paths = pathsIn(root)
const files = textFilesIn(root)
/** @param {string} path */
const fileAt = (path) => files.find((file) => file.path === path)
const core = await import(pathToFileURL(join(root, 'packages/core/dist/index.js')).href)

const complaints = [
  ...paths.flatMap(emptyName),
  ...files.flatMap((file) => [...tooLong(file), ...machine(file), ...weakAssertion(file), ...syntaxComplaints(file)]),
  ...packages().flatMap(({ folder, entries }) =>
    entries.flatMap(({ source }) => {
      const path = `packages/${folder}/${source}`
      return undocumented({ path, text: readFileSync(join(root, path), 'utf8') }, fileAt)
    }),
  ),
  ...goldenComplaints(core, paths),
]
for (const complaint of complaints) console.error(complaint)
console.log(`style: ${files.length} files, ${complaints.length} to mend`)
process.exitCode = complaints.length > 0 ? 1 : 0
