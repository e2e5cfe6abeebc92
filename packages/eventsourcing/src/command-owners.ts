import type { AnyAggregate } from './aggregate.js'

/**
 * Which aggregate each command is for, by the command's type.
 * @throws where two aggregates share a category or name a command alike: a defect of the program, found when it starts
 */
export const commandOwners = (aggregates: readonly AnyAggregate[]): ReadonlyMap<string, AnyAggregate> => {
  const categories = new Set<string>()
  const owner = new Map<string, AnyAggregate>()
  for (const aggregate of aggregates) {
    const { category, commands } = aggregate
    if (categories.has(category)) throw new Error(`${category} is the category of two aggregates`)
    categories.add(category)
    for (const type of Object.keys(commands)) {
      const other = owner.get(type)
      if (other !== undefined) throw new Error(`${type} is a command of both ${other.category} and ${category}`)
      owner.set(type, aggregate)
    }
  }
  return owner
}
