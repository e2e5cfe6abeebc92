/** Keys are wrapped by master keys that were not handed in. Nothing was changed. */
export interface WrongMaster {
  readonly _tag: 'WrongMaster'
  /** The ids of those that are missing. */
  readonly missing: readonly string[]
  readonly message: string
}
