import { type Boundary, type Command, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { order } from './order/decider.js'
import { participant } from './participant/decider.js'
import { belongsTo } from './participant/rules.js'
import { programme } from './programme/decider.js'
import { monthOpenOn, notClosedOn } from './programme/rules.js'

/**
 * What begins something, so that a programme that is closed takes it no more. All else goes on in it: what is owed is
 * delivered, paid and shared, what was wrong is put right, requests about data are answered.
 */
export const BEGINNINGS: ReadonlySet<string> = new Set([
  'ReferParticipant',
  'JoinWaitlist',
  'OfferPlace',
  'EnrolParticipant',
  'ResumeEnrolment',
  'AgreePlan',
  'RecordAttendance',
  'ScheduleSession',
  'ScheduleExtraSession',
  'OpenSession',
  'RecordProduction',
  'ListProduct',
  'PartnerAgency',
  'RequestOrder',
  'PlaceOrder',
  'AcceptOrder',
  'PlaceConsignment',
  'OpenSurveyRound',
  'EngageHelper',
])

const idIn = (command: Command, field: 'participantId' | 'orderId'): string | null => {
  const id: unknown = Reflect.get(command, field)
  return typeof id === 'string' ? id : null
}

/**
 * A role holds in its own programme. Most commands name theirs, and `application` compares it. Of a person or an order that
 * a command names without a programme, their own events say where they belong. Nothing is told of those of another.
 * @returns Left: `unknown-participant`, `unknown-order`
 */
const ofThisProgramme = (
  command: Command,
  programmeId: string,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, unknown> => {
  if ('programmeId' in command) return TE.right(null)
  const participantId = Object.hasOwn(participant.commands, command.type) ? idIn(command, 'participantId') : null
  if (participantId !== null) {
    return pipe(
      reader.state(participant, participantId),
      TE.filterOrElseW(
        ({ state }) => state.referred === null || belongsTo(state, programmeId),
        () => refusal('unknown-participant', 'This programme has nobody of this code. Enter them in it first.'),
      ),
    )
  }
  const orderId = Object.hasOwn(order.commands, command.type) ? idIn(command, 'orderId') : null
  if (orderId === null) return TE.right(null)
  return pipe(
    reader.state(order, orderId),
    TE.filterOrElseW(
      ({ state }) => state.placed === null || state.placed.programmeId === programmeId,
      () =>
        refusal('unknown-order', 'This programme has no order of this number. Check the programme.', { programmeId }),
    ),
  )
}

/**
 * What is asked of every command of the domain before its own decider is. Hand it to `application` with the aggregates.
 *
 * Rule 20: a closed month of the programme takes nothing; correct in an open one. What policies do follows from facts that
 * stand, so it passes, and shows as a finding. After a programme's last day nothing begins in it. A role of one programme
 * reaches neither the people nor the orders of another.
 * @returns Left: `month-closed`, `programme-closed`, `unknown-participant`, `unknown-order`
 */
export const boundary: Boundary = (command, { actor, programmeId }, reader) =>
  programmeId === null || actor.role === 'policy'
    ? TE.right(null)
    : pipe(
        ofThisProgramme(command, programmeId, reader),
        TE.chainW(() => reader.state(programme, programmeId)),
        TE.chainEitherKW(({ state }) =>
          pipe(
            monthOpenOn(state, command.effectiveOn),
            E.chain(() => (BEGINNINGS.has(command.type) ? notClosedOn(state, command.effectiveOn) : E.right(null))),
          ),
        ),
      )
