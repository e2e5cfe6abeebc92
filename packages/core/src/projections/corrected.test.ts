import { memoryStore } from '@perca/store-memory'
import { describe, expect, test } from 'vitest'
import { january, make, makerId, PROGRAMME, sourceId } from '../order/sale.fixture.js'
import { enrolment, mark, openWorkshop, type Workshop } from '../policies/workshop.fixture.js'
import { attendance } from './attendance.js'
import { found } from './findings/finding.fixture.js'
import { hours, minutesOf } from './hours.js'
import { participants, standingAt } from './participants.js'
import { assessmentsEnding, reviewsDue } from './reviews-due.js'
import { waiting, waitingList } from './waiting.js'

// What projections make of what was put right, taken back or ended.

const session = (on: string) => `${PROGRAMME}.${on}`

const correct = (
  maker: number,
  on: string,
  was: string | null,
  now: string | null,
  effectiveOn = on,
  minutes: number | null = null,
) => ({
  type: 'CorrectAttendance',
  participantId: makerId(maker),
  programmeId: PROGRAMME,
  sessionId: session(on),
  was,
  now,
  minutes,
  reason: 'misread',
  effectiveOn,
})

let now = new Date('2020-02-01T00:00:00.000Z')

/** Two people of January, one present and one absent on the 7th, both known on the first of February. */
const january7 = async (): Promise<Workshop> => {
  now = new Date('2020-02-01T00:00:00.000Z')
  const workshop = await openWorkshop(memoryStore({ now: () => now }))
  await workshop.done(...enrolment(1, january(2)), ...enrolment(2, january(2)))
  await workshop.done(mark(1, january(7), 'present'), mark(2, january(7), 'absent'))
  now = new Date('2020-02-02T00:00:00.000Z')
  return workshop
}

const marks = async ({ rows }: Workshop, horizon = {}) =>
  [...(await rows(attendance, horizon)).values()].map(({ participantId, present, late, sick, absent }) => [
    participantId === makerId(1) ? 1 : 2,
    { present, late, sick, absent },
  ])
const none = { present: 0, late: 0, sick: 0, absent: 0 }

describe('a corrected mark', () => {
  test('counts as what it says now, in the month of its session', async () => {
    const workshop = await january7()
    await workshop.done(
      correct(1, january(7), 'present', 'late'),
      correct(2, january(7), 'absent', 'sick', '2020-02-01'),
    )
    expect(await marks(workshop)).toEqual([
      [1, { ...none, late: 1 }],
      [2, { ...none, sick: 1 }],
    ])
  })

  test('law: it changes the past as of its day, and nothing of what was known before', async () => {
    const workshop = await january7()
    const before = await marks(workshop)
    const knownAt = '2020-02-01T12:00:00.000Z'
    await workshop.done(correct(1, january(7), 'present', 'late'))
    expect(await marks(workshop, { asOf: january(7) })).toEqual([
      [1, { ...none, late: 1 }],
      [2, { ...none, absent: 1 }],
    ])
    expect(await marks(workshop, { asOf: january(7), knownAt })).toEqual(before)
    expect(await marks(workshop, { knownAt })).toEqual(before)
  })

  test('that is dated later, since its month is closed, leaves the month as it was as of its end', async () => {
    const workshop = await january7()
    await workshop.done(correct(1, january(7), 'present', 'late', '2020-02-02'))
    expect(await marks(workshop, { asOf: january(31) })).toEqual([
      [1, { ...none, present: 1 }],
      [2, { ...none, absent: 1 }],
    ])
  })

  test('that was taken back counts no more, and whoever has no other was not seen', async () => {
    const workshop = await january7()
    await workshop.done(correct(1, january(7), 'present', null))
    expect(await marks(workshop)).toEqual([[2, { ...none, absent: 1 }]])
    await workshop.done(correct(1, january(7), null, 'sick'))
    expect(await marks(workshop)).toContainEqual([1, { ...none, sick: 1 }])
  })

  test('brings its minutes along: each person counts once in the hours of a session', async () => {
    const workshop = await january7()
    const minutes = async () => {
      const row = (await workshop.rows(hours)).get(session(january(7)))
      return row === undefined ? null : minutesOf(row)
    }
    expect(await minutes()).toBe(180)
    await workshop.done(correct(2, january(7), 'absent', 'late', january(7), 45))
    expect(await minutes()).toBe(225)
    await workshop.done(correct(1, january(7), 'present', null))
    expect(await minutes()).toBe(45)
  })

  test('settles the finding that it made, or makes one', async () => {
    const workshop = await january7()
    const makers = [1, 2].map((maker) => ({ participantId: makerId(maker), parts: 1 }))
    await workshop.done(make(1, january(7), 2, { makers }))
    const absent = async () =>
      (await found(workshop)).map(({ kind, details }) => [kind, details['participantId'], details['status']])
    expect(await absent()).toEqual([['maker-absent', makerId(2), 'absent']])
    await workshop.done(correct(2, january(7), 'absent', 'present'))
    expect(await absent()).toEqual([])
    await workshop.done(correct(1, january(7), 'present', 'sick'))
    expect(await absent()).toEqual([['maker-absent', makerId(1), 'sick']])
    await workshop.done(correct(1, january(7), 'sick', 'absent'))
    expect(await absent()).toEqual([['maker-absent', makerId(1), 'absent']])
  })
})

describe('a file that goes on in another one', () => {
  const absorb = {
    type: 'AbsorbDuplicate',
    participantId: makerId(1),
    duplicateId: makerId(2),
    mergeId: sourceId(90),
    reason: 'samePerson',
    effectiveOn: january(10),
  }
  const undo = {
    type: 'UndoMerge',
    participantId: makerId(1),
    duplicateId: makerId(2),
    mergeId: sourceId(90),
    reason: 'wrongPerson',
    effectiveOn: january(12),
  }

  test('stands nowhere by itself from that day on, until that is undone', async () => {
    const workshop = await january7()
    const standing = async (day: string) => {
      const row = (await workshop.rows(participants)).get(makerId(2))
      return row === undefined ? undefined : standingAt(row, PROGRAMME, day)
    }
    expect(await workshop.send(absorb, { role: 'coordinator' })).toMatchObject({ _tag: 'Right' })
    await workshop.settled()
    expect([await standing(january(9)), await standing(january(10))]).toEqual(['running', null])
    expect(await workshop.send(undo, { role: 'coordinator' })).toMatchObject({ _tag: 'Right' })
    await workshop.settled()
    expect(await standing(january(10))).toBe('running')
  })
})

test('whoever died waits for no place any more, from that day on', async () => {
  const workshop = await openWorkshop()
  const dated = { participantId: makerId(3), programmeId: PROGRAMME }
  await workshop.done({ type: 'JoinWaitlist', ...dated, effectiveOn: january(3) })
  await workshop.done({ type: 'RecordDeath', participantId: makerId(3), documentRef: null, effectiveOn: january(8) })
  const waits = async (day: string) =>
    waitingList(await workshop.rows(waiting), await workshop.rows(participants), PROGRAMME, day).map(
      ({ since }) => since,
    )
  expect([await waits(january(7)), await waits(january(8))]).toEqual([[january(3)], []])
})

test('an assessment that was revoked runs out for nobody: the one before it counts', async () => {
  const workshop = await january7()
  const ending = async (day: string) =>
    assessmentsEnding(await workshop.rows(reviewsDue), await workshop.rows(participants), PROGRAMME, day, 400).flatMap(
      ({ participantId, validUntil }) => (participantId === makerId(1) ? [validUntil] : []),
    )
  expect(await ending(january(20))).toEqual(['2020-12-31'])
  const revoke = {
    type: 'RevokeAssessment',
    participantId: makerId(1),
    assessmentId: sourceId(11),
    reason: 'unfounded',
    effectiveOn: january(20),
  }
  expect(await workshop.send(revoke, { role: 'coordinator' })).toMatchObject({ _tag: 'Right' })
  expect([await ending(january(19)), await ending(january(20))]).toEqual([['2020-12-31'], []])
})
