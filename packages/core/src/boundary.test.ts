import { left, right as ok } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { BEGINNINGS } from './boundary.js'
import { aggregates } from './domain.js'
import { january, make, makerId, orderId, orderLine, PROGRAMME, place, SKU, uuid } from './order/sale.fixture.js'
import {
  enrolment,
  mark,
  opening,
  openWorkshop,
  referral,
  type Workshop,
  weighed,
} from './policies/workshop.fixture.js'
import { reportedTypes } from './programme/evidence.js'
import { findings, findingsOf } from './projections/findings/findings.js'
import { day } from './testing/day.fixture.js'

const closeMonth = (month: string, on: string) => ({
  type: 'CloseMonth',
  programmeId: PROGRAMME,
  month,
  effectiveOn: day(on),
})
const coordinator = { role: 'coordinator' }
const refused = (rule: string, evidence: object) => left(expect.objectContaining({ _tag: 'Refusal', rule, evidence }))

/** A workshop in which January is closed, on 3 February. */
const januaryClosed = async (): Promise<Workshop> => {
  const workshop = await openWorkshop()
  await workshop.done(...enrolment(1, january(2)), mark(1, january(7), 'present'))
  expect(await workshop.send(closeMonth('2020-01', '2020-02-03'), coordinator)).toEqual(ok(expect.anything()))
  return workshop
}

describe('rule 20: a closed month takes nothing', () => {
  test('on its last day, and in months before it, and says from when on it can be recorded', async () => {
    const { send } = await januaryClosed()
    const openFrom = '2020-02-01'
    expect(await send(mark(1, january(30), 'present'))).toEqual(
      refused('month-closed', { day: '2020-01-30', month: '2020-01', openFrom }),
    )
    expect(await send(weighed(100, january(31)))).toEqual(
      refused('month-closed', { day: '2020-01-31', month: '2020-01', openFrom }),
    )
    expect(await send(weighed(100, day('2019-12-31')))).toEqual(
      refused('month-closed', { day: '2019-12-31', month: '2019-12', openFrom }),
    )
  })

  test('the month after it takes all, from its first day on', async () => {
    const { done } = await januaryClosed()
    await done(weighed(100, day('2020-02-01')), mark(1, day('2020-02-04'), 'late'))
  })

  test('a command that was carried out before is known still', async () => {
    const { send } = await openWorkshop()
    const sent = { id: uuid(8, 1) }
    await send(weighed(100, january(5)), sent)
    await send(closeMonth('2020-01', '2020-02-03'), coordinator)
    expect(await send(weighed(100, january(5)), sent)).toEqual(ok(expect.objectContaining({ alreadyKnown: true })))
  })

  test('it is closed for its own programme, and for no other', async () => {
    const workshop = await januaryClosed()
    const blitar = opening('blitar').filter((command) => 'type' in command && command.type !== 'ReferParticipant')
    await workshop.done(...blitar, weighed(100, january(31), 'benang', 'blitar'))
  })

  test('only a coordinator closes it', async () => {
    const { send } = await openWorkshop()
    for (const role of ['registrar', 'treasurer', 'facilitator', 'policy']) {
      expect(await send(closeMonth('2020-01', '2020-02-03'), { role })).toEqual(
        left(expect.objectContaining({ _tag: 'Unauthorised', allowed: ['coordinator'] })),
      )
    }
  })

  test('its figures are those that the report gives, and the checkpoint counts what they follow from', async () => {
    const { log } = await januaryClosed()
    const known = await log()
    const closed = known.find(({ event }) => event.type === 'MonthClosed')
    const counted = known.filter(({ event }) => event.type !== 'MonthClosed' && reportedTypes.includes(event.type))
    expect(closed?.event.data).toMatchObject({
      month: '2020-01',
      figures: {
        sessions: { held: 1 },
        participants: { new: 1, enrolledAtEnd: 1 },
        attendance: { present: 1 },
      },
      checkpoint: { events: counted.length, lastEventId: counted.at(-1)?.id },
    })
  })

  test('what a policy makes of it after all is recorded, and is a finding', async () => {
    const { send, settled, rows } = await openWorkshop()
    // An order of January whose policies have not run yet when the month is closed.
    await send(make(1, january(7), 3))
    await send(place(1, january(8), [orderLine(1, 2, 50_000)]))
    await send(closeMonth('2020-01', '2020-02-03'), coordinator)
    expect(findingsOf(await rows(findings))).toEqual([])
    expect((await settled()).refused).toEqual([])
    const found = findingsOf(await rows(findings)).filter(({ kind }) => kind === 'month-closed')
    expect(found.map(({ on, details }) => [on, details])).toEqual(
      expect.arrayContaining([[january(8), { type: 'StockReserved', closedThrough: '2020-01' }]]),
    )
    expect(found.every(({ programmeId }) => programmeId === PROGRAMME)).toBe(true)
  })
})

describe('a programme that is closed', () => {
  const closed = async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      ...enrolment(1, january(2)),
      make(1, january(7), 3),
      place(1, january(8), [orderLine(1, 2, 50_000)]),
    )
    const close = { type: 'CloseProgramme', programmeId: PROGRAMME, reason: 'completed', effectiveOn: january(31) }
    await workshop.send(close, coordinator)
    return workshop
  }
  const over = { day: '2020-02-04', lastDay: '2020-01-31' }

  test('begins nothing after its last day', async () => {
    const { send } = await closed()
    const on = day('2020-02-04')
    for (const command of [
      { ...referral(4), effectiveOn: on },
      mark(1, on, 'present'),
      make(2, on, 1),
      place(2, on, [orderLine(2, 1, 50_000)]),
    ]) {
      expect(await send(command)).toEqual(refused('programme-closed', over))
    }
  })

  test('takes what is written down late of its own days', async () => {
    const { done } = await closed()
    await done(mark(1, january(30), 'present'), make(2, january(31), 1))
  })

  test('goes on to deliver, to pay and to end enrolments', async () => {
    const { send } = await closed()
    const end = {
      type: 'EndEnrolment',
      participantId: makerId(1),
      programmeId: PROGRAMME,
      outcome: 'transferred',
      effectiveOn: day('2020-02-04'),
    }
    expect(await send(end)).toEqual(ok(expect.anything()))
    expect(
      await send({ type: 'SetPrice', programmeId: PROGRAMME, sku: SKU, price: 1, effectiveOn: day('2020-02-04') }),
    ).toEqual(ok(expect.anything()))
  })

  test('knows what begins something by the domain’s own names', () => {
    const known = aggregates.flatMap(({ commands }) => Object.keys(commands))
    expect([...BEGINNINGS].filter((type) => !known.includes(type))).toEqual([])
  })
})

describe('a role of one programme', () => {
  const EAST = 'blitar'
  const as = (role: string) => ({ role, programmeId: EAST })
  const on = january(3)
  const assessor = { staffId: 'B-1', profession: null }
  const consent = {
    type: 'GiveConsent',
    participantId: makerId(1),
    consentId: uuid(8, 2),
    purposes: ['training'],
    givenBy: 'self',
    documentRef: null,
    effectiveOn: on,
  }
  const assessment = {
    type: 'AssessStability',
    participantId: makerId(1),
    assessmentId: uuid(8, 3),
    outcome: 'unstable',
    ableToTrain: false,
    validUntil: day('2020-12-31'),
    assessor,
    findings: null,
    effectiveOn: on,
  }
  const death = { type: 'RecordDeath', participantId: makerId(1), documentRef: null, effectiveOn: on }
  const erasure = {
    type: 'ErasePersonalData',
    participantId: makerId(1),
    basis: 'request',
    classes: ['health'],
    effectiveOn: on,
  }

  const twoProgrammes = async (): Promise<Workshop> => {
    const workshop = await openWorkshop()
    const east = opening(EAST).filter((command) => 'type' in command && command.type !== 'ReferParticipant')
    await workshop.done(...enrolment(1, january(2)), ...east)
    return workshop
  }

  test('reaches nobody of another, as if nobody of theirs stood under the code', async () => {
    const { send, log } = await twoProgrammes()
    const before = (await log()).length
    for (const [command, role] of [
      [consent, 'registrar'],
      [assessment, 'assessor'],
      [death, 'coordinator'],
      [erasure, 'dataProtection'],
    ] as const) {
      expect(await send(command, as(role))).toEqual(
        left(expect.objectContaining({ _tag: 'Refusal', rule: 'unknown-participant' })),
      )
    }
    expect((await log()).length).toBe(before)
  })

  test('reaches whoever waits in its own too', async () => {
    const { send } = await twoProgrammes()
    const wait = { type: 'JoinWaitlist', participantId: makerId(1), programmeId: EAST, effectiveOn: on }
    expect(await send(wait, as('registrar'))).toEqual(ok(expect.anything()))
    expect(await send(assessment, as('assessor'))).toEqual(ok(expect.anything()))
  })

  test('takes no money for an order of another', async () => {
    const { send, done } = await twoProgrammes()
    await done(make(1, january(7), 3), place(1, january(8), [orderLine(1, 2, 50_000)]))
    const payment = {
      type: 'ReceivePayment',
      orderId: orderId(1),
      paymentId: uuid(8, 5),
      amount: 100,
      method: 'transfer',
      receiptRef: null,
      effectiveOn: january(9),
    }
    expect(await send(payment, as('treasurer'))).toEqual(
      left(expect.objectContaining({ _tag: 'Refusal', rule: 'unknown-order' })),
    )
  })

  test('is asked for with every command that somebody sends: what names no programme is of a person or of an order', () => {
    const fieldsOf = (codec: t.Mixed): readonly string[] =>
      'props' in codec && typeof codec.props === 'object' && codec.props !== null
        ? Object.keys(codec.props)
        : 'types' in codec && Array.isArray(codec.types)
          ? codec.types.flatMap(fieldsOf)
          : 'type' in codec && codec.type instanceof t.Type
            ? fieldsOf(codec.type)
            : []
    const placeless = aggregates.flatMap(({ category, commands }) =>
      Object.entries(commands)
        .filter(([, { roles }]) => roles.some((role) => role !== 'policy'))
        .map(([type, { codec }]) => ({ type, category, fields: fieldsOf(codec) }))
        .filter(({ fields }) => !fields.includes('programmeId')),
    )
    expect(placeless.length).toBeGreaterThan(10)
    for (const { type, category, fields } of placeless) {
      expect({ type, known: fields.includes(`${category}Id`) && ['participant', 'order'].includes(category) }).toEqual({
        type,
        known: true,
      })
    }
  })
})
