import type { Day } from '@perca/eventsourcing'
import type { Answer } from '../instruments/answers.js'
import { august } from '../testing/day.fixture.js'
import type { CloseSurveyRound, OpenSurveyRound, RecordSurveyResponse } from './decisions.js'
import type { Group, SurveyEventOf } from './events.js'

// What the tests of a survey speak of: one round, from the 10th to the 14th of August 2020.

export const SURVEY = '00000007-0000-4000-8000-000000000001'
const PROGRAMME = 'kediri'
export const responseId = (number: number): string => `00000008-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Item by item: whether they know somebody, then what they would do. Don't know: null. Score 3 + 4 + 4 + 5. */
export const ANSWERS: readonly (Answer | null)[] = [0, 1, 0, null, 3, 4, 4, 5]

// What happened.

export const opened = {
  type: 'SurveyRoundOpened',
  effectiveOn: august(1),
  data: { programmeId: PROGRAMME, instrument: 'ribs', instrumentVersion: '2011-id', from: august(10), to: august(14) },
} satisfies SurveyEventOf<'SurveyRoundOpened'>

export const answered = (
  on: Day,
  number = 1,
  answers = ANSWERS,
  group: Group = 'community',
): SurveyEventOf<'SurveyResponseRecorded'> => ({
  type: 'SurveyResponseRecorded',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, responseId: responseId(number), answers, ward: 'Balowerti', group },
})

export const closed = (on: Day, responses: number): SurveyEventOf<'SurveyRoundClosed'> => ({
  type: 'SurveyRoundClosed',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, responses },
})

// What is asked.

const asked = (on: Day) => ({ surveyId: SURVEY, programmeId: PROGRAMME, effectiveOn: on })

export const open = (version: string | null = '2011-id', from = august(10), to = august(14)): OpenSurveyRound => ({
  type: 'OpenSurveyRound',
  ...asked(august(1)),
  instrument: 'ribs',
  from,
  to,
  evidence: { version },
})

export const answer = (on: Day, number = 1, answers = ANSWERS): RecordSurveyResponse => ({
  type: 'RecordSurveyResponse',
  ...asked(on),
  responseId: responseId(number),
  answers,
  ward: 'Balowerti',
  group: 'community',
})

export const close = (on: Day): CloseSurveyRound => ({ type: 'CloseSurveyRound', ...asked(on) })
