import type { Boundary } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
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

/**
 * What is asked of every command of the domain before its own decider is. Hand it to `application` with the aggregates.
 *
 * Rule 20: a closed month of the programme takes nothing; correct in an open one. What policies do follows from facts that
 * stand, so it passes, and shows as a finding. After a programme's last day nothing begins in it.
 * @returns Left: `month-closed`, `programme-closed`
 */
export const boundary: Boundary = ({ type, effectiveOn }, { actor, programmeId }, reader) =>
  programmeId === null || actor.role === 'policy'
    ? TE.right(null)
    : pipe(
        reader.state(programme, programmeId),
        TE.chainEitherKW(({ state }) =>
          pipe(
            monthOpenOn(state, effectiveOn),
            E.chain(() => (BEGINNINGS.has(type) ? notClosedOn(state, effectiveOn) : E.right(null))),
          ),
        ),
      )
