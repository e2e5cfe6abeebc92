import { type ExitCode, exitCodes } from './exit-code.js'

/** Why a command ended without doing what was asked: what to tell the person, and what to tell the script. */
export interface Failure {
  readonly _tag: 'Failure'
  readonly exitCode: ExitCode
  /** Says what to do next. Holds no personal data. */
  readonly message: string
}

/** It could not be done; nothing is half done. */
export const failed = (message: string): Failure => ({ _tag: 'Failure', exitCode: exitCodes.failed, message })

/** The call is wrong: the message says which word, and what it could be. */
export const wrongCall = (message: string): Failure => ({ _tag: 'Failure', exitCode: exitCodes.wrongCall, message })

/** The person stopped it. */
export const interrupted = (message: string): Failure => ({ _tag: 'Failure', exitCode: exitCodes.interrupted, message })
