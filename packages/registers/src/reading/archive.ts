import * as E from 'fp-ts/lib/Either.js'
import { damagedWorkbook, type RegistersError, workbookTooLarge } from './error.js'

// Source: PKWARE APPNOTE 6.3.10, 4.3.12 (central directory) and 4.3.16 (its end).
// Source: MS-CFB 2.2. Locked workbooks and those before .xlsx stand in such a container.
const COMPOUND_FILE = 0xd0cf11e0
const END = 0x06054b50
const END_LENGTH = 22
const MAX_COMMENT = 0xffff
const ENTRY = 0x02014b50
const ENTRY_LENGTH = 46
const IN_ZIP64 = 0xffffffff
const COUNT_IN_ZIP64 = 0xffff

const endAt = (archive: Buffer): number => {
  const first = Math.max(0, archive.length - END_LENGTH - MAX_COMMENT)
  for (let at = archive.length - END_LENGTH; at >= first; at--) if (archive.readUInt32LE(at) === END) return at
  return -1
}

/**
 * What a ZIP archive says it unpacks to, in bytes, read from its directory alone. A reader that stops each entry at
 * the size its directory declares cannot be made to unpack more.
 * @returns Left for what is no ZIP archive, for one that declares no size for an entry that has content (so that a
 * reader would not know where to stop), and for one of 4 GiB and more, which needs ZIP64 to be written.
 */
export const unpackedSize = (file: string, archive: Buffer): E.Either<RegistersError, number> => {
  const end = endAt(archive)
  if (end < 0) {
    const isCompound = archive.length > 4 && archive.readUInt32BE(0) === COMPOUND_FILE
    const reason = isCompound
      ? 'it is locked with a password, or of the old kind .xls'
      : 'it is no ZIP archive, so no .xlsx'
    return E.left(damagedWorkbook(file, reason))
  }
  const count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  if (count === COUNT_IN_ZIP64 || at === IN_ZIP64) return E.left(workbookTooLarge(file, IN_ZIP64))
  let unpacked = 0
  for (let entry = 0; entry < count; entry++) {
    if (at + ENTRY_LENGTH > archive.length || archive.readUInt32LE(at) !== ENTRY) {
      return E.left(damagedWorkbook(file, 'its directory is cut off'))
    }
    const stored = archive.readUInt16LE(at + 10) === 0
    const packed = archive.readUInt32LE(at + 20)
    const size = archive.readUInt32LE(at + 24)
    if (packed === IN_ZIP64 || size === IN_ZIP64) return E.left(workbookTooLarge(file, IN_ZIP64))
    // Two bytes are an empty entry, deflated.
    if (!stored && (size === 0 ? packed > 2 : packed === 0)) {
      return E.left(damagedWorkbook(file, 'an entry declares no size'))
    }
    unpacked += Math.max(size, stored ? packed : 0)
    at += ENTRY_LENGTH + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return E.right(unpacked)
}
