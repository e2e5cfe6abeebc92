import { expect, test } from 'vitest'
import { toCommonJs } from './declare-commonjs.mjs'

test('a declaration for CommonJS leads to the CommonJS twins of its neighbours, and to other packages by name', () => {
  const declaration = [
    "import type { Day } from './values/day.js'",
    "import * as E from 'fp-ts/lib/Either.js'",
    "export { type Folded, fold } from '../fold.js'",
    "export declare const of: (day: Day) => import('./event.js').Event<E.Either<1, 2>>",
    '//# sourceMappingURL=index.d.ts.map',
  ].join('\n')
  expect(toCommonJs(declaration)).toBe(
    [
      "import type { Day } from './values/day.cjs'",
      "import * as E from 'fp-ts/lib/Either.js'",
      "export { type Folded, fold } from '../fold.cjs'",
      "export declare const of: (day: Day) => import('./event.cjs').Event<E.Either<1, 2>>",
      '',
    ].join('\n'),
  )
})
