import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `from './x.js'`, `import('./x.js')` and `import './x.js'`: relative only, for a package's name is right in both. */
const relativeImport = /(\bfrom\s+|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.js\2/g

/** @param {string} declaration @returns {string} The same declaration as CommonJS finds it. */
export const toCommonJs = (declaration) =>
  declaration.replace(relativeImport, '$1$2$3.cjs$2').replace(/^\/\/# sourceMappingURL=.*$/m, '')

/**
 * Writes a `.d.cts` twin beside every `.d.ts` of a package: TypeScript takes a `.d.ts` of an ES module package to
 * describe an ES module, and would tell a CommonJS user that it cannot be required.
 *
 * @param {{ path: string }} target
 */
export const declareForCommonJs = ({ path }) => {
  const dist = join(path, 'dist')
  if (!existsSync(dist)) return
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts') || file.endsWith('.test.d.ts')) continue
    const twin = toCommonJs(readFileSync(join(dist, file), 'utf8'))
    writeFileSync(join(dist, file.replace(/\.d\.ts$/, '.d.cts')), twin)
  }
}
