import type {
  AccountEvent,
  AgencyEvent,
  ConsignmentEvent,
  FundEvent,
  HelperEvent,
  IncidentEvent,
  MaterialEvent,
  OrderEvent,
  ParticipantEvent,
  PrivacyEvent,
  ProductEvent,
  ProgrammeEvent,
  SessionEvent,
  StockEvent,
  SurveyEvent,
} from '@perca/core'

/** Every event of the domain. */
export type DomainEvent =
  | AccountEvent
  | AgencyEvent
  | ConsignmentEvent
  | FundEvent
  | HelperEvent
  | IncidentEvent
  | MaterialEvent
  | OrderEvent
  | ParticipantEvent
  | PrivacyEvent
  | ProductEvent
  | ProgrammeEvent
  | SessionEvent
  | StockEvent
  | SurveyEvent

/** How the language writes what stands in a sentence. */
export interface Say {
  readonly rupiah: (value: number) => string
  readonly number: (value: number) => string
  readonly day: (value: string) => string
}

/**
 * One sentence an event, in one language: an event without a sentence does not compile. A sentence says what happened,
 * in codes and numbers; it must not name a sensitive field.
 */
export type EventTexts = {
  readonly [Type in DomainEvent['type']]: (data: Extract<DomainEvent, { type: Type }>['data'], say: Say) => string
}
