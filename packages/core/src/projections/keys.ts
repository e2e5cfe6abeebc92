/** The key of a row: its parts, told apart whatever they hold. */
export const rowKey = (...parts: readonly string[]): string => JSON.stringify(parts)

export { monthOf } from '../values/month.js'
