import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAY } from './act.arbitrary.js'
import { lasting, projectionsOf, retold } from './retelling.fixture.js'
import { beginnings, scripts } from './script.arbitrary.js'
import { begin, newTally, type Run } from './step.fixture.js'

const RUNS = 80

/** The history of a run in another order of independent streams comes to the same rows as the run itself. */
const expectSameRetold = async ({ desk, opening, live }: Run, chance: number): Promise<void> => {
  const again = await projectionsOf(retold(await desk.stored(), opening, chance))
  for (const [name, rows] of Object.entries(again)) {
    const before = live.get(name)?.rows ?? new Map()
    expect(lasting(name, rows), `${name}, of the history in another order`).toEqual(lasting(name, before))
  }
}

test('law: whatever several clerks ask for, the whole domain does what the rules say, and its projections tell it in any order', async () => {
  const tally = newTally()
  const chances = fc.noShrink(fc.integer({ min: 1, max: 2_147_483_646 }))
  await fc.assert(
    fc.asyncProperty(beginnings, scripts, chances, async (beginning, script, chance) => {
      const runs: Run[] = []
      await fc.asyncModelRun(async () => {
        const begun = await begin(tally, beginning.acts)
        runs.push(begun.real)
        return begun
      }, script)
      for (const run of runs) await expectSameRetold(run, chance)
    }),
    { numRuns: RUNS },
  )
  // Thousands of commands, four in ten accepted, each kind of them: or the law spoke of less.
  const accepted = [...tally.accepted.values()].reduce((all, count) => all + count, 0)
  expect(tally.steps).toBeGreaterThan(2_000)
  expect(accepted / tally.steps).toBeGreaterThan(0.4)
  expect(new Set(tally.accepted.keys())).toEqual(new Set(Object.keys(MAY)))
  expect(tally.refused.size).toBeGreaterThan(40)
}, 120_000)
