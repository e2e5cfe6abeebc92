/**
 * @typedef {{ category: string, events: Record<string, { past: readonly unknown[] }> }} Aggregate
 */

/** @param {unknown} value @returns {value is Aggregate} */
const isAggregate = (value) =>
  typeof value === 'object' && value !== null && 'category' in value && 'events' in value && 'evolve' in value

/**
 * Every version of an event that was ever written stays readable: a file `golden/<Event>.v<n>.json` shows it.
 *
 * @param {Record<string, unknown>} core What @perca/core exports.
 * @param {string[]} paths Every file of the repository.
 * @returns {string[]}
 */
export const goldenComplaints = (core, paths) => {
  const aggregates = Object.values(core).filter(isAggregate)
  if (aggregates.length === 0) return ['@perca/core exports no aggregate, so that no golden file could be looked for.']
  const wanted = aggregates.flatMap(({ events }) =>
    Object.entries(events).flatMap(([name, { past }]) =>
      Array.from({ length: past.length + 1 }, (_, index) => `${name}.v${index + 1}.json`),
    ),
  )
  const present = paths.flatMap((path) => /^packages\/core\/src\/.*\/golden\/([^/]+)$/.exec(path)?.[1] ?? [])
  return [
    ...wanted
      .filter((name) => !present.includes(name))
      .map((name) => `golden/${name} is missing: an event as it was written.`),
    ...present
      .filter((name) => /\.v\d+\.json$/.test(name) && !wanted.includes(name))
      .map((name) => `golden/${name} is of no event or version that is known: a written version is never taken away.`),
  ]
}
