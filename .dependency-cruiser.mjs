// Where dependency-cruiser looks for its rules. `npm run architecture` also tells it where each package's sources stand.
import { forbidden, options } from './scripts/import-rule.mjs'

export default { forbidden, options }
