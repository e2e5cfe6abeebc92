import { categoryOf } from '@perca/eventsourcing'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * With whose keys the fields of an event are sealed: of whom or what its stream is, where that has a uuid (a participant, a
 * maker's account under the same uuid, a helper; an order, an incident); else the event's own, as of a gift to a fund or a
 * breach in the record of a year, whose streams hold fields about many people.
 *
 * The `subjects` of the metadata are the wrong answer: they would seal the name of the buyer's clerk with the key of the one
 * maker whose goods are delivered, and the account of an incident with the key of whom it accuses. So these stay when those
 * are erased, and go by themselves, when a person decides so.
 *
 * @returns a uuid, or `event:` and the event's id
 */
export const ownerOf = (stream: string, eventId: string): string => {
  const id = stream.slice(categoryOf(stream).length + 1)
  return uuid.test(id) ? id : `event:${eventId}`
}
