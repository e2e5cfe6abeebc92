import type { EventStore } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyStore } from '../keys/key-store.js'
import type { Marks } from '../sealing/marks.js'
import type { SealedOptions } from '../sealing/settings.js'
import { sealed } from '../sealing/store.js'
import type { Access, AccessLog } from './access-log.js'

/** Who reads, as what, and what for. */
export interface Looker {
  /** An id, never a name. */
  readonly actor: string
  readonly role: string
  /** Coded: `request`, `care`, `payment`. */
  readonly purpose: string
}

/**
 * Which classes of data a role may open. Those who care for somebody's eligibility see findings; those who enrol and pay see
 * who it is; whoever answers requests about personal data sees both. Everybody else works with codes.
 */
export const classesOf = (role: string): readonly string[] => {
  switch (role) {
    case 'assessor':
    case 'safeguarding':
    case 'dataProtection':
      return ['personal', 'health']
    case 'coordinator':
    case 'registrar':
    case 'treasurer':
      return ['personal']
    default:
      return []
  }
}

/**
 * Keys that are handed out only after it was written down to whom. Each subject and class is written once for each of these; a
 * key that can't be witnessed is not handed out (`Unavailable`).
 */
export const witnessed = (keys: KeyStore, log: AccessLog, looker: Looker, now: () => Date): KeyStore => {
  const written = new Set<string>()
  return {
    ...keys,
    find: (ids) => async () => {
      const states = await keys.find(ids)()
      if (E.isLeft(states)) return states
      const accesses = new Map<string, Access>()
      for (const state of states.right) {
        if (state._tag !== 'Usable') continue
        const { subject, class: of } = state.key.owner
        const name = JSON.stringify([subject, of])
        if (!written.has(name)) accesses.set(name, { ...looker, at: now().toISOString(), subject, class: of })
      }
      if (accesses.size > 0) {
        const recorded = await log.record([...accesses.values()])()
        if (E.isLeft(recorded)) return recorded
        for (const name of accesses.keys()) written.add(name)
      }
      return states
    },
  }
}

/**
 * A store as somebody reads it: what their role may see is opened, and that they saw it is written into the log of accesses first;
 * all else stays sealed, which is no error. Only for reading: what is appended through it is sealed all the same.
 *
 * @param store what holds the log, sealed
 * @param keys who holds the keys
 * @param marks what is sealed: `percaMarks`
 * @param looker who reads; a role opens what `classesOf` says
 */
export const readerOf = <Store extends EventStore>(
  store: Store,
  keys: KeyStore,
  marks: Marks,
  {
    looker,
    log,
    now,
    ...options
  }: SealedOptions & {
    readonly looker: Looker
    readonly log: AccessLog
    readonly now: () => Date
  },
): Store => {
  const may = classesOf(looker.role)
  return sealed(store, witnessed(keys, log, looker, now), marks, {
    ...options,
    mayOpen: (sensitivity) => may.includes(sensitivity) && (options.mayOpen?.(sensitivity) ?? true),
  })
}
