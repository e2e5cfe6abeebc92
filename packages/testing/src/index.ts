export { arbitraryOf, type NamedArbitraries } from './arbitrary.js'
export { commandsOf, type EvidenceArbitraries, type Sent, sentTo, sequencesOf } from './arbitrary-command.js'
export type { BrokenStore } from './broken-store/broken-store.js'
export { brokenStores } from './broken-store/broken-stores.js'
export {
  type Done,
  everySchedule,
  exploreSchedules,
  type FailedSchedule,
  type PlannedFault,
  type Scenario,
  type ScheduleSettings,
  type ScheduleVerdict,
  scheduleText,
} from './faults/every-schedule.js'
export { type Scheduler, scheduled, scheduler } from './faults/scheduler.js'
export {
  type FaultPlan,
  type FaultRates,
  plannedFaults,
  type StoreCall,
  type StoreFault,
  seededFaults,
} from './faults/store-fault.js'
export { type FaultSurroundings, withFaults } from './faults/with-faults.js'
export { fingerprintOf } from './fingerprint.js'
export { given, type Then, type When } from './given.js'
export { type Golden, golden, goldenNames, type Lacking } from './golden.js'
export { everyCutAgrees, everyDecisionHolds, everyEventReadsBack, everyRefusalSpeaks, histories } from './laws.js'
export { everyCommandOnce } from './laws-once.js'
export { everySealFolds } from './laws-sealed.js'
export { type ServerManner, type SimulatedServer, simulatedFixture, simulatedServer } from './simulation/server.js'
export type {
  Capability,
  CheckSettings,
  HeldCommit,
  StoreCapabilities,
  StoreCheck,
  StoreFixture,
  StorePromise,
} from './store-contract/check.js'
export { storeContract, type TestRunner } from './store-contract/contract.js'
export { storeChecks } from './store-contract/run.js'
export { type EventParts, newEvent, newEvents, newStream, turn } from './store-contract/sample.js'
export {
  type BrokenPromise,
  brokenPromises,
  type CheckVerdict,
  type StoreVerdict,
  verdictOf,
} from './store-contract/verdict.js'
export { verdictText } from './store-contract/verdict-text.js'
