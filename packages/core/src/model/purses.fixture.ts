import type { Asked } from './people.fixture.js'
import { personOf } from './people.fixture.js'
import {
  type Account,
  byWeight,
  type Heir,
  NOTHING,
  no,
  type Person,
  type Sharing,
  sum,
  thereFrom,
  type Verdict,
  type World,
} from './world.fixture.js'

// Whose money it is: rules 10, 13, 14, 17 and 18.

/** The account of a person. */
export const accountOf = (world: World, person: number): Account => {
  const account = world.accounts.find((one) => one.person === person)
  if (account === undefined) throw new Error(`nobody is ${person}`)
  return account
}

interface Movement {
  readonly from: number
  readonly to: number
  readonly mergeId: string
  readonly on: string
  readonly amount: number
  readonly undoes: boolean
  readonly passed: readonly number[]
}

/** What may leave from a day on, day by day, and leaves no day short; up to a limit in all. */
const leaving = ({ entries }: Account, from: string, limit = Number.POSITIVE_INFINITY) => {
  const days = [...new Set([from, ...entries.map(({ on }) => on).filter((on) => on > from)])].sort()
  const left = [...entries]
  let gone = 0
  return days.flatMap((on) => {
    const amount = Math.min(thereFrom(on, left), limit - gone)
    if (amount <= 0) return []
    gone += amount
    left.push({ on, amount: -amount })
    return [{ on, amount }]
  })
}

/** An account whose file was merged keeps nothing; what came through there already stays. */
const movingOn = (account: Account, passed: readonly number[]): readonly Movement[] => {
  const { movesTo } = account
  if (movesTo === null || passed.includes(movesTo.into)) return []
  return leaving(account, movesTo.on).map(({ on, amount }) => {
    account.entries.push({ on, amount: -amount })
    return { from: account.person, to: movesTo.into, mergeId: movesTo.mergeId, on, amount, undoes: false, passed }
  })
}

/** What is on its way arrives, and what moves on because of that, one after the other. */
const arrive = (world: World, movements: readonly Movement[]): void => {
  const way = [...movements]
  for (const { from, to, mergeId, on, amount, undoes, passed } of way) {
    const account = accountOf(world, to)
    account.entries.push({ on, amount })
    if (undoes) {
      if (account.movesTo?.mergeId === mergeId) account.movesTo = null
    } else account.arrived.set(mergeId, (account.arrived.get(mergeId) ?? 0) + amount)
    way.push(...movingOn(account, undoes ? [] : [...passed, from]))
  }
}

const enter = (world: World, person: number, on: string, amount: number): void => {
  const account = accountOf(world, person)
  account.entries.push({ on, amount })
  if (amount > 0) arrive(world, movingOn(account, []))
}

/** What was shared reaches makers and funds. */
export const credit = (world: World, { on, makers, materials, programme }: Omit<Sharing, 'total' | 'value'>): void => {
  for (const [person, amount] of makers) if (amount > 0) enter(world, person, on, amount)
  if (materials > 0) world.funds.materials.push({ on, amount: materials })
  if (programme > 0) world.funds.programme.push({ on, amount: programme })
}

/** Rule 13: what is taken back, up to what is due to each maker; the programme fund bears the rest. */
export const takeBack = (
  world: World,
  { on, makers, materials, programme }: Omit<Sharing, 'total' | 'value'>,
): void => {
  if (materials > 0) world.funds.materials.push({ on, amount: -materials })
  if (programme > 0) world.funds.programme.push({ on, amount: -programme })
  for (const [person, asked] of makers) {
    const taken = Math.min(asked, thereFrom(on, accountOf(world, person).entries))
    if (taken > 0) enter(world, person, on, -taken)
    if (asked > taken) world.funds.programme.push({ on, amount: taken - asked })
  }
}

/** What an heir may have on a day: their part of all that was left, less what they had, and no more than is there. */
export const dueToHeir = ({ entries, heirs }: Account, heir: Heir, day: string): number => {
  const due = thereFrom(day, entries)
  const left = due + sum(heirs, ({ paid }) => paid)
  const parts = heirs.map(({ part }) => BigInt(part))
  const nobodys = 10_000n - parts.reduce((a, b) => a + b, 0n)
  const theirs = byWeight(left, [...parts, nobodys])[heirs.indexOf(heir)] ?? 0
  return Math.max(0, Math.min(due, theirs - heir.paid))
}

const ofPerson = (
  world: World,
  { participantId }: { readonly participantId: string },
  judge: (person: Person, account: Account) => Verdict,
): Verdict => {
  const person = personOf(world, participantId)
  return person === undefined ? no('unknown-participant') : judge(person, accountOf(world, person.number))
}

export const payEarnings = (world: World, asked: Asked<'PayEarnings'>): Verdict =>
  ofPerson(world, asked, ({ diedOn }, account) => {
    const { amount, receiptRef, payoutId: id, effectiveOn: on } = asked
    const { movesTo } = account
    const heir = asked.heirId === undefined ? null : account.heirs.find((one) => one.id === asked.heirId)
    const hasDied = diedOn !== null && on > diedOn
    const broken = world.receipts.has(receiptRef) ? ['duplicate-receipt'] : []
    if (heir === null && hasDied) broken.push('participant-deceased')
    if (heir === undefined || (heir !== null && (heir.from > on || !hasDied))) return [...broken, 'heir-unknown']
    const due = heir === null ? thereFrom(on, account.entries) : dueToHeir(account, heir, on)
    if (amount > due) broken.push(movesTo !== null && on >= movesTo.on ? 'participant-merged' : 'over-payout')
    if (broken.length > 0) return broken
    return () => {
      account.payouts.push({ id, on, amount, heir, reversed: false })
      world.receipts.add(receiptRef)
      if (heir !== null) heir.paid += amount
      world.cash -= amount
      enter(world, account.person, on, -amount)
    }
  })

export const reversePayout = (world: World, asked: Asked<'ReversePayout'>): Verdict => {
  const person = personOf(world, asked.participantId)
  const account = person === undefined ? undefined : accountOf(world, person.number)
  const payout = account?.payouts.find(({ id }) => id === asked.payoutId)
  if (account === undefined || payout === undefined || payout.on > asked.effectiveOn) return no('unknown-payout')
  if (payout.reversed) return no('already-reversed')
  return () => {
    payout.reversed = true
    if (payout.heir !== null) payout.heir.paid -= payout.amount
    world.cash += payout.amount
    enter(world, account.person, asked.effectiveOn, payout.amount)
  }
}

export const recogniseHeir = (world: World, asked: Asked<'RecogniseHeir'>): Verdict =>
  ofPerson(world, asked, (_, { heirs }) => {
    const { heirId: id, part, effectiveOn: from } = asked
    const free = 10_000 - sum(heirs, (heir) => heir.part)
    const broken = [
      ...(heirs.some((heir) => heir.id === id) ? ['duplicate-heir'] : []),
      ...(part === 0 || part > free ? ['invalid-number'] : []),
    ]
    return broken.length > 0 ? broken : () => heirs.push({ id, from, part, paid: 0 })
  })

/** Rule 18: a file goes on in another one, and its money with it. */
export const absorb = (world: World, asked: Asked<'AbsorbDuplicate'>): Verdict => {
  const { mergeId, effectiveOn: on } = asked
  const into = personOf(world, asked.participantId)
  const duplicate = personOf(world, asked.duplicateId)
  if (into === undefined || duplicate === undefined) return no('unknown-participant')
  const goesOn = into.merged !== null
  const standsAlready = into.absorbed.some(({ other }) => other === duplicate.number)
  const crossed = duplicate.absorbed.some(({ other }) => other === into.number)
  const broken = [
    ...(goesOn ? ['participant-merged'] : []),
    ...(into === duplicate ? ['same-file'] : []),
    ...(!standsAlready && (duplicate.merged !== null || crossed) ? ['participant-merged'] : []),
  ]
  if (broken.length > 0) return broken
  if (standsAlready) return NOTHING
  return () => {
    into.absorbed.push({ mergeId, other: duplicate.number, on })
    duplicate.merged = { mergeId, into: into.number, on }
    const account = accountOf(world, duplicate.number)
    account.movesTo = { mergeId, into: into.number, on }
    arrive(world, movingOn(account, []))
  }
}

export const undoMerge = (world: World, asked: Asked<'UndoMerge'>): Verdict => {
  const { mergeId, effectiveOn: day } = asked
  const into = personOf(world, asked.participantId)
  const duplicate = personOf(world, asked.duplicateId)
  if (into === undefined) return no('unknown-participant')
  const merge = into.absorbed.find((one) => one.mergeId === mergeId && one.other === duplicate?.number)
  if (merge === undefined || duplicate === undefined) return no('unknown-merge')
  if (day < merge.on) return no('invalid-date')
  return () => {
    into.absorbed = into.absorbed.filter((one) => one !== merge)
    if (duplicate.merged?.mergeId === mergeId) duplicate.merged = null
    const account = accountOf(world, into.number)
    const back = leaving(account, day, account.arrived.get(mergeId) ?? 0)
    const nothing = back.length === 0 ? [{ on: day, amount: 0 }] : back
    arrive(
      world,
      nothing.map(({ on, amount }) => {
        account.entries.push({ on, amount: -amount })
        account.arrived.set(mergeId, (account.arrived.get(mergeId) ?? 0) - amount)
        return { from: into.number, to: duplicate.number, mergeId, on, amount, undoes: true, passed: [] }
      }),
    )
  }
}

const fundOf = ({ funds }: World, name: 'materials' | 'programme') => funds[name]

export const spend = (world: World, asked: Asked<'SpendFund'>): Verdict => {
  const { fund, amount, effectiveOn: on } = asked
  const entries = fundOf(world, fund)
  if (amount > thereFrom(on, entries)) return no('insufficient-funds')
  return () => {
    world.cash -= amount
    entries.push({ on, amount: -amount })
  }
}

export const donate = (world: World, asked: Asked<'ReceiveDonation'>): Verdict => {
  const { fund, amount, effectiveOn: on } = asked
  return () => {
    world.cash += amount
    fundOf(world, fund).push({ on, amount })
  }
}
