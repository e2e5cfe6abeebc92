import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/** Bytes before a frame's text: its length, then its checksum. */
const header = 8

/** A file of frames that is only ever written at its end. */
export interface LogFile {
  /** Where the next frame will begin, in bytes. */
  readonly end: () => number
  /** On the disk when it returns. */
  readonly write: (frame: string) => void
  readonly close: () => void
}

/**
 * Opens a file of frames, made where it is missing, and gives each whole frame with the place where it begins. What a killed
 * process left half written at the end is cut off: nobody was told that it is there.
 */
export const openLogFile = (path: string, found: (frame: string, at: number) => void): LogFile => {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  let end = 0
  while (end + header <= bytes.length) {
    const length = bytes.readUInt32BE(end)
    const text = bytes.subarray(end + header, end + header + length)
    if (text.length < length || crc32(text) !== bytes.readUInt32BE(end + 4)) break
    found(text.toString('utf8'), end)
    end += header + length
  }
  const file = openSync(path, 'a')
  ftruncateSync(file, end)
  fsyncSync(file)
  return {
    end: () => end,
    write: (frame) => {
      const text = Buffer.from(frame, 'utf8')
      const whole = Buffer.alloc(header + text.length)
      whole.writeUInt32BE(text.length, 0)
      whole.writeUInt32BE(crc32(text), 4)
      text.copy(whole, header)
      writeSync(file, whole)
      fsyncSync(file)
      end += whole.length
    },
    close: () => closeSync(file),
  }
}
