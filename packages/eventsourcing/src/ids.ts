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
