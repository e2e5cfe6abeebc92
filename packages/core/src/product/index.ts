export { product } from './decider.js'
export { type ListProduct, listed, type ProductCommand, type ProductState, type SetPrice } from './decisions.js'
export { type ProductEvent, productEvents } from './events.js'
