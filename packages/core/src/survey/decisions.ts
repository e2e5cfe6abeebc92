import { Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Answer } from '../instruments/answers.js'
import { programme } from '../programme/decider.js'
import { inForceOn } from '../programme/state.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { Group, type SurveyEventOf, SurveyInstrument } from './events.js'
import { ribsAnswers } from './ribs-answers.js'
import { noneAfter, notRecorded, openOn, roundOf, unopened } from './rules.js'
import type { SurveyState } from './state.js'

/** Opens a round: the public is asked from `from` to `to`. */
export const AskedRound = t.strict({
  type: t.literal('OpenSurveyRound'),
  surveyId: Uuid,
  programmeId: ProgrammeId,
  instrument: SurveyInstrument,
  from: Day,
  to: Day,
  effectiveOn: Day,
})
/** The round, with the version of the instrument that the programme has adopted. */
export interface OpenSurveyRound extends t.TypeOf<typeof AskedRound> {
  /** The version in force on `effectiveOn`; null where the programme has adopted none by then. */
  readonly evidence: { readonly version: string | null }
}

/** Records what somebody answered on `effectiveOn`, without a name. */
export const RecordSurveyResponse = t.strict({
  type: t.literal('RecordSurveyResponse'),
  surveyId: Uuid,
  programmeId: ProgrammeId,
  responseId: Uuid,
  answers: t.readonlyArray(t.union([Answer, t.null])),
  ward: t.union([Slug, t.null]),
  group: Group,
  effectiveOn: Day,
})
export type RecordSurveyResponse = t.TypeOf<typeof RecordSurveyResponse>

/** Closes a round, on or before its last day or after it. */
export const CloseSurveyRound = t.strict({
  type: t.literal('CloseSurveyRound'),
  surveyId: Uuid,
  programmeId: ProgrammeId,
  effectiveOn: Day,
})
export type CloseSurveyRound = t.TypeOf<typeof CloseSurveyRound>

/** Every command of a survey round. */
export type SurveyCommand = OpenSurveyRound | RecordSurveyResponse | CloseSurveyRound

/** The version of the instrument that the programme has adopted by the day. */
export const versionAdopted = (
  asked: Omit<OpenSurveyRound, 'evidence'>,
  _: SurveyState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, OpenSurveyRound['evidence']> =>
  pipe(
    reader.state(programme, asked.programmeId),
    TE.map(({ state }) => ({
      version:
        inForceOn(
          state.instruments.filter(({ terms }) => terms.id === asked.instrument),
          asked.effectiveOn,
        )?.terms.version ?? null,
    })),
  )

/** @returns Left: `duplicate-id`, `instrument-not-adopted`, `invalid-date` where it ends before it begins. */
export const openSurveyRound = (
  command: OpenSurveyRound,
  state: SurveyState,
): Decision<SurveyEventOf<'SurveyRoundOpened'>> => {
  const { surveyId, programmeId, instrument, from, to, effectiveOn, evidence } = command
  return pipe(
    unopened(state, surveyId),
    E.chain(() =>
      E.fromNullable(
        refusal(
          'instrument-not-adopted',
          'The programme has not adopted this instrument by this day. Adopt it first.',
          {
            instrument,
            day: effectiveOn,
          },
        ),
      )(evidence.version),
    ),
    E.filterOrElse(
      () => to >= from,
      () => refusal('invalid-date', 'A round ends on or after the day it begins. Check both days.', { from, to }),
    ),
    E.map((instrumentVersion) => [
      {
        type: 'SurveyRoundOpened',
        effectiveOn,
        data: { programmeId, instrument, instrumentVersion, from, to },
      },
    ]),
  )
}

/** @returns Left: `unknown-round`, `round-closed`, `already-recorded`, `invalid-number` where an answer is off its scale. */
export const recordSurveyResponse = (
  command: RecordSurveyResponse,
  state: SurveyState,
): Decision<SurveyEventOf<'SurveyResponseRecorded'>> => {
  const { surveyId, programmeId, responseId, answers, ward, group, effectiveOn } = command
  return pipe(
    roundOf(state, programmeId, surveyId),
    E.tap((round) => openOn(state, round, effectiveOn)),
    E.tap(() => notRecorded(state, responseId)),
    E.tap(() => ribsAnswers(answers)),
    E.map(() => [
      { type: 'SurveyResponseRecorded', effectiveOn, data: { programmeId, responseId, answers, ward, group } },
    ]),
  )
}

/** @returns Left: `unknown-round`, `round-closed`, `invalid-date` where an answer is dated after that day. */
export const closeSurveyRound = (
  command: CloseSurveyRound,
  state: SurveyState,
): Decision<SurveyEventOf<'SurveyRoundClosed'>> => {
  const { surveyId, programmeId, effectiveOn } = command
  return pipe(
    roundOf(state, programmeId, surveyId),
    E.tap((round) => noneAfter(state, round, effectiveOn)),
    E.map(() => [{ type: 'SurveyRoundClosed', effectiveOn, data: { programmeId, responses: state.responses.size } }]),
  )
}
