/** The key of a row: its parts, told apart whatever they hold. */
export const rowKey = (...parts: readonly string[]): string => JSON.stringify(parts)

/** The month of a day: `2020-08`. */
export const monthOf = (day: string): string => day.slice(0, 7)
