export { account } from './decider.js'
export type { AccountCommand, AccountState, CreditEarnings, PayEarnings } from './decisions.js'
export type { AccountEvent } from './events.js'
export { receipts } from './receipts.js'
