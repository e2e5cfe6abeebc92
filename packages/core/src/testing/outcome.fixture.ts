import type { Decision, Event } from '@perca/eventsourcing'
import { isLeft } from 'fp-ts/lib/Either.js'

/** What a decision came to, in words: the names of its events, `nothing`, or the rule that refused it. */
export const outcomeOf = (decision: Decision<Event>): string =>
  isLeft(decision) ? decision.left.rule : decision.right.map(({ type }) => type).join(', ') || 'nothing'
