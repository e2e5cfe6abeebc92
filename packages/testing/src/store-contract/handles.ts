import type { EventStore } from '@perca/eventsourcing'
import type { StoreFixture } from './check.js'
import { done } from './claim.js'

/** Two handles on the same data where the store is shared, else the same one twice; what was opened is closed after use. */
export const withTwoHandles = async (
  { store, another }: StoreFixture,
  use: (one: EventStore, other: EventStore) => Promise<void>,
): Promise<void> => {
  if (another === undefined) return use(store, store)
  const other = await another()
  try {
    await use(store, other)
  } finally {
    await done(other.close())
  }
}
