import type { AgencyKind, AttendanceStatus, EnrolmentOutcome, Grade, PauseEnrolment } from '@perca/core'
import type * as t from 'io-ts'

// How the registers' words read as the domain's codes. What is in no list is `unstated` or `other`: a word refuses no row.

const WORDS_OF_OUTCOME: readonly (readonly [RegExp, t.TypeOf<typeof EnrolmentOutcome>])[] = [
  [/lulus|tamat|selesai/, 'graduated'],
  [/usaha|mandiri|wira/, 'selfEmployed'],
  [/kerja/, 'employed'],
  [/pindah/, 'moved'],
  [/mundur|berhenti/, 'withdrew'],
  [/alih|rujuk/, 'transferred'],
  [/meninggal|wafat/, 'deceased'],
  [/keluar/, 'excluded'],
]
const WORDS_OF_PAUSE: readonly (readonly [RegExp, PauseEnrolment['reason']])[] = [
  [/kambuh/, 'relapse'],
  [/sakit|rawat|opname/, 'illness'],
  [/keluarga/, 'family'],
  [/kerja/, 'work'],
]

const read = <Code>(words: readonly (readonly [RegExp, Code])[], text: string): Code | undefined =>
  words.find(([word]) => word.test(text.toLowerCase()))?.[1]

export const outcomeOf = (note: string): t.TypeOf<typeof EnrolmentOutcome> => read(WORDS_OF_OUTCOME, note) ?? 'unstated'
export const pauseReasonOf = (note: string): PauseEnrolment['reason'] => read(WORDS_OF_PAUSE, note) ?? 'unstated'

export const agencyKindOf = (kind: string): t.TypeOf<typeof AgencyKind> => {
  const word = kind.toLowerCase()
  if (word === 'opd') return 'cityAgency'
  if (word === 'kelurahan') return 'wardOffice'
  if (word === 'dprd') return 'council'
  return word === 'umum' ? 'public' : 'other'
}

export const statusOf: Readonly<Record<'H' | 'T' | 'I' | 'S' | 'A', t.TypeOf<typeof AttendanceStatus>>> = {
  H: 'present',
  T: 'late',
  I: 'excused',
  S: 'sick',
  A: 'absent',
}

export const gradeOf: Readonly<Record<'A' | 'B' | 'Tolak', t.TypeOf<typeof Grade>>> = {
  A: 'A',
  B: 'B',
  Tolak: 'reject',
}

/** A short code, or null where the cell is blank. Longer words are cut: they are labels, not texts. No character is cut in two. */
export const label = (text: string): string | null =>
  text === ''
    ? null
    : text
        .slice(0, 64)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trim()

/** A text, or null where the cell is blank. */
export const orNull = (text: string): string | null => (text === '' ? null : text)
