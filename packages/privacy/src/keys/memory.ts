import type { Closed } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { closed } from './failure.js'
import type { Destroyed, KeyRecord, KeyState, KeyStore, Usable } from './key-store.js'
import { type KeyOwner, newKeyId, newSecret, type SubjectKey, subjectKey } from './subject-key.js'

const nameOf = ({ subject, class: of }: KeyOwner): string => JSON.stringify([subject, of])

/**
 * Keys in memory, for tests and for logs that end with the process.
 * @param options.now the clock for `madeAt` and `destroyedAt`; default: the system's
 */
export const memoryKeys = (options: { readonly now?: () => Date } = {}): KeyStore => {
  const now = () => (options.now ?? (() => new Date()))().toISOString()
  const keys = new Map<string, SubjectKey>()
  const records = new Map<string, KeyRecord>()
  const byOwner = new Map<string, string[]>()
  const tombstones = new Map<string, string>()
  let isClosed = false

  const made = (owner: KeyOwner): SubjectKey => {
    const key = subjectKey(newKeyId(), owner, newSecret())
    const ids = byOwner.get(nameOf(owner)) ?? []
    keys.set(key.id, key)
    records.set(key.id, { id: key.id, owner, number: ids.length + 1, madeAt: now(), destroyedAt: null })
    byOwner.set(nameOf(owner), [...ids, key.id])
    return key
  }

  const sealing = (owner: KeyOwner, isNew: boolean): Usable | Destroyed => {
    const at = tombstones.get(nameOf(owner))
    if (at !== undefined) return { _tag: 'Destroyed', at }
    const last = isNew ? undefined : keys.get(byOwner.get(nameOf(owner))?.at(-1) ?? '')
    return { _tag: 'Usable', key: last ?? made(owner) }
  }

  const stateOf = (id: string): KeyState => {
    const key = keys.get(id)
    if (key !== undefined) return { _tag: 'Usable', key }
    const at = records.get(id)?.destroyedAt ?? null
    return at === null ? { _tag: 'Unknown' } : { _tag: 'Destroyed', at }
  }

  const destroy = (owner: KeyOwner) => {
    const ids = (byOwner.get(nameOf(owner)) ?? []).filter((id) => keys.delete(id))
    const at = tombstones.get(nameOf(owner)) ?? now()
    tombstones.set(nameOf(owner), at)
    for (const id of ids) {
      const record = records.get(id)
      if (record !== undefined) records.set(id, { ...record, destroyedAt: at })
    }
    return { at, keys: ids.length }
  }

  const ask =
    <A>(answer: () => A) =>
    async (): Promise<E.Either<Closed, A>> =>
      isClosed ? E.left(closed) : E.right(answer())

  return {
    obtain: (owners) => ask(() => owners.map((owner) => sealing(owner, false))),
    find: (ids) => ask(() => ids.map(stateOf)),
    destroy: (owner) => ask(() => destroy(owner)),
    rotate: (owner) => ask(() => sealing(owner, true)),
    list: (after, limit) =>
      ask(() =>
        [...records.values()]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .filter(({ id }) => after === null || id > after)
          .slice(0, limit),
      ),
    destroyedAt: (owners) => ask(() => owners.map((owner) => tombstones.get(nameOf(owner)) ?? null)),
    close: () => async () => {
      isClosed = true
      return E.right(undefined)
    },
  }
}
