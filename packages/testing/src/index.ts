export { type BrokenStore, brokenStores } from './store-contract/broken.js'
export type { CheckSettings, StoreCapabilities, StoreCheck, StoreFixture, StorePromise } from './store-contract/check.js'
export { type BrokenPromise, brokenPromises, storeChecks, storeContract, type TestRunner } from './store-contract/contract.js'
export { given, type Then, type When } from './given.js'
