/** Where a sealed value belongs, and only there. */
export interface Place {
  readonly stream: string
  /** The id of the event. */
  readonly event: string
  /** The event's type. */
  readonly type: string
  /** The field in the event's data, as a JSON Pointer (RFC 6901): `/person`, `/lines/0/note`; empty: all of it. */
  readonly pointer: string
}

/** Texts as bytes, each preceded by its length (four bytes, big-endian), so that no two lists of texts come to the same. */
export const boundBytes = (label: string, parts: readonly string[]): Buffer => {
  const lengths = parts.map((part) => Buffer.byteLength(part))
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, Buffer.byteLength(label)))
  let at = bytes.write(label)
  for (const [index, part] of parts.entries()) {
    at = bytes.writeUInt32BE(lengths[index] ?? 0, at)
    at += bytes.write(part, at)
  }
  return bytes
}

/** What a value is bound to when it is sealed with a key: GCM's additional data. */
export const bindingOf = (keyId: string, { stream, event, type, pointer }: Place): Buffer =>
  boundBytes('perca-sealed-1', [keyId, stream, event, type, pointer])

/** A pointer one step further down. */
export const below = (pointer: string, step: string | number): string =>
  `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The same place as the errors of a store name it: `data.lines[0].note`. */
export const pathOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : `${path}.${step}`), 'data')
