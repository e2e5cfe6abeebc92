export { acceptable, sameContent, type WrittenEvent } from './acceptable.js'
export {
  type Aggregate,
  type AnyAggregate,
  type AnyCommandEntry,
  anyAggregate,
  type Command,
  type CommandEntry,
  type CommandTable,
  deciderOf,
  type Folded,
  type Reader,
  type Rows,
} from './aggregate.js'
export {
  type Application,
  application,
  type Boundary,
} from './application.js'
export { canonicalJson } from './canonical-json.js'
export { CheckedType, checkedText, wholeNumber } from './checked.js'
export {
  type CopyError,
  type CopyFailed,
  type CopyOptions,
  type CopyReport,
  type CopyStopped,
  copyLog,
  type Differs,
  digestOf,
  type LogDigest,
} from './copy.js'
export type { Counts } from './current-rows.js'
export { Day, type DayBrand } from './day.js'
export { type Decider, type Decision, fold } from './decider.js'
export { isDefect } from './defect.js'
export {
  aggregatesOf,
  type CommandOf,
  type Domain,
  type DomainEventOf,
  type Embedding,
  type ExecutedIn,
  embed,
  type Sender,
  type StateOf,
  type Written,
} from './embedding.js'
export {
  Actor,
  type Event,
  type Happened,
  Metadata,
  type NewEvent,
  type RecordedEvent,
  type StoredEvent,
} from './event.js'
export type { Envelope, Executed, ExecuteError, Invalid, Unauthorised } from './executed.js'
export { type Fault, faults, faultText } from './fault.js'
export { type Health, type HealthOptions, health } from './health.js'
export { derivedId, eventId } from './ids.js'
export { Instant, type InstantBrand } from './instant.js'
export type { Json } from './json.js'
export {
  type Followed,
  followUp,
  type Policy,
  type PolicyCommand,
  type PolicyRefused,
  policy,
  type Settled,
  settle,
} from './policy.js'
export {
  type AnyProjection,
  type Change,
  type Handler,
  type Horizon,
  type LiveRows,
  liveRows,
  type Projection,
  project,
  projection,
  type RowsOf,
  within,
} from './projection.js'
export { eventReader } from './reading.js'
export { askedAgain, type NotRecalled } from './recall.js'
export { type Refusal, refusal } from './refusal.js'
export { isSealed, Sealed, type Sensitive, SensitiveType, sensitive } from './sensitive.js'
export {
  type AppendError,
  type Appended,
  type Closed,
  type Conflict,
  type Corrupt,
  categoryOf,
  type EventStore,
  type ExpectedRevision,
  type IdReused,
  isRetrySafe,
  type Limits,
  type LogFilter,
  type Page,
  type StopSignal,
  type StoreDescription,
  type StoreError,
  type TooLarge,
  type Unacceptable,
  type Unavailable,
} from './store.js'
export { type ClockPolicy, type Due, type Span, type Ticked, tick } from './tick.js'
export { type Telemetry, traced } from './traced.js'
export {
  decodeEvent,
  type EventOf,
  type EventReader,
  type EventType,
  type EventTypes,
  encodeData,
  eventType,
  type PastVersion,
  pastVersion,
  typeNamed,
  versionOf,
} from './versions.js'
export {
  type Change as RuleChange,
  type Decided,
  type Difference,
  type Rules,
  type Verdict,
  type WhatIf,
  whatIf,
} from './what-if.js'
