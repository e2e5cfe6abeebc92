import { TextDecoder } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { lineTooLong, MAX_LINE_LENGTH, type RegistersError, wrongEncoding } from './error.js'

interface Encoding {
  readonly label: 'utf-8' | 'utf-16le' | 'utf-16be'
  /** Length of the byte-order mark, in bytes. */
  readonly mark: number
}

/** Only a mark tells UTF-16; without one the text is UTF-8 or refused, never guessed. */
const encodingOf = (head: Uint8Array): Encoding => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { label: 'utf-8', mark: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', mark: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', mark: 2 }
  return { label: 'utf-8', mark: 0 }
}

const decoderOf = ({ label }: Encoding): TextDecoder => new TextDecoder(label, { fatal: true, ignoreBOM: true })

/** How many of these bytes make whole characters, so that the rest waits for the next chunk. */
const wholeLength = (bytes: Uint8Array, { label }: Encoding): number => {
  const end = bytes.length
  if (label === 'utf-8') {
    for (let back = 1; back <= Math.min(3, end); back++) {
      const byte = bytes[end - back] ?? 0
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? end - back : end
      if (byte < 0x80) return end
    }
    return end
  }
  const even = end - (end % 2)
  const high = bytes[label === 'utf-16le' ? even - 1 : even - 2] ?? 0
  return high >= 0xd8 && high < 0xdc ? even - 2 : even
}

/** Length of the valid text before the first character that cannot be decoded, in bytes. */
const validLength = (bytes: Uint8Array, encoding: Encoding): number => {
  const decoder = decoderOf(encoding)
  let valid = 0
  for (let index = 0; index < bytes.length; index++) {
    try {
      if (decoder.decode(bytes.subarray(index, index + 1), { stream: true }) !== '') valid = index + 1
    } catch {
      return valid
    }
  }
  return valid
}

/** Where a reader of CSV stands: its row, whether inside quotes, and how far into the line. */
interface Place {
  row: number
  quoted: boolean
  length: number
  afterReturn: boolean
}

/** Moves the place over the text. Stops, and answers false, in a line longer than MAX_LINE_LENGTH. */
const passOver = (text: string, place: Place): boolean => {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 10 || code === 13) {
      if (!place.quoted && !(code === 10 && place.afterReturn)) place.row++
      place.length = 0
    } else {
      if (code === 34) place.quoted = !place.quoted
      if (++place.length > MAX_LINE_LENGTH) return false
    }
    place.afterReturn = code === 13
  }
  return true
}

/**
 * A file's text, piece by piece: UTF-8 with or without a byte-order mark, or UTF-16 with one; the mark is left out.
 * Ends with one Left at the first byte that is no text (a NUL is none), or in a line that is too long: at most one
 * line and one chunk are held.
 */
export async function* textOf(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<E.Either<RegistersError, string>> {
  const place: Place = { row: 1, quoted: false, length: 0, afterReturn: false }
  let encoding: Encoding | undefined
  let before = 0
  let pending: Uint8Array = new Uint8Array(0)

  const decoded = (bytes: Uint8Array, form: Encoding): E.Either<RegistersError, string> => {
    const refusedAt = (valid: number): E.Either<RegistersError, string> => {
      passOver(decoderOf(form).decode(bytes.subarray(0, valid)), place)
      return E.left(wrongEncoding(file, before + valid, place.row))
    }
    const text = E.tryCatch(
      () => decoderOf(form).decode(bytes),
      () => validLength(bytes, form),
    )
    if (E.isLeft(text)) return refusedAt(text.left)
    const nul = text.right.indexOf('\0')
    if (nul >= 0)
      return refusedAt(Buffer.byteLength(text.right.slice(0, nul), form.label === 'utf-8' ? 'utf8' : 'utf16le'))
    return passOver(text.right, place) ? text : E.left(lineTooLong(file, place.row))
  }

  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    if (encoding === undefined) {
      if (pending.length < 3) continue
      encoding = encodingOf(pending)
      before = encoding.mark
      pending = pending.subarray(encoding.mark)
    }
    const whole = wholeLength(pending, encoding)
    const text = decoded(pending.subarray(0, whole), encoding)
    yield text
    if (E.isLeft(text)) return
    before += whole
    pending = pending.subarray(whole)
  }
  if (encoding === undefined) {
    encoding = encodingOf(pending)
    before = encoding.mark
    pending = pending.subarray(encoding.mark)
  }
  yield decoded(pending, encoding)
}
