import { fold, type refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { helper } from './decider.js'
import { engaged, left, OTHER_PROGRAMME, vetted } from './engagement.fixture.js'
import type { HelperEvent } from './events.js'
import { engagedOn, vettedOn } from './rules.js'

/** The rule and the evidence of a refusal, or what was relied on. */
const judged = (check: E.Either<ReturnType<typeof refusal>, object>) =>
  E.isLeft(check) ? [check.left.rule, check.left.evidence] : check.right

const vettedAt = (history: readonly HelperEvent[], date: number) =>
  judged(vettedOn(fold(helper, history), august(date)))

describe('who helps with participants is engaged and vetted on the day', () => {
  const history = [engaged(august(3)), vetted(august(4), august(20)), left(august(12))]

  test('not before the first engagement', () => {
    expect(vettedAt(history, 2)).toEqual(['unknown-helper', { day: august(2) }])
    expect(vettedAt([], 2)).toEqual(['unknown-helper', { day: august(2) }])
  })

  test('not before the first check', () => {
    expect(vettedAt(history, 3)).toEqual(['vetting-missing', { day: august(3) }])
    expect(vettedAt(history, 4)).toEqual({ check: 'identity', from: august(4), validUntil: august(20) })
  })

  test('not from the day on which they left', () => {
    expect(vettedAt(history, 11)).toMatchObject({ check: 'identity' })
    expect(vettedAt(history, 12)).toEqual(['helper-left', { day: august(12), leftOn: august(12) }])
  })

  test('not after the last day of the check', () => {
    const standing = [engaged(august(3)), vetted(august(4), august(9))]
    expect(vettedAt(standing, 9)).toMatchObject({ validUntil: august(9) })
    expect(vettedAt(standing, 10)).toEqual([
      'vetting-expired',
      { day: august(10), check: 'identity', validUntil: august(9) },
    ])
  })

  test('in any of the programmes', () => {
    const both = [engaged(august(3)), engaged(august(3), OTHER_PROGRAMME), vetted(august(3)), left(august(5))]
    expect(vettedAt(both, 6)).toMatchObject({ check: 'identity' })
    expect(judged(engagedOn(fold(helper, both), OTHER_PROGRAMME, august(6)))).toMatchObject({ on: august(3) })
    expect(judged(engagedOn(fold(helper, both), 'kediri', august(6)))).toEqual([
      'helper-left',
      { day: august(6), leftOn: august(5) },
    ])
    expect(judged(engagedOn(fold(helper, both), 'kediri', august(2)))).toEqual(['unknown-helper', { day: august(2) }])
  })
})

describe('of one check the latest is in force', () => {
  test('also where it ends earlier, and whenever it was written down', () => {
    const shorter = [engaged(august(3)), vetted(august(6), august(8)), vetted(august(4), august(20))]
    expect(vettedAt(shorter, 5)).toMatchObject({ from: august(4) })
    expect(vettedAt(shorter, 8)).toMatchObject({ from: august(6) })
    expect(vettedAt(shorter, 9)).toEqual([
      'vetting-expired',
      { day: august(9), check: 'identity', validUntil: august(8) },
    ])
  })

  test('of one day, the one that was recorded last', () => {
    const twice = [engaged(august(3)), vetted(august(4), august(20)), vetted(august(4), august(5))]
    expect(vettedAt(twice, 5)).toMatchObject({ validUntil: august(5) })
  })

  test('and of several, the one that is in force longest', () => {
    const several = [engaged(august(3)), vetted(august(4), august(9)), vetted(august(4), august(20), 'references')]
    expect(vettedAt(several, 4)).toMatchObject({ check: 'references' })
    expect(vettedAt(several, 21)).toEqual([
      'vetting-expired',
      { day: august(21), check: 'references', validUntil: august(20) },
    ])
  })
})
