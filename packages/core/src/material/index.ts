export { material } from './decider.js'
export type { CountMaterial, MaterialCommand, MaterialState, MoveMaterial } from './decisions.js'
export type { MaterialEvent } from './events.js'
