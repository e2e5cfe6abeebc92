import type { EventTexts } from './event-texts.js'

const change = {
  holiday: 'hari libur',
  schedule: 'jadwal',
  venue: 'tempat',
  helpers: 'pendamping kurang',
  weather: 'cuaca',
  illness: 'wabah penyakit',
  unstated: 'alasan tidak disebut',
} as const

const extra = {
  replacement: 'pengganti sesi lain',
  'rush-order': 'karena pesanan mendesak',
  event: 'untuk sebuah acara',
  request: 'atas permintaan',
  unstated: 'alasan tidak disebut',
} as const

const ending = {
  completed: 'tugasnya selesai',
  merged: 'digabung dengan program lain',
  'no-funds': 'tidak ada dana',
  unstated: 'alasan tidak disebut',
} as const

const kept = { personal: 'Data pribadi', health: 'Data kesehatan', coded: 'Data berkode' } as const

/** What happened to sessions, and what a programme decided for itself, in Indonesian. */
export const calendarInIndonesian = {
  SessionScheduled: ({ startsAt, reason }) =>
    reason === null
      ? `Sesi direncanakan pukul ${startsAt}`
      : `Sesi tambahan direncanakan pukul ${startsAt}, ${extra[reason]}`,
  SessionOpened: ({ startsAt }) => `Sesi dilaksanakan pukul ${startsAt}`,
  SessionMoved: ({ was, now, reason }) =>
    `Sesi dipindahkan dari pukul ${was.startsAt} di ${was.venue} ke pukul ${now.startsAt} di ${now.venue}: ${change[reason]}`,
  SessionClosed: ({ attended }, { number }) =>
    attended === null ? 'Sesi selesai' : `Sesi selesai, dihadiri ${number(attended)} orang`,
  SessionCancelled: ({ reason }) => `Sesi dibatalkan: ${change[reason]}`,
  SkillTaught: ({ craftId, skillId }) => `Diajarkan: ${craftId}, ${skillId}`,
  AssessmentRuleSet: ({ validityMonths, professions }) =>
    `Asesmen mulai hari ini berlaku paling lama ${validityMonths} bulan, oleh: ${professions.join(', ')}`,
  InstrumentAdopted: ({ id, version }) => `Instrumen ${id} mulai dipakai, versi ${version}`,
  RetentionRuleSet: ({ class: of, years, basis }) =>
    `${kept[of]} disimpan ${years} tahun setelah kepesertaan terakhir berakhir (${basis})`,
  MonthClosed: ({ month }) => `Bulan ${month} ditutup`,
  ProgrammeClosed: ({ reason }) => `Program ditutup: ${ending[reason]}`,
} satisfies Partial<EventTexts>
