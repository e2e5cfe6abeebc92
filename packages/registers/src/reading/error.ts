/** Largest file read, in bytes: a register of a million rows is a tenth of it. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024

/** Longest line, and longest row of several lines, in characters. A longer one is no register, or a quote left open. */
export const MAX_LINE_LENGTH = 1024 * 1024

/** Largest workbook once unpacked, in bytes. A few kilobytes of ZIP can hold gigabytes. */
export const MAX_UNPACKED_BYTES = 200 * 1024 * 1024

/**
 * Why registers cannot be read, or refused rows cannot be written. Nothing was half done: nothing is returned
 * of a source that has one such fault, nothing stays of a folder that could not be written whole.
 * `file` is the file's name (of a sheet: its name with `.csv`), `row` as a spreadsheet shows it, from 1.
 * `message` says what to do next, and holds no value out of a register.
 */
export type RegistersError =
  | { readonly _tag: 'unreadable'; readonly file: string; readonly reason: string; readonly message: string }
  | { readonly _tag: 'no-registers'; readonly known: readonly string[]; readonly message: string }
  | { readonly _tag: 'same-register-twice'; readonly files: readonly string[]; readonly message: string }
  | { readonly _tag: 'file-too-large'; readonly file: string; readonly bytes: number; readonly message: string }
  | { readonly _tag: 'line-too-long'; readonly file: string; readonly row: number; readonly message: string }
  | {
      readonly _tag: 'wrong-encoding'
      readonly file: string
      /** Bytes from the file's beginning to the first that is no text, from 0. */
      readonly byte: number
      readonly row: number
      readonly message: string
    }
  | { readonly _tag: 'broken-quote'; readonly file: string; readonly row: number; readonly message: string }
  | {
      readonly _tag: 'missing-column'
      readonly file: string
      /** The headings looked for, as the register names them. */
      readonly columns: readonly string[]
      readonly message: string
    }
  | { readonly _tag: 'repeated-column'; readonly file: string; readonly column: string; readonly message: string }
  | { readonly _tag: 'workbook-too-large'; readonly file: string; readonly bytes: number; readonly message: string }
  | { readonly _tag: 'damaged-workbook'; readonly file: string; readonly reason: string; readonly message: string }
  | {
      readonly _tag: 'invalid-programme'
      readonly file: string
      readonly problems: readonly ProgrammeProblem[]
      readonly message: string
    }
  | { readonly _tag: 'folder-taken'; readonly folder: string; readonly found: string; readonly message: string }
  | { readonly _tag: 'unwritable'; readonly folder: string; readonly reason: string; readonly message: string }

/** What is wrong in program.json, and where: `path` is a JSON path such as `holidays[3].date`. */
export interface ProgrammeProblem {
  readonly path: string
  readonly problem: string
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MiB`

/** The system's code for why a file was refused (`ENOENT`, `EACCES`), never its text, which may hold a path. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown'

const inWords: Readonly<Record<string, string>> = {
  ENOENT: 'there is nothing of that name: check the spelling',
  EACCES: 'you may not open it: ask its owner for access',
  EPERM: 'you may not open it: ask its owner for access',
  EISDIR: 'it is a folder where a file should be: rename it',
  ENOTDIR: 'a part of that path is a file, not a folder: check the spelling',
  ENOSPC: 'the disk is full: make room, then run this again',
  EROFS: 'the disk cannot be written to: choose another folder',
}

const told = (reason: string): string =>
  inWords[reason] ?? `the system answered ${reason}: run this again, or copy it elsewhere first`

/** A file or folder the system does not open. */
export const unreadable = (file: string, reason: string): RegistersError => ({
  _tag: 'unreadable',
  file,
  reason,
  message: `${file} cannot be read: ${told(reason)}`,
})

/** A folder or workbook in which no name is a register's. */
export const noRegisters = (source: string, known: readonly string[]): RegistersError => ({
  _tag: 'no-registers',
  known,
  message: `${source} holds no register. Registers are named ${known.join(', ')}; a sheet bears the name without .csv`,
})

/** Two files whose names differ in case only, so that both are one register. */
export const sameRegisterTwice = (files: readonly string[]): RegistersError => ({
  _tag: 'same-register-twice',
  files,
  message: `${files.join(' and ')} are the same register: keep one, move the other away`,
})

/** A file over MAX_FILE_BYTES. */
export const fileTooLarge = (file: string, bytes: number): RegistersError => ({
  _tag: 'file-too-large',
  file,
  bytes,
  message: `${file} has ${mebibytes(bytes)}, and at most ${mebibytes(MAX_FILE_BYTES)} are read: split it, or check that it is a register`,
})

/** A line, or a row of several quoted lines, over MAX_LINE_LENGTH. */
export const lineTooLong = (file: string, row: number): RegistersError => ({
  _tag: 'line-too-long',
  file,
  row,
  message: `${file}, row ${row} is longer than ${MAX_LINE_LENGTH} characters: check that it is a register, and that a quote is not left open there`,
})

/** Bytes that are no text in the encoding the file's beginning declares. */
export const wrongEncoding = (file: string, byte: number, row: number): RegistersError => ({
  _tag: 'wrong-encoding',
  file,
  byte,
  row,
  message: `${file}, row ${row} is not UTF-8 (byte ${byte}): open it in the spreadsheet and save it as CSV UTF-8`,
})

/** A quote inside an unquoted value, text after a closing quote, or a quote never closed. */
export const brokenQuote = (file: string, row: number): RegistersError => ({
  _tag: 'broken-quote',
  file,
  row,
  message: `${file}, row ${row} has a quotation mark that is not closed or stands inside a value: double it ("") and quote the value, or take it out`,
})

/** A register without columns it must have; also one with no heading at all. */
export const missingColumn = (file: string, columns: readonly string[]): RegistersError => ({
  _tag: 'missing-column',
  file,
  columns,
  message: `${file} has no column ${columns.join(', ')}: its first row must hold the headings; add what is missing, even if it stays empty`,
})

/** A heading that stands twice, so that it cannot be told which column is meant. */
export const repeatedColumn = (file: string, column: string): RegistersError => ({
  _tag: 'repeated-column',
  file,
  column,
  message: `${file} has the column ${column} twice: rename the one that is not meant`,
})

/** A workbook that would unpack to more than MAX_UNPACKED_BYTES. */
export const workbookTooLarge = (file: string, bytes: number): RegistersError => ({
  _tag: 'workbook-too-large',
  file,
  bytes,
  message: `${file} unpacks to ${mebibytes(bytes)}, and at most ${mebibytes(MAX_UNPACKED_BYTES)} are read: save its sheets as CSV files`,
})

/** A file that is no .xlsx workbook, or a broken or locked one. */
export const damagedWorkbook = (file: string, reason: string): RegistersError => ({
  _tag: 'damaged-workbook',
  file,
  reason,
  message: `${file} cannot be read as a workbook (${reason}): give a folder of CSV files, or save it again as .xlsx without a password`,
})

/** A program.json that is no programme. Lists every problem; the message names the first ones. */
export const invalidProgramme = (file: string, problems: readonly ProgrammeProblem[]): RegistersError => ({
  _tag: 'invalid-programme',
  file,
  problems,
  message: [
    `${file}: ${problems
      .slice(0, 3)
      .map(({ path, problem }) => `${path} ${problem}`.trim())
      .join('; ')}`,
    ...(problems.length > 3 ? [`and ${problems.length - 3} more`] : []),
  ].join('; '),
})

/** The folder for refused rows exists and holds something else, which must not be lost. */
export const folderTaken = (folder: string, found: string): RegistersError => ({
  _tag: 'folder-taken',
  folder,
  found,
  message: `${folder} is not a folder of refused rows (${found}): name another folder, or move it away`,
})

/** The folder for refused rows could not be written; what stood there before still stands. */
export const unwritable = (folder: string, reason: string): RegistersError => ({
  _tag: 'unwritable',
  folder,
  reason,
  message: `${folder} cannot be written: ${told(reason)}`,
})
