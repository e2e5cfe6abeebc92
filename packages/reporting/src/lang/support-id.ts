import type { EventTexts } from './event-texts.js'

const declined = {
  notNow: 'belum sekarang',
  illness: 'sakit',
  family: 'keluarga',
  travel: 'terlalu jauh',
  unstated: 'alasan tidak disebut',
  foundWork: 'sudah bekerja',
  otherProgramme: 'ikut program lain',
  moved: 'pindah',
  notInterested: 'tidak berminat',
} as const

const progress = {
  notStarted: 'belum dimulai',
  underWay: 'sedang berjalan',
  partlyReached: 'tercapai sebagian',
  reached: 'tercapai',
  givenUp: 'tidak dilanjutkan',
} as const

const role = {
  neighbourhood: 'di lingkungan RT/RW',
  worship: 'di rumah ibadah',
  healthCadre: 'kader kesehatan',
  cooperative: 'di koperasi',
  peerSupport: 'pendamping sebaya',
  teaching: 'mengajar',
  sportOrArts: 'di bidang olahraga atau seni',
  other: 'lainnya',
} as const

const leaving = {
  termOver: 'masa tugas berakhir',
  handedOver: 'diserahterimakan',
  work: 'pekerjaan',
  family: 'keluarga',
  illness: 'sakit',
  moved: 'pindah',
  unstated: 'alasan tidak disebut',
} as const

const livelihood = {
  none: 'belum ada',
  ownBusiness: 'usaha sendiri',
  openMarketJob: 'pekerjaan di pasar kerja terbuka',
  sheltered: 'pekerjaan terlindung',
  casual: 'kerja harian lepas',
  family: 'keluarga',
} as const

const channel = {
  homeVisit: 'kunjungan rumah',
  atProgramme: 'di tempat program',
  phone: 'telepon',
  message: 'pesan singkat',
  throughFamily: 'melalui keluarga',
  throughClinic: 'melalui puskesmas atau klinik',
} as const

const contact = {
  doingWell: 'keadaan baik',
  needsSupport: 'perlu dukungan',
  referredOn: 'dirujuk',
  wantsBack: 'ingin ikut lagi',
  declined: 'tidak ingin dihubungi',
  notReached: 'tidak terhubungi',
} as const

const instrument = { 'who-5': 'WHO-5', 'whodas-12': 'WHODAS 2.0, 12 butir' } as const

/** What supported a person beside the training, in Indonesian. */
export const supportInIndonesian = {
  WaitlistJoined: ({ programmeId }) => `Masuk daftar tunggu program ${programmeId}`,
  PlaceOffered: ({ programmeId, until }, { day }) => `Ditawari tempat di program ${programmeId} sampai ${day(until)}`,
  PlaceDeclined: ({ reason }) => `Tidak mengambil tempat: ${declined[reason]}`,
  PlanAgreed: ({ goals }) => `Rencana disepakati, ${goals.length} tujuan`,
  GoalReviewed: (data, { day }) =>
    `Tujuan ${progress[data.progress]}${data.nextReviewOn === null ? '' : `, ditinjau lagi ${day(data.nextReviewOn)}`}`,
  SkillAssessed: ({ craftId, skillId, level }) => `${skillId} (${craftId}): tingkat ${level} dari 4`,
  OutcomeMeasured: (data) => `${instrument[data.instrument]} diisi, versi ${data.instrumentVersion}`,
  CommunityRoleTaken: ({ kind }) => `Mulai berperan: ${role[kind]}`,
  CommunityRoleLeft: ({ reason }) => `Tidak lagi berperan: ${leaving[reason]}`,
  LivelihoodReported: ({ kind }) => `Penghidupan: ${livelihood[kind]}`,
  AftercareContacted: (data) => `Pascaprogram, ${channel[data.channel]}: ${contact[data.outcome]}`,
} satisfies Partial<EventTexts>
