import type { Aggregate } from '@perca/eventsourcing'
import {
  AskedRound,
  CloseSurveyRound,
  closeSurveyRound,
  openSurveyRound,
  RecordSurveyResponse,
  recordSurveyResponse,
  type SurveyCommand,
  versionAdopted,
} from './decisions.js'
import { type SurveyEvent, surveyEvents } from './events.js'
import { evolve, initialState, type SurveyState } from './state.js'

const stream = ({ surveyId }: { readonly surveyId: string }) => surveyId

/** `survey-<uuid>`: one round in which the public is asked. It tells of nobody. */
export const survey: Aggregate<SurveyCommand, SurveyState, SurveyEvent> = {
  category: 'survey',
  events: surveyEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    OpenSurveyRound: {
      codec: AskedRound,
      roles: ['surveyor', 'coordinator'],
      stream,
      lookUp: versionAdopted,
      decide: openSurveyRound,
      yields: ['SurveyRoundOpened'],
    },
    RecordSurveyResponse: {
      codec: RecordSurveyResponse,
      roles: ['surveyor'],
      stream,
      decide: recordSurveyResponse,
      yields: ['SurveyResponseRecorded'],
    },
    CloseSurveyRound: {
      codec: CloseSurveyRound,
      roles: ['surveyor', 'coordinator'],
      stream,
      decide: closeSurveyRound,
      yields: ['SurveyRoundClosed'],
    },
  },
}
