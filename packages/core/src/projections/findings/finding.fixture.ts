import type { Horizon, RecordedEvent } from '@perca/eventsourcing'
import type { Workshop } from '../../policies/workshop.fixture.js'
import { findings, findingsOf } from './findings.js'
import type { Finding } from './row.js'

/** All that is found in a workshop. */
export const found = async ({ rows }: Workshop, horizon: Horizon = {}): Promise<readonly Finding[]> =>
  findingsOf(await rows(findings, horizon))

/** The last event of a type. */
export const lastOf = async ({ log }: Workshop, type: string): Promise<RecordedEvent> => {
  const event = (await log()).findLast((recorded) => recorded.event.type === type)
  if (event === undefined) throw new Error(`${type} did not happen`)
  return event
}
