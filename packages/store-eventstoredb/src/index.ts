export {
  type CannotOpen,
  type EventStoreDbOptions,
  eventStoreDbLimits,
  eventStoreDbStore,
  type OpenError,
} from './store.js'
