import type { LiveRows, RecordedEvent } from '@perca/eventsourcing'
import type { AsyncCommand } from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import { fundAccount, held, imbalance, inTransit, type LedgerRow, payable } from '../projections/ledger.js'
import { type Act, type Known, MAY } from './act.arbitrary.js'
import { adrift, lostPieces, portraitOfDesk, portraitOfWorld } from './agreement.fixture.js'
import { type Desk, liveProjections, openDesk } from './desk.fixture.js'
import { isClosed } from './elsewhere.fixture.js'
import { unfounded } from './people.fixture.js'
import { idOf, NOTHING, newWorld, PEOPLE, personId, sum, type Verdict, type World } from './world.fixture.js'

/** What all runs came to: how often each command was accepted, and which rules refused. */
export interface Tally {
  readonly accepted: Map<Known, number>
  readonly refused: Map<string, number>
  steps: number
}
export const newTally = (): Tally => ({ accepted: new Map(), refused: new Map(), steps: 0 })
const count = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)

/** A command that was accepted, and what it recorded. */
interface Sent {
  readonly send: () => ReturnType<Desk['send']>
  readonly events: readonly string[]
}

/** A run: the domain, the live rows of its projections, and what was sent. */
export interface Run {
  readonly desk: Desk
  readonly live: ReadonlyMap<string, LiveRows<unknown>>
  readonly sent: Sent[]
  /** How many events the opening has. */
  readonly opening: number
  readonly tally: Tally
}

/** A world and a desk, after these acts. */
export const begin = async (
  tally: Tally,
  acts: readonly Act[],
): Promise<{ readonly model: World; readonly real: Run }> => {
  const desk = await openDesk()
  const model = newWorld()
  const run = { desk, live: liveProjections(), sent: [], opening: (await desk.stored()).length, tally }
  await heard(run)
  await expectAgreed(model, run)
  for (const act of acts) await carryOut(act, model, run)
  return { model, real: run }
}

const ledgerOf = ({ live }: Run): readonly LedgerRow[] => [...(live.get('ledger')?.rows.values() ?? [])] as LedgerRow[] // its rows

/** Takes in what is new in the log. The ledger is even after every event. */
const heard = async (run: Run): Promise<readonly RecordedEvent[]> => {
  const news = await run.desk.news()
  for (const recorded of news) {
    for (const rows of run.live.values()) rows.take(recorded)
    expect(imbalance(ledgerOf(run)), `the ledger after ${recorded.event.type}`).toBe(0)
  }
  return news
}

/** The domain says in every stream what the world says, and its books agree with it to the rupiah. */
const expectAgreed = async (world: World, run: Run): Promise<void> => {
  expect(await portraitOfDesk(run.desk, world)).toEqual(portraitOfWorld(world))
  expect(lostPieces(world), 'lost pieces').toEqual([])
  expect(adrift(world), 'money adrift').toEqual([])
  const ledger = ledgerOf(run)
  expect(inTransit(ledger), 'money on its way').toEqual([])
  expect({
    cash: 0 - held(ledger, 'cash'),
    tax: 0 - held(ledger, 'tax-withheld'),
    makers: PEOPLE.map((person) => held(ledger, payable(personId(person)))),
    funds: [held(ledger, fundAccount('materials')), held(ledger, fundAccount('programme'))],
  }).toEqual({
    cash: world.cash,
    tax: world.taxSlips,
    makers: world.accounts.map(({ entries }) => sum(entries, ({ amount }) => amount)),
    funds: [world.funds.materials, world.funds.programme].map((entries) => sum(entries, ({ amount }) => amount)),
  })
  expect([...(run.live.get('disagreements')?.rows.values() ?? [])], 'copies that disagree').toEqual([])
}

/** What the rules say, before the decider is asked: the role first, then the closed month, then the command's own. */
const verdictOf = ({ type, by }: Act, effectiveOn: string, own: Verdict, world: World): Verdict => {
  if (!MAY[type].some((role) => role === by.role)) return ['Unauthorised']
  return isClosed(world, effectiveOn) ? ['month-closed'] : own
}

/** The commands that may take from a mark what it rests on: it stays then, as a finding. */
const TAKES_BASIS: ReadonlySet<Known> = new Set<Known>([
  'AssessStability',
  'RevokeAssessment',
  'ReportRelapse',
  'WithdrawConsent',
  'PauseEnrolment',
  'EndEnrolment',
  'RecordDeath',
])

const namesOf = (done: Awaited<ReturnType<Desk['send']>>): readonly string[] =>
  E.isRight(done)
    ? done.right.events.map(({ id }) => id)
    : [done.left._tag === 'Refusal' ? done.left.rule : done.left._tag]

/** Carries an act out, in the world and in the domain, and holds everything against everything. */
const carryOut = async (act: Act, world: World, run: Run): Promise<void> => {
  const { desk, tally } = run
  const { command, verdict: own } = act.asked(world)
  const verdict = verdictOf(act, command.effectiveOn, own, world)
  const id = idOf(9_100, world.steps)
  const unfoundedBefore = world.people.flatMap(unfounded).length
  world.steps += 1
  tally.steps += 1
  const send = () => desk.send(command, act.by, id)
  const done = await send()
  const told = `${act.sentence}: ${JSON.stringify(command)}`
  if (typeof verdict === 'function') {
    const refusedAs = E.isLeft(done) ? done.left : null
    expect(refusedAs, told).toBeNull()
    if (E.isRight(done)) {
      expect(done.right.events.length === 0, `${told} leaves nothing to do`).toBe(verdict === NOTHING)
      verdict(done.right.events)
      if (verdict !== NOTHING) {
        // What recorded nothing is not remembered: later it may come to something else.
        run.sent.push({ send, events: namesOf(done) })
        count(tally.accepted, act.type)
      }
    }
  } else {
    const recorded = E.isRight(done) ? done.right.events : null
    expect(recorded, told).toBeNull()
    const [rule = ''] = namesOf(done)
    expect(verdict, told).toContain(rule)
    count(tally.refused, rule)
  }
  await desk.settled()
  await heard(run)
  await expectAgreed(world, run)
  if (!TAKES_BASIS.has(act.type)) {
    expect(world.people.flatMap(unfounded).length, `${told}: a mark without basis`).toBeLessThanOrEqual(unfoundedBefore)
  }
  expect(namesOf(await send()), `${told}, sent again`).toEqual(namesOf(done))
  expect(await desk.settled(), `${told}, sent again, and what follows`).toBe(0)
  expect(await desk.news(), `${told}, sent again`).toEqual([])
}

/** Sends what was accepted so many commands ago once more, under its id: the answer is the same, and nothing happens. */
const sendAgain = async (ago: number, run: Run): Promise<void> => {
  const before = run.sent.at(-1 - (ago % Math.max(1, run.sent.length)))
  if (before === undefined) return
  expect(namesOf(await before.send())).toEqual(before.events)
  expect(await run.desk.settled()).toBe(0)
  expect(await run.desk.news()).toEqual([])
}

/** An act as one line of a script. */
export const stepOf = (act: Act): AsyncCommand<World, Run> => ({
  check: () => true,
  run: (world, run) => carryOut(act, world, run),
  toString: () => `\n  ${act.sentence}`,
})

/** A command that comes once more, much later, as one line of a script. */
export const echoOf = (ago: number): AsyncCommand<World, Run> => ({
  check: () => true,
  run: (_, run) => sendAgain(ago, run),
  toString: () => `\n  what was accepted ${ago} commands before comes once more`,
})
