import type { Json } from './json.js'

/**
 * The domain says no. It records nothing. `evidence` holds ids, days and amounts only, so that a refusal
 * may be logged: never a name, an identity number or a finding.
 */
export interface Refusal {
  readonly _tag: 'Refusal'
  /** The rule's name, the same in every document: `assessment-expired`. */
  readonly rule: string
  /** One sentence that says what to do next. */
  readonly message: string
  /** What was relied on to say no. */
  readonly evidence: { readonly [name: string]: Json }
}

/** Builds a refusal: the rule, what to do next, and the evidence. */
export const refusal = (rule: string, message: string, evidence: Refusal['evidence'] = {}): Refusal => ({
  _tag: 'Refusal',
  rule,
  message,
  evidence,
})
