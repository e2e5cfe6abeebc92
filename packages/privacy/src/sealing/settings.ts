import type { KeyStore } from '../keys/key-store.js'
import type { Marks } from './marks.js'

/** What of a sealed log a reader opens. */
export interface SealedOptions {
  /** Whether fields of a class are opened for this reader; default: all. Those that are not stay sealed, which is no error. */
  readonly mayOpen?: (sensitivity: string) => boolean
  /**
   * What a marked field in the clear is, as in a log that was begun without sealing. `corrupt`, the default: somebody put it
   * there who holds no key. `read`: it is read as it stands.
   */
  readonly clear?: 'corrupt' | 'read'
  /**
   * What a field is that a key sealed which the holder never made. `corrupt`, the default: the envelope was altered, or the
   * keys are an old backup. `sealed`: it stays sealed, so that all but the names can be worked with meanwhile.
   */
  readonly unknownKey?: 'corrupt' | 'sealed'
}

/** The same, with its defaults filled in, and what it works with. */
export interface Settings extends Required<SealedOptions> {
  readonly keys: KeyStore
  readonly marks: Marks
}

/** Fills in what was left out. */
export const settingsOf = (keys: KeyStore, marks: Marks, options: SealedOptions): Settings => ({
  keys,
  marks,
  mayOpen: options.mayOpen ?? (() => true),
  clear: options.clear ?? 'corrupt',
  unknownKey: options.unknownKey ?? 'corrupt',
})
