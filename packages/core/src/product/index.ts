export { product } from './decider.js'
export type { ListProduct, ProductCommand, ProductState, RetireProduct, SetPrice } from './decisions.js'
export type { ProductEvent } from './events.js'
