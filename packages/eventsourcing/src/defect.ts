/**
 * Whether what a driver threw is a mistake in this program, which must not be told as trouble with the server: who writes a
 * store throws it on. Anything that is no `Error`, and what the language itself throws.
 */
export const isDefect = (thrown: unknown): boolean =>
  !(thrown instanceof Error) ||
  thrown instanceof TypeError ||
  thrown instanceof RangeError ||
  thrown instanceof ReferenceError ||
  thrown instanceof SyntaxError
