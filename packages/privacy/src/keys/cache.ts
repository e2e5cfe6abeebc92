import type { KeyOwner, SubjectKey } from './subject-key.js'

/** Keys that this process has unwrapped already. */
export interface KeyCache {
  readonly byId: (id: string) => SubjectKey | undefined
  /** The key that seals for an owner. */
  readonly sealing: (owner: KeyOwner) => SubjectKey | undefined
  /** Counts how often the cache was cleared. What was looked up before that is not put in after it. */
  readonly generation: () => number
  readonly put: (key: SubjectKey, isSealing: boolean, generation: number) => void
  readonly clear: () => void
}

const nameOf = ({ subject, class: of }: KeyOwner): string => JSON.stringify([subject, of])

/** @param most how many keys it holds at most: beyond it the one that was put in first goes */
export const keyCache = (most: number): KeyCache => {
  const keys = new Map<string, SubjectKey>()
  const owners = new Map<string, string>()
  let generation = 0
  return {
    byId: (id) => keys.get(id),
    sealing: (owner) => keys.get(owners.get(nameOf(owner)) ?? ''),
    generation: () => generation,
    put: (key, isSealing, of) => {
      if (of !== generation) return
      keys.set(key.id, key)
      if (isSealing) owners.set(nameOf(key.owner), key.id)
      if (keys.size <= most) return
      for (const [id, { owner }] of keys) {
        keys.delete(id)
        if (owners.get(nameOf(owner)) === id) owners.delete(nameOf(owner))
        break
      }
    },
    clear: () => {
      generation += 1
      keys.clear()
      owners.clear()
    },
  }
}
