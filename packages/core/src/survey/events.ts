import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Answer } from '../instruments/answers.js'
import { People } from '../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** What the public is asked with. Ids in which a programme adopts them. */
export const SurveyInstrument = t.keyof({ ribs: null }, 'instrument of a survey')

/** Who was asked: people of the wards, families of participants, buyers, staff of agencies. */
export const Group = t.keyof({ community: null, family: null, buyer: null, staff: null }, 'group of a survey')
export type Group = t.TypeOf<typeof Group>

/** The public is asked from `from` to `to`, both included, with the version of the instrument that the programme had adopted. */
const SurveyRoundOpened = t.type({
  programmeId: ProgrammeId,
  instrument: SurveyInstrument,
  instrumentVersion: Slug,
  from: Day,
  to: Day,
})

/**
 * Somebody answered on effectiveOn. No name, no participant: the answers stand in the clear, and `answers` holds the number
 * ticked, item by item; null where it was left out or they don't know. Of the RIBS: items 1 to 4 no 0, yes 1; 5 to 8 1 to 5.
 */
const SurveyResponseRecorded = t.type({
  programmeId: ProgrammeId,
  responseId: Uuid,
  answers: t.readonlyArray(orNone(Answer)),
  /** Kelurahan, in the agency's code; null where it was not asked. A ward with few answers tells who answered. */
  ward: orNone(Slug),
  group: Group,
})

/** No more answers are taken. `responses`: how many there were. */
const SurveyRoundClosed = t.type({ programmeId: ProgrammeId, responses: People })

/** Every event of a survey round, by name: the stored contract. */
export const surveyEvents = {
  SurveyRoundOpened: eventType(SurveyRoundOpened),
  SurveyResponseRecorded: eventType(SurveyResponseRecorded),
  SurveyRoundClosed: eventType(SurveyRoundClosed),
}
/** Every event of a survey round. */
export type SurveyEvent = EventOf<typeof surveyEvents>
/** One of them, by its type. */
export type SurveyEventOf<Type extends SurveyEvent['type']> = Extract<SurveyEvent, { type: Type }>
