/** What the command's end tells a script. Scripts rely on these numbers. */
export const exitCodes = {
  /** Done. */
  done: 0,
  /** Could not be done; nothing is half done. */
  failed: 1,
  /** The call is wrong. */
  wrongCall: 2,
  /** Done, and some rows were refused. */
  someRefused: 3,
  /** The log fails verification. */
  unverified: 4,
  /** Interrupted; safe to run again. */
  interrupted: 130,
} as const

/** One of the numbers above. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
