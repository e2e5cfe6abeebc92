import type { EventTexts } from './event-texts.js'

const status = {
  present: 'Hadir',
  late: 'Terlambat',
  excused: 'Izin',
  sick: 'Sakit',
  absent: 'Tanpa keterangan',
} as const

const pause = {
  relapse: 'kambuh',
  illness: 'sakit',
  family: 'keluarga',
  work: 'pekerjaan',
  unstated: 'alasan tidak disebut',
  'assessment-unstable': 'asesmen tidak stabil',
  'assessment-revoked': 'asesmen dicabut',
  'consent-withdrawn': 'persetujuan ditarik',
} as const

const outcome = {
  graduated: 'lulus',
  employed: 'bekerja',
  selfEmployed: 'usaha sendiri',
  withdrew: 'mengundurkan diri',
  moved: 'pindah',
  transferred: 'dialihkan',
  deceased: 'meninggal',
  excluded: 'dikeluarkan',
  unstated: 'alasan tidak disebut',
} as const

const purpose = {
  training: 'latihan',
  measurement: 'pengukuran hasil',
  publicity: 'foto dan cerita',
  dataSharing: 'berbagi data',
} as const

const listed = (purposes: readonly (keyof typeof purpose)[]): string =>
  purposes.length === 0 ? 'tidak ada' : purposes.map((one) => purpose[one]).join(', ')

const correction = {
  misread: 'salah baca',
  mistyped: 'salah ketik',
  wrongPerson: 'salah orang',
  wrongSession: 'salah pertemuan',
  reportedLate: 'terlambat dilaporkan',
  unfounded: 'tidak berdasar',
} as const

const detail = {
  name: 'nama',
  nik: 'NIK',
  bornOn: 'tanggal lahir',
  sex: 'jenis kelamin',
  ward: 'kelurahan',
  phone: 'telepon',
} as const

const guardian = { parent: 'Orang tua', court: 'Wali yang ditetapkan pengadilan' } as const

const guardianEnd = {
  ofAge: 'sudah dewasa',
  courtDecision: 'putusan pengadilan',
  died: 'meninggal',
  resigned: 'mengundurkan diri',
} as const

const merge = { sameNik: 'NIK sama', samePerson: 'orang yang sama', enteredTwice: 'tercatat dua kali' } as const

const erasure = {
  request: 'atas permintaan',
  retention: 'masa simpan berakhir',
  consentWithdrawn: 'persetujuan ditarik',
} as const

const dataClass = { personal: 'data diri', health: 'kesehatan dan penghasilan' } as const

const marked = (mark: keyof typeof status | null): string =>
  mark === null ? 'tanpa tanda' : status[mark].toLowerCase()

/** What happened to a participant, in Indonesian. */
export const participantInIndonesian = {
  ParticipantReferred: ({ code, programmeId, source }) =>
    `Dirujuk ke program ${programmeId} sebagai ${code}${source === null ? '' : ` (${source})`}`,
  ConsentGiven: ({ givenBy, purposes }) =>
    `${givenBy === 'self' ? 'Menyetujui' : 'Wali menyetujui'} ${listed(purposes)}`,
  StabilityAssessed: ({ outcome: found, ableToTrain, validUntil }, { day }) =>
    `Asesmen: ${found === 'stable' ? 'stabil' : 'tidak stabil'}, ${ableToTrain ? 'mampu' : 'belum mampu'} berlatih, berlaku sampai ${day(validUntil)}`,
  ParticipantEnrolled: ({ programmeId }) => `Terdaftar di program ${programmeId}`,
  EnrolmentPaused: ({ reason }) => `Jeda: ${pause[reason]}`,
  EnrolmentResumed: () => 'Lanjut setelah jeda',
  EnrolmentEnded: ({ outcome: ended }) => `Selesai: ${outcome[ended]}`,
  AttendanceRecorded: (data) => status[data.status],
  AttendanceCorrected: ({ was, now, reason }) =>
    `Tanda hadir diperbaiki dari ${marked(was)} menjadi ${marked(now)}: ${correction[reason]}`,
  ConsentWithdrawn: ({ purposes }) => `Menarik persetujuan ${listed(purposes)}`,
  AssessmentRevoked: ({ reason }) => `Satu asesmen dicabut: ${correction[reason]}`,
  RelapseReported: () => 'Kambuh',
  PersonMoved: () => 'Pindah rumah',
  PersonDetailsCorrected: ({ fields, reason }) =>
    `Data diri diperbaiki: ${fields.map((field) => detail[field]).join(', ')} (${correction[reason]})`,
  GuardianAppointed: ({ kind }) => `${guardian[kind]} menjadi walinya`,
  GuardianEnded: ({ reason }) => `Perwalian berakhir: ${guardianEnd[reason]}`,
  DeathRecorded: () => 'Meninggal dunia',
  Absorbed: ({ reason }) => `Berkas lain dilanjutkan di berkas ini: ${merge[reason]}`,
  MergedInto: () => 'Dilanjutkan di berkas lain',
  MergeUndone: ({ reason }) => `Ternyata dua berkas dari dua orang: ${correction[reason]}`,
  PersonalDataErased: ({ classes, basis }) =>
    `Dihapus: ${classes.map((one) => dataClass[one]).join(', ')} (${erasure[basis]})`,
} satisfies Partial<EventTexts>
