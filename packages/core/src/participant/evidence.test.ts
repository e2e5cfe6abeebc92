import { application, type Executed } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import type { Sent } from '@perca/testing'
import { type Either, isRight, left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../domain.js'
import { august } from '../testing/day.fixture.js'
import { established, referral, send, sendAll } from '../testing/programme.fixture.js'
import { absorb, correct, mergeId, noteMerged, OTHER_FILE, revoke, undo } from './changes.fixture.js'
import { assess, assessmentId, consent, enrol, mark, marked, PARTICIPANT } from './person.fixture.js'

const sent = (command: Sent['command'], role = 'registrar'): Sent => ({ command, role, programmeId: 'kediri' })

const asked = (date: number) => {
  const { evidence: _, ...command } = mark(august(date))
  return sent(command, 'facilitator')
}

const opened = async (more: readonly Sent[] = []) => {
  const app = application({ store: memoryStore(), aggregates })
  await sendAll(app, [...established, ...more])
  return app
}

const enrolled = [
  referral(PARTICIPANT, 'P-001'),
  ...[consent(august(2)), assess(august(2)), enrol(august(3))].map((command) => sent(command)),
]

describe('a mark falls into the slot that the calendar foresees (rule 5)', () => {
  test('and is recorded there', async () => {
    const app = await opened(enrolled)
    const event = expect.objectContaining({ event: marked(august(18)), revision: 4 })
    expect(await send(app, asked(18), 99)).toEqual(
      right({ stream: `participant-${PARTICIPANT}`, revision: 4, events: [event], alreadyKnown: false }),
    )
  })

  test.each([
    ['not-scheduled', 19, { day: '2020-08-19', rule: 'FREQ=WEEKLY;BYDAY=TU,TH' }],
    ['holiday', 20, { day: '2020-08-20' }],
  ])('%s is told of the %ith', async (rule, date, evidence) => {
    const app = await opened(enrolled)
    expect(await send(app, asked(date), 99)).toEqual(left(expect.objectContaining({ _tag: 'Refusal', rule, evidence })))
  })

  test('before whether they take part', async () => {
    const app = await opened(enrolled.slice(0, 1))
    expect(await send(app, asked(20), 99)).toEqual(left(expect.objectContaining({ rule: 'holiday' })))
    expect(await send(app, asked(18), 98)).toEqual(left(expect.objectContaining({ rule: 'not-enrolled' })))
  })

  test('and after whether they are known', async () => {
    const app = await opened()
    expect(await send(app, asked(20), 99)).toEqual(
      left(expect.objectContaining({ rule: 'unknown-participant', evidence: {} })),
    )
  })

  test('of a programme that nobody established has no day', async () => {
    const app = await opened(enrolled)
    const elsewhere = { ...asked(18), command: { ...asked(18).command, programmeId: 'blitar' }, programmeId: 'blitar' }
    expect(await send(app, elsewhere, 99)).toEqual(
      left(expect.objectContaining({ rule: 'not-scheduled', evidence: { day: '2020-08-18', rule: null } })),
    )
  })
})

/** The command as it comes from outside. */
const without = <C extends { readonly type: string; readonly evidence: unknown }>({ evidence: _, ...asked }: C) => asked

const accepted = <L>(result: Either<L, Executed>): Executed['events'] => {
  if (!isRight(result)) throw new Error(JSON.stringify(result.left))
  return result.right.events
}

describe('a correction names the event that it corrects', () => {
  const fix = (terms: Parameters<typeof correct>[1], date = 18) => sent(without(correct(august(date), terms)))

  test('the mark, and then the correction before', async () => {
    const app = await opened([...enrolled, asked(18)])
    const [recorded] = accepted(await send(app, asked(25), 97))
    const first = accepted(await send(app, fix({ now: 'sick' }, 25), 98))
    expect(first.map(({ event }) => event.data)).toMatchObject([{ eventId: recorded?.id, was: 'present', now: 'sick' }])
    const second = accepted(await send(app, fix({ was: 'sick', now: null }, 25), 99))
    expect(second.map(({ event }) => event.data)).toMatchObject([{ eventId: first[0]?.id, was: 'sick', now: null }])
    const third = accepted(await send(app, fix({ was: null, now: 'late' }, 25), 100))
    expect(third.map(({ event }) => event.data)).toMatchObject([{ eventId: second[0]?.id, was: null, now: 'late' }])
  })

  test('where there is one, of somebody who is known', async () => {
    const app = await opened(enrolled)
    expect(await send(app, fix({ now: 'sick' }), 98)).toEqual(
      left(expect.objectContaining({ rule: 'not-recorded', evidence: { sessionId: 'kediri.2020-08-18' } })),
    )
    const empty = await opened()
    expect(await send(empty, fix({ now: 'sick' }), 99)).toEqual(
      left(expect.objectContaining({ rule: 'unknown-participant' })),
    )
  })
})

describe('whoever gave an assessment does not take it back', () => {
  const revokedBy = async (id: string) => {
    const app = await opened(enrolled)
    const envelope = { commandId: assessmentId(9), actor: { id, role: 'assessor' }, programmeId: 'kediri' }
    return app.execute(without(revoke(august(9))), envelope)()
  }

  test('but anybody else who may', async () => {
    expect(await revokedBy('PTG-01')).toEqual(
      left(expect.objectContaining({ rule: 'not-authorised', evidence: { assessmentId: assessmentId(1) } })),
    )
    expect(accepted(await revokedBy('PTG-02')).map(({ event }) => event.type)).toEqual([
      'AssessmentRevoked',
      'EnrolmentPaused',
    ])
  })
})

describe('whether two files may be one is seen in the other one (rule 18)', () => {
  const files = [referral(PARTICIPANT, 'P-001'), referral(OTHER_FILE, 'P-002')]
  const take = (number = 1) => sent(without(absorb(august(9), number)), 'coordinator')
  const taken = (number = 1) => ({
    ...take(number),
    command: { ...take(number).command, participantId: OTHER_FILE, duplicateId: PARTICIPANT },
  })
  const told = { ...noteMerged(august(9)), participantId: OTHER_FILE, intoParticipantId: PARTICIPANT }

  test('it is there', async () => {
    const app = await opened(files.slice(0, 1))
    expect(await send(app, take(), 99)).toEqual(left(expect.objectContaining({ rule: 'unknown-participant' })))
  })

  test('neither of them goes on in the other already, nor in a third', async () => {
    const app = await opened([...files, take()])
    expect(await send(app, taken(2), 97)).toEqual(
      left(
        expect.objectContaining({
          rule: 'participant-merged',
          evidence: { participantId: PARTICIPANT, mergeId: null },
        }),
      ),
    )
    accepted(await send(app, sent(told, 'policy'), 98))
    expect(await send(app, taken(2), 99)).toEqual(
      left(
        expect.objectContaining({
          rule: 'participant-merged',
          evidence: expect.objectContaining({ mergeId: mergeId(1) }),
        }),
      ),
    )
  })

  test('both belong to what was decided, and to its undoing', async () => {
    const app = await opened(files)
    const [absorbed] = accepted(await send(app, take(), 98))
    expect(absorbed?.metadata.subjects).toEqual([PARTICIPANT, OTHER_FILE])
    const [undone] = accepted(await send(app, sent(undo(august(10)), 'coordinator'), 99))
    expect(undone?.metadata.subjects).toEqual([PARTICIPANT, OTHER_FILE])
  })
})

test('a store that does not answer is told as that', async () => {
  const app = await opened(enrolled)
  await app.store.close()()
  expect(await send(app, asked(18), 99)).toEqual(left(expect.objectContaining({ _tag: 'Closed' })))
})
