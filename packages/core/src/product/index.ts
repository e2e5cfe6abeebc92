export { product } from './decider.js'
export type { ListProduct, ProductCommand, ProductState, SetPrice } from './decisions.js'
export type { ProductEvent } from './events.js'
