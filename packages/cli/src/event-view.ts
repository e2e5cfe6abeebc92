import { encodeData, type Json, type RecordedEvent } from '@perca/eventsourcing'
import { withoutSensitive } from '@perca/reporting'
import { eventTypesOf } from './domain.js'
import type { CliTexts } from './lang/texts.js'

/** An event as `history` and `events` give it to a script. */
export interface EventView {
  readonly position: string
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly effectiveOn: string
  readonly recordedAt: string
  readonly actor: { readonly id: string; readonly role: string }
  readonly causedBy: string | null
  readonly data: Json
}

/** The event for a script; its personal and health fields only where they were asked for. */
export const eventView = (recorded: RecordedEvent, showPersonal: boolean): EventView => {
  const types = eventTypesOf(recorded.event.type)
  const { metadata } = recorded
  return {
    position: recorded.position,
    stream: recorded.stream,
    revision: recorded.revision,
    type: recorded.event.type,
    effectiveOn: metadata.effectiveOn,
    recordedAt: recorded.recordedAt,
    actor: { id: metadata.actor.id, role: metadata.actor.role },
    causedBy: metadata.causationId,
    data: showPersonal ? encodeData(types, recorded.event) : withoutSensitive(types, recorded.event),
  }
}

/** Headings of the events in a spreadsheet. */
export const eventHeadings = ({ event }: CliTexts): readonly string[] => [
  event.position,
  event.recorded,
  event.day,
  event.stream,
  event.revision,
  event.type,
  event.actor,
  event.role,
  event.causedBy,
  event.data,
]

/** The event as a row under those headings; its data as JSON. */
export const eventRow = (view: EventView): readonly string[] => [
  view.position,
  view.recordedAt,
  view.effectiveOn,
  view.stream,
  String(view.revision),
  view.type,
  view.actor.id,
  view.actor.role,
  view.causedBy ?? '',
  JSON.stringify(view.data),
]
