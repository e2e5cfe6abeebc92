export { material } from './decider.js'
export type { MaterialState, MoveMaterial } from './decisions.js'
export type { MaterialEvent } from './events.js'
