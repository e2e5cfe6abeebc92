export { arbitraryOf, type NamedArbitraries } from './arbitrary.js'
export { commandsOf, type EvidenceArbitraries, type Sent, sentTo, sequencesOf } from './arbitrary-command.js'
export { fingerprintOf } from './fingerprint.js'
export { given, type Then, type When } from './given.js'
export { type Golden, golden, goldenNames, type Lacking } from './golden.js'
export { everyCutAgrees, everyDecisionHolds, everyEventReadsBack, everyRefusalSpeaks, histories } from './laws.js'
export { everyCommandOnce } from './laws-once.js'
export { everySealFolds } from './laws-sealed.js'
export { type BrokenStore, brokenStores } from './store-contract/broken.js'
export type {
  CheckSettings,
  StoreCapabilities,
  StoreCheck,
  StoreFixture,
  StorePromise,
} from './store-contract/check.js'
export {
  type BrokenPromise,
  brokenPromises,
  storeChecks,
  storeContract,
  type TestRunner,
} from './store-contract/contract.js'
export { type EventParts, newEvent, newEvents, newStream } from './store-contract/sample.js'
