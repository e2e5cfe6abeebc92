import { liveRows, type RecordedEvent } from '@perca/eventsourcing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { account } from '../account/decider.js'
import { fund, fundId } from '../fund/decider.js'
import { makerId, PROGRAMME } from '../order/sale.fixture.js'
import { earnings } from '../projections/earnings.js'
import { balanceOf, funds } from '../projections/funds.js'
import { fundAccount, held, imbalance, inTransit, ledger, payable } from '../projections/ledger.js'
import { begun, moneyTurns, sendingOf } from './money.arbitrary.js'
import { openWorkshop, right, type Workshop } from './workshop.fixture.js'

const sum = (entries: Iterable<{ readonly amount: number }>) =>
  [...entries].reduce((total, { amount }) => total + amount, 0)

/** Entered event by event, the ledger is even after each. */
const ledgerOf = (log: readonly RecordedEvent[]) => {
  const live = liveRows(ledger)
  for (const recorded of log) {
    live.take(recorded)
    expect(imbalance(live.rows.values()), `after ${recorded.event.type}`).toBe(0)
  }
  return [...live.rows.values()]
}

/** What the streams hold, the ledger and the other projections hold too, to the rupiah. */
const expectAgreed = async (workshop: Workshop, log: readonly RecordedEvent[]) => {
  const rows = ledgerOf(log)
  const { reader } = workshop.app
  const months = [...(await workshop.rows(earnings)).values()]
  for (const maker of [1, 2, 3].map(makerId)) {
    const due = sum(right(await reader.state(account, maker)()).state.entries)
    expect(held(rows, payable(maker))).toBe(due)
    const ofMaker = months.filter(({ participantId }) => participantId === maker)
    expect(ofMaker.reduce((total, { credited, paid }) => total + credited - paid, 0)).toBe(due)
  }
  const purses = [...(await workshop.rows(funds)).values()]
  for (const name of ['materials', 'programme'] as const) {
    const balance = sum(right(await reader.state(fund, fundId(PROGRAMME, name))()).state.entries)
    expect(held(rows, fundAccount(name))).toBe(balance)
    const ofFund = purses.filter((row) => row.fund === name)
    expect(ofFund.reduce((total, row) => total + balanceOf(row), 0)).toBe(balance)
  }
  return rows
}

test('law: whatever happens to money, in any order, settled whenever, the ledger is even and no rupiah appears or vanishes', async () => {
  const met = new Set<string>()
  await fc.assert(
    fc.asyncProperty(moneyTurns, fc.infiniteStream(fc.boolean()), async (turns, settles) => {
      const workshop = await openWorkshop()
      await workshop.done(...begun())
      for (const [number, turn] of turns.entries()) {
        const { command, role } = await sendingOf(workshop, turn, number)
        const done = await workshop.send(command, { role })
        if (E.isLeft(done)) expect(done.left._tag, JSON.stringify(done.left)).toBe('Refusal')
        if (settles.next().value === true) await workshop.settled()
        await expectAgreed(workshop, await workshop.log())
      }
      await workshop.settled()
      const log = await workshop.log()
      for (const { event } of log) met.add(event.type)
      const rows = await expectAgreed(workshop, log)
      expect(inTransit(rows)).toEqual([])
    }),
    { numRuns: 40 },
  )
  // Everything that the ledger knows of has happened, or the law spoke of less.
  expect(Object.keys(ledger.on).filter((type) => !met.has(type))).toEqual([])
}, 120_000)
