import type { Fault } from './faults.js'

/** What the server is started with. */
export interface Settings {
  readonly directory: string
  /** 0: a free one. */
  readonly port: number
  readonly version: string
  readonly maxAppendBytes: number
  readonly batchAppend: boolean
  readonly lateBy: number
}

/** What it is told while it runs. It answers each with how many appends are held. */
export type Order =
  | { readonly kind: 'fault'; readonly fault: Fault | null; readonly times: number }
  | { readonly kind: 'held' }
