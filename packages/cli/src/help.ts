/** Calls that work, for the end of a command's help. */
export const examples = (...calls: readonly string[]): string =>
  `\nExamples:\n${calls.map((call) => `  ${call}`).join('\n')}`
