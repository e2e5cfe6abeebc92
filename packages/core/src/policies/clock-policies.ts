import type { ClockPolicy } from '@perca/eventsourcing'
import { scheduleSessionsPolicy } from './schedule-sessions.js'
import { watchDeadlinesPolicy } from './watch-deadlines.js'
import { watchRetentionPolicy } from './watch-retention.js'

/** Every policy of the domain that goes by the clock: hand them to `tick`. */
export const clockPolicies: readonly ClockPolicy[] = [
  scheduleSessionsPolicy,
  watchDeadlinesPolicy,
  watchRetentionPolicy,
]
