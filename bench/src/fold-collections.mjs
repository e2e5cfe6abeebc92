// node bench/src/fold-collections.mjs: what one event costs where the state holds a collection that grows with every
// event, by the way in which the collection is kept. For docs/decisions/0002-persistent-collections.md.
import { createRequire } from 'node:module'
import { cpus } from 'node:os'

// The very copy of `immutable` that the core depends on.
const { List, Map: PersistentMap } = createRequire(new URL('../../packages/core/package.json', import.meta.url))(
  'immutable',
)

/**
 * @typedef {object} Way One way of keeping a collection in a state that `evolve` gives anew.
 * @property {string} name
 * @property {() => any} empty
 * @property {(collection: any, key: string, place: number) => any} add
 * @property {boolean} [isShared] The next state is the last one changed: nobody may keep a state.
 */

/** By key, as a participant's marks by session. @type {Way[]} */
const maps = [
  { name: 'Map, copied', empty: () => new Map(), add: (map, key, place) => new Map(map).set(key, place) },
  { name: 'object, spread', empty: () => ({}), add: (object, key, place) => ({ ...object, [key]: place }) },
  { name: 'immutable Map', empty: () => PersistentMap(), add: (map, key, place) => map.set(key, place) },
  {
    name: 'Map, changed in place',
    empty: () => new Map(),
    add: (map, key, place) => map.set(key, place),
    isShared: true,
  },
]

/** In order, as an account's entries. @type {Way[]} */
const lists = [
  { name: 'array, spread', empty: () => [], add: (array, _, place) => [...array, place] },
  { name: 'immutable List', empty: () => List(), add: (list, _, place) => list.push(place) },
  {
    name: 'array, changed in place',
    empty: () => [],
    add: (array, _, place) => {
      array.push(place)
      return array
    },
    isShared: true,
  },
]

/** What a fold may take, in milliseconds, before it is given up. */
const patience = 20_000

/** @param {Way} way @param {string[]} keys @returns {{ milliseconds: number, events: number }} One fold from nothing, or as far as it came. */
const foldOnce = ({ empty, add }, keys) => {
  let state = { others: 1, collection: empty() }
  const started = performance.now()
  for (const [place, key] of keys.entries()) {
    state = { ...state, collection: add(state.collection, key, place) }
    if (place % 64 === 63 && performance.now() - started > patience)
      return { milliseconds: performance.now() - started, events: place + 1 }
  }
  return { milliseconds: performance.now() - started, events: keys.length }
}

/** @param {Way} way @param {string[]} keys The middle one of five folds, or the only one where it takes long. */
const measured = (way, keys) => {
  const folds = [foldOnce(way, keys)]
  while (folds.length < 5 && (folds[0]?.milliseconds ?? 0) < 2_000) folds.push(foldOnce(way, keys))
  folds.sort((a, b) => a.milliseconds - b.milliseconds)
  return folds[Math.floor(folds.length / 2)] ?? { milliseconds: Number.NaN, events: 0 }
}

/** @param {number} events */
const keysOf = (events) => Array.from({ length: events }, (_, n) => `kediri.${n}`)

for (const way of [...maps, ...lists]) foldOnce(way, keysOf(500))

console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}; median of 5 folds, of 1 where it takes over 2 s`,
)
for (const wanted of [2_000, 50_000]) {
  console.log(`\n${wanted.toLocaleString('en')} events`)
  for (const way of [...maps, ...lists]) {
    const { milliseconds, events } = measured(way, keysOf(wanted))
    const each = (milliseconds / events) * 1_000
    const notes = [
      ...(events < wanted ? [`given up after ${events.toLocaleString('en')} events`] : []),
      ...(way.isShared ? ['no state can be kept'] : []),
    ]
    console.log(
      `  ${way.name.padEnd(26)}${milliseconds.toFixed(1).padStart(10)} ms ${each.toFixed(2).padStart(9)} µs an event  ${notes.join(', ')}`.trimEnd(),
    )
  }
}
