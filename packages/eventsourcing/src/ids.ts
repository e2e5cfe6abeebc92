import { v5 } from 'uuid'

/**
 * An id that follows from its cause, so that doing a thing twice gives the same id twice. It keeps the cause's first 48
 * bits: ids made from time-ordered ones (UUIDv7) stay time-ordered, which keeps an index on them fast. The rest is a
 * hash of cause and name. Version 8 of RFC 9562, "custom".
 *
 * @param cause a UUID: a command's or an event's id
 * @param name what is made from it, unique for that cause: `event.0`, `reserve-stock.line-1`
 */
export const derivedId = (cause: string, name: string): string => {
  const hash = v5(name, cause)
  return `${cause.slice(0, 13)}-8${hash.slice(15)}`
}

/**
 * The id of a command's event, by its place among them: the command's own id with the place counted into its last 16 bits.
 * It costs no hash, keeps the order of time-ordered ids, and is the same each time, so that a retry writes nothing twice.
 * @param place from 0, below 65,535
 */
export const eventId = (commandId: string, place: number): string => {
  const counted = (Number.parseInt(commandId.slice(32), 16) + place + 1) % 0x10000
  return commandId.slice(0, 32) + counted.toString(16).padStart(4, '0')
}
