export { product } from './decider.js'
export { type ListProduct, type ProductCommand, type ProductState, type SetPrice } from './decisions.js'
export { type ProductEvent } from './events.js'
