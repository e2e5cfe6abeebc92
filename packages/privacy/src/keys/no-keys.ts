import * as TE from 'fp-ts/lib/TaskEither.js'
import type { KeyStore, Withheld } from './key-store.js'

const withheld: Withheld = { _tag: 'Withheld' }

/**
 * A holder for a process that shall read without keys: whatever is sealed stays sealed, nothing is made and nothing is
 * destroyed. Where only counts, codes and rupiah are asked for, no key need be at hand.
 */
export const noKeys: KeyStore = {
  obtain: (owners) => TE.right(owners.map(() => withheld)),
  find: (ids) => TE.right(ids.map(() => withheld)),
  destroy: () =>
    TE.left({
      _tag: 'Unavailable',
      outcomeUnknown: false,
      message: 'No keys are at hand, so none were destroyed. Ask where the key file is.',
    }),
  rotate: () => TE.right(withheld),
  list: () => TE.right([]),
  destroyedAt: (owners) => TE.right(owners.map(() => null)),
  close: () => TE.right(undefined),
}
