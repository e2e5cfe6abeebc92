export { memoryLimits, memoryStore } from './store.js'
