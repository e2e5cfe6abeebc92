import { AssertionError } from 'node:assert/strict'
import fc from 'fast-check'
import { appendChecks } from './append.js'
import type { Capability, CheckSettings, StoreCapabilities, StoreCheck, StoreFixture } from './check.js'
import { within } from './claim.js'
import { conflictChecks } from './conflict.js'
import { failureChecks } from './failure.js'
import { followChecks } from './follow.js'
import { heldChecks } from './held.js'
import { killedChecks } from './killed.js'
import { limitsChecks } from './limits.js'
import { modelChecks } from './model.js'
import { orderChecks } from './order.js'
import { pagingChecks } from './paging.js'
import { restartChecks } from './restart.js'
import { idsWithinStreams, retryChecks } from './retry.js'

/** All that a store must do, in the order of the port's promises. */
export const storeChecks: readonly StoreCheck[] = [
  ...appendChecks,
  ...conflictChecks,
  ...retryChecks,
  ...orderChecks,
  ...pagingChecks,
  ...modelChecks,
  ...restartChecks,
  ...followChecks,
  ...failureChecks,
  ...limitsChecks,
  ...heldChecks,
  ...killedChecks,
]

const isClaimed = (capabilities: StoreCapabilities, capability: Capability): boolean =>
  capabilities[capability] ?? capability === 'idsAcrossStreams'

/** The seed of a store's checks: its own, else that of fast-check's settings, else a new one. */
export const seedOf = ({ seed }: StoreCapabilities): number =>
  seed ?? fc.readConfigureGlobal().seed ?? Math.trunc(Math.random() * 2 ** 31)

const settingsOf = (capabilities: StoreCapabilities): CheckSettings => ({
  runs: capabilities.runs ?? 25,
  patience: capabilities.patience ?? 20_000,
  seed: seedOf(capabilities),
  shrinks: capabilities.shrinks ?? true,
  idsAcrossStreams: isClaimed(capabilities, 'idsAcrossStreams'),
})

/** What of a fixture a capability needs, and the promise it belongs to. */
const wayIn = [
  { capability: 'durable', ways: ['reopen'], promise: 5 },
  { capability: 'shared', ways: ['another'], promise: 2 },
  { capability: 'heldCommits', ways: ['holdCommit'], promise: 4 },
  { capability: 'killable', ways: ['killServer', 'restartServer'], promise: 5 },
] as const

/**
 * What stands in the place of checks that a store doesn't claim to pass: that the fixture doesn't offer what it would
 * need, so that a capability is left out on purpose or not at all.
 */
const declarations = (capabilities: StoreCapabilities): readonly StoreCheck[] => [
  ...wayIn.map(({ capability, ways, promise }): StoreCheck => {
    const isWanted = isClaimed(capabilities, capability)
    return {
      promise,
      title: `${isWanted ? '' : 'not '}${capability}, as declared`,
      run: async (fixture) => {
        for (const way of ways) {
          const isOffered = fixture[way] !== undefined
          if (isOffered === isWanted) continue
          throw new AssertionError({
            message: `The store is declared ${capability}: ${isWanted}, and the fixture has ${isOffered ? 'a' : 'no'} ${way}.`,
          })
        }
      },
    }
  }),
  ...(isClaimed(capabilities, 'idsAcrossStreams') ? [] : [idsWithinStreams]),
]

/** What a check needs and a store doesn't claim. */
export const lacks = ({ needs = [] }: StoreCheck, capabilities: StoreCapabilities): readonly Capability[] =>
  needs.filter((capability) => !isClaimed(capabilities, capability))

/** The checks of the suite that a store claims to pass, with those of its declaration before them. */
export const checksFor = (capabilities: StoreCapabilities): readonly StoreCheck[] => [
  ...declarations(capabilities),
  ...storeChecks.filter((check) => lacks(check, capabilities).length === 0),
]

/** The fixture itself did not work: that says nothing of the store. */
export class FixtureFailed extends Error {}

const byFixture = async <A>(what: string, task: () => Promise<A>): Promise<A> => {
  try {
    return await task()
  } catch (cause) {
    throw new FixtureFailed(`The fixture could not ${what}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

/** Runs one check on a store of its own, and gives the store back. Rejects with the reason where the check fails. */
export const runCheck = async (
  check: StoreCheck,
  open: () => Promise<StoreFixture>,
  capabilities: StoreCapabilities,
): Promise<void> => {
  const settings = settingsOf(capabilities)
  const fixture = await byFixture('be opened', open)
  try {
    await check.run(fixture, settings)
  } finally {
    // A store that can't be closed is a finding of the checks that close it; here it must only not hang.
    await within(settings.patience, fixture.store.close()(), 'the end of the store').catch(() => undefined)
    await byFixture('be given back', fixture.dispose)
  }
}
