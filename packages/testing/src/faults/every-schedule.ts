import type { EventStore } from '@perca/eventsourcing'
import fc from 'fast-check'
import { scheduled, scheduler } from './scheduler.js'
import type { FaultPlan, StoreFault } from './store-fault.js'
import { withFaults } from './with-faults.js'

/** What a clerk was given to do, and did. */
export interface Done<Operation> {
  /** Its clerk's number and its own: `2-0`. The same in every run of the same values, so an id can be made from it. */
  readonly name: string
  readonly operation: Operation
}

/** Several clerks at work on one log. */
export interface Scenario<Operation> {
  /** An empty store, for one run. */
  readonly open: () => EventStore
  /** What a clerk may be asked to do. */
  readonly operation: fc.Arbitrary<Operation>
  /**
   * A clerk that has just started, with a handle of its own. It resolves when the operation is done, having sent it again
   * where the store was unavailable. After a crash a new clerk is started and given the operation that was under way.
   */
  readonly clerk: (store: EventStore) => (done: Done<Operation>) => Promise<void>
  /** Looks at the log when all is done. Rejects, or throws, where it is not as it must be. */
  readonly check: (store: EventStore, done: readonly Done<Operation>[]) => Promise<void>
  /** How many clerks; default 3. */
  readonly clerks?: number
  /** How many operations each has at most; default 4. */
  readonly operations?: number
  /** Which faults may happen; default every kind. None: an empty list. */
  readonly faults?: readonly StoreFault['kind'][]
}

/** Which runs are made. A seed and a path, as a failure names them, make that one run again. */
export interface ScheduleSettings {
  /** Default: fast-check's own setting, else another one each time. */
  readonly seed?: number
  /** Where in the runs of the seed to begin: at the smallest one that failed. */
  readonly path?: string
  /** How many schedules are tried; default 100. */
  readonly runs?: number
}

/** What happens to a clerk's nth call, counted over all its starts. */
export interface PlannedFault {
  readonly clerk: number
  readonly call: number
  readonly kind: StoreFault['kind']
}

/** The smallest run that was found to fail. */
export interface FailedSchedule<Operation> {
  readonly seed: number
  readonly path: string
  /** By clerk, what each had to do. */
  readonly operations: readonly (readonly Operation[])[]
  /** Which fault was planned for which call of which clerk. */
  readonly faults: readonly PlannedFault[]
  /** Who went, in their order. */
  readonly order: readonly string[]
  readonly reason: string
}

/** What was tried. */
export interface ScheduleVerdict<Operation> {
  readonly runs: number
  readonly seed: number
  /** Undefined: no schedule failed. */
  readonly failed: FailedSchedule<Operation> | undefined
}

const everyKind: readonly StoreFault['kind'][] = [
  'refused',
  'lostBefore',
  'lostAfter',
  'lateStart',
  'lateAnswer',
  'crashBefore',
  'crashAfter',
]

interface Run<Operation> {
  readonly work: readonly (readonly Operation[])[]
  readonly faults: readonly PlannedFault[]
  readonly choices: readonly number[]
}

const anyRun = <Operation>(scenario: Scenario<Operation>): fc.Arbitrary<Run<Operation>> => {
  const { clerks = 3, operations = 4, faults = everyKind } = scenario
  const fault = fc.record({ clerk: fc.nat(clerks - 1), call: fc.nat(20), kind: fc.constantFrom(...faults) })
  return fc.record({
    work: fc.array(fc.array(scenario.operation, { maxLength: operations }), { minLength: 1, maxLength: clerks }),
    faults: faults.length === 0 ? fc.constant([]) : fc.array(fault, { maxLength: 6 }),
    choices: fc.array(fc.nat(8), { maxLength: 80 }),
  })
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason))

/** Runs it once. Gives who went, and why it failed; null where it did not. */
const runOnce = async <Operation>(scenario: Scenario<Operation>, { work, faults, choices }: Run<Operation>) => {
  const turns = scheduler(choices)
  const store = scenario.open()

  const planFor = (clerk: number): FaultPlan => {
    let calls = 0
    return () => {
      const kind = faults.find((fault) => fault.clerk === clerk && fault.call === calls)?.kind
      calls += 1
      if (kind === undefined) return undefined
      return kind === 'lateStart' || kind === 'lateAnswer' ? { kind, steps: 3 } : { kind }
    }
  }

  const start = (name: string, plan: FaultPlan) => {
    let crash = () => {}
    const crashed = new Promise<'crashed'>((resolve) => {
      crash = () => resolve('crashed')
    })
    const wait = async (steps: number) => {
      for (let n = 0; n < steps; n++) await turns.pass(`${name}: waits`)
    }
    const carryOut = scenario.clerk(withFaults(scheduled(store, turns, name), plan, { wait, onCrash: () => crash() }))
    return { carryOut, crashed }
  }

  const clerk = async (operations: readonly Operation[], number: number) => {
    let starts = 1
    const plan = planFor(number)
    let { carryOut, crashed } = start(`clerk ${number}`, plan)
    for (const [n, operation] of operations.entries()) {
      const done: Done<Operation> = { name: `${number}-${n}`, operation }
      while ((await Promise.race([carryOut(done), crashed])) === 'crashed') {
        starts += 1
        ;({ carryOut, crashed } = start(`clerk ${number}, started ${starts} times`, plan))
      }
    }
  }

  const done = work.flatMap((operations, number) =>
    operations.map((operation, n): Done<Operation> => ({ name: `${number}-${n}`, operation })),
  )
  try {
    await turns.run(Promise.all(work.map(clerk)))
    await scenario.check(store, done)
    return { order: turns.order(), reason: null }
  } catch (reason) {
    return { order: turns.order(), reason: messageOf(reason) }
  } finally {
    await store.close()()
  }
}

/**
 * Looks for an order of events in which several clerks on one log go wrong: every call, every answer, every fault and
 * every crash happens in an order that a seed gives. With a store in memory a run is a pure function of its values, so
 * that a failure can be made smaller (fewer operations, fewer faults, a plainer order) and run again.
 *
 * @returns the verdict as data; `everySchedule` says it in words
 */
export const exploreSchedules = async <Operation>(
  scenario: Scenario<Operation>,
  { seed, path, runs = 100 }: ScheduleSettings = {},
): Promise<ScheduleVerdict<Operation>> => {
  const property = fc.asyncProperty(anyRun(scenario), async (run) => {
    const { reason } = await runOnce(scenario, run)
    if (reason !== null) throw new Error(reason)
  })
  const details = await fc.check(property, {
    numRuns: runs,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  })
  const [smallest] = details.counterexample ?? []
  if (!details.failed || smallest === undefined) return { runs: details.numRuns, seed: details.seed, failed: undefined }
  // Once more, for its order: the same values give the same run.
  const { order, reason } = await runOnce(scenario, smallest)
  const failed = {
    seed: details.seed,
    path: details.counterexamplePath ?? '',
    operations: smallest.work,
    faults: smallest.faults,
    order,
    reason: reason ?? 'It failed before and did not fail again: the run depends on more than its seed.',
  }
  return { runs: details.numRuns, seed: details.seed, failed }
}

/** A failed schedule to read, with what runs it again. Lines end with `\n`. */
export const scheduleText = <Operation>({
  operations,
  faults,
  order,
  reason,
  seed,
  path,
}: FailedSchedule<Operation>): string =>
  [
    `A schedule goes wrong: ${reason}`,
    '',
    ...operations.map((list, clerk) => `clerk ${clerk}: ${JSON.stringify(list)}`),
    ...faults.map(({ clerk, call, kind }) => `clerk ${clerk}, call ${call}: ${kind}`),
    ...order.map((label, n) => `${String(n + 1).padStart(4)}. ${label}`),
    '',
    `Again: { seed: ${seed}, path: '${path}' }`,
    '',
  ].join('\n')

/**
 * Rejects where `exploreSchedules` finds a schedule that goes wrong, with its text as the message.
 * @example
 * test('two tills never sell the last piece twice', () => everySchedule(scenario))
 * test('what went wrong on Monday', () => everySchedule(scenario, { seed: 42, path: '7:1:0' }))
 */
export const everySchedule = async <Operation>(
  scenario: Scenario<Operation>,
  settings: ScheduleSettings = {},
): Promise<void> => {
  const { failed } = await exploreSchedules(scenario, settings)
  if (failed !== undefined) throw new Error(scheduleText(failed))
}
