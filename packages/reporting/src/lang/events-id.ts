import { calendarInIndonesian } from './calendar-id.js'
import type { EventTexts } from './event-texts.js'
import { goodsInIndonesian } from './goods-id.js'
import { moneyInIndonesian } from './money-id.js'
import { participantInIndonesian } from './participant-id.js'
import { salesInIndonesian } from './sales-id.js'
import { supportInIndonesian } from './support-id.js'

const grade = { A: 'mutu A', B: 'mutu B', reject: 'tolak' } as const

const group = { community: 'warga', family: 'keluarga', buyer: 'pembeli', staff: 'pegawai' } as const

const incident = {
  injury: 'cedera',
  illness: 'sakit mendadak',
  'self-harm': 'menyakiti diri',
  violence: 'kekerasan',
  abuse: 'perlakuan salah',
  harassment: 'pelecehan',
  exploitation: 'eksploitasi',
  theft: 'pencurian',
  missing: 'orang hilang',
  other: 'lainnya',
} as const

const severity = { low: 'ringan', moderate: 'sedang', high: 'berat', critical: 'sangat berat' } as const

const referredTo = {
  clinic: 'puskesmas atau klinik',
  hospital: 'rumah sakit',
  police: 'kepolisian',
  'social-services': 'dinas sosial',
  'legal-aid': 'bantuan hukum',
  family: 'keluarga',
  ward: 'kelurahan',
  other: 'pihak lain',
} as const

const incidentOutcome = {
  resolved: 'selesai ditangani',
  'measures-taken': 'tindakan sudah diambil',
  'handed-over': 'diserahkan kepada pihak lain',
  unfounded: 'tidak terbukti',
  undetermined: 'tidak dapat dipastikan',
} as const

const helper = { facilitator: 'instruktur', volunteer: 'relawan', assessor: 'asesor' } as const

const check = {
  identity: 'identitas',
  'police-record': 'SKCK',
  references: 'referensi',
  health: 'kesehatan',
  training: 'pelatihan',
} as const

const helperLeft = {
  resigned: 'mengundurkan diri',
  'contract-ended': 'kontrak berakhir',
  moved: 'pindah',
  dismissed: 'diberhentikan',
  deceased: 'meninggal',
  unstated: 'alasan tidak disebut',
} as const

const basis = { consent: 'persetujuan', 'public-duty': 'tugas publik' } as const

const request = {
  access: 'melihat data pribadinya',
  rectify: 'memperbaiki data pribadinya',
  withdraw: 'menarik persetujuannya',
  restrict: 'membatasi pemrosesan datanya',
  erase: 'menghapus data pribadinya',
  portability: 'menerima salinan datanya',
} as const

const requestOutcome = { granted: 'dikabulkan', refused: 'ditolak', partly: 'dikabulkan sebagian' } as const

const revoked = {
  left: 'tidak bertugas lagi',
  'duty-changed': 'tugas berubah',
  misuse: 'penyalahgunaan',
  mistake: 'salah diberikan',
  unstated: 'alasan tidak disebut',
} as const

/** What happened, in Indonesian. */
export const eventsInIndonesian: EventTexts = {
  ...participantInIndonesian,
  ...calendarInIndonesian,
  ...goodsInIndonesian,
  ...moneyInIndonesian,
  ...salesInIndonesian,
  ...supportInIndonesian,
  ItemsMade: (data, { number }) =>
    `${number(data.quantity)} ${data.sku} dibuat, ${grade[data.grade]}, oleh ${number(data.makers.length)} pembuat`,
  StockReserved: ({ sku, batches, reason }) =>
    `${sku} disisihkan dari ${batches.length} batch${reason === 'backorder' ? ' untuk pesanan yang menunggu' : ''}`,
  BackorderQueued: ({ sku, quantity }, { number }) => `Pesanan menunggu ${number(quantity)} ${sku}`,
  StockDispatched: ({ sku, batches }, { number }) =>
    `${number(batches.reduce((sum, batch) => sum + batch.quantity, 0))} ${sku} keluar untuk pengiriman`,
  OrderPlaced: ({ number: order, agencyCode, lines }) => `Pesanan ${order} dari ${agencyCode}, ${lines.length} baris`,
  OrderLinesAdded: ({ lines }) => `${lines.length} baris ditambahkan ke pesanan`,
  OrderAccepted: ({ lines }) => `Pesanan diterima, ${lines.length} baris`,
  LineReserved: () => 'Barang disisihkan untuk satu baris pesanan',
  LineBackordered: ({ quantity }, { number }) => `Satu baris pesanan menunggu ${number(quantity)} barang`,
  OrderDelivered: ({ handoverRef }) => `Dikirim${handoverRef === null ? '' : `, BAST ${handoverRef}`}`,
  InvoiceIssued: ({ amount }, { rupiah }) => `Ditagih ${rupiah(amount)}`,
  PaymentReceived: ({ amount, method }, { rupiah }) =>
    `Diterima ${rupiah(amount)}${method === null ? '' : ` (${method})`}`,
  ProceedsShared: ({ total, shares }, { rupiah }) => `Hasil ${rupiah(total)} dibagikan, ${shares.length} pembuat`,
  OrderCompleted: () => 'Pesanan selesai',
  ProgrammeEstablished: ({ name }) => `Program dibentuk: ${name}`,
  ScheduleSet: ({ rule, startsAt }) => `Jadwal ditetapkan: ${rule} pukul ${startsAt}`,
  HolidayDeclared: ({ date, name }, { day }) => `Libur ${day(date)}: ${name}`,
  HolidayWithdrawn: ({ date }, { day }) => `${day(date)} tidak jadi libur`,
  CraftIntroduced: ({ name }) => `Kerajinan mulai diajarkan: ${name}`,
  ProceedsRuleSet: ({ makersShare, materialsFund, programmeFund }) =>
    `Pembagian hasil mulai hari ini: pembuat ${makersShare / 100}%, bahan ${materialsFund / 100}%, program ${programmeFund / 100}%`,
  ProductListed: ({ sku, name }) => `Produk ${sku}: ${name}`,
  PriceSet: ({ sku, price }, { rupiah }) => `Harga ${sku} ${rupiah(price)}`,
  AgencyPartnered: ({ code, name }) => `Instansi ${code}: ${name}`,
  SurveyRoundOpened: ({ instrument, instrumentVersion, from, to }, { day }) =>
    `Survei ${day(from)} sampai ${day(to)}: ${instrument}, versi ${instrumentVersion}`,
  SurveyResponseRecorded: (data) => `Satu jawaban dari ${group[data.group]}`,
  SurveyRoundClosed: ({ responses }, { number }) => `Survei ditutup dengan ${number(responses)} jawaban`,
  IncidentReported: (data, { number }) =>
    `Insiden dilaporkan: ${incident[data.kind]}, ${severity[data.severity]}, ${number(data.involved.length)} orang disebut`,
  IncidentReferred: ({ to, documentRef }) =>
    `Insiden dirujuk ke ${referredTo[to]}${documentRef === null ? '' : `, dokumen ${documentRef}`}`,
  IncidentClosed: ({ outcome: found, decidedBy }) =>
    `Insiden ditutup: ${incidentOutcome[found]}, diputuskan oleh ${decidedBy}`,
  HelperEngaged: ({ kind, programmeId }) => `Bertugas di program ${programmeId} sebagai ${helper[kind]}`,
  HelperVetted: (data, { day }) => `Lolos pemeriksaan ${check[data.check]}, berlaku sampai ${day(data.validUntil)}`,
  HelperLeft: ({ programmeId, reason }) => `Tidak bertugas lagi di program ${programmeId}: ${helperLeft[reason]}`,
  ProcessingRegistered: (data, { number }) =>
    `Pemrosesan data dicatat: ${data.purpose}, berdasarkan ${basis[data.basis]}, disimpan ${number(data.retentionYears)} tahun`,
  RequestReceived: ({ kind }) => `Meminta ${request[kind]}`,
  RequestAnswered: ({ outcome: answer, reason }) =>
    `Permintaan ${requestOutcome[answer]}${reason === null ? '' : ` (${reason})`}`,
  AccessGranted: ({ actorId, role, until }, { day }) =>
    `${actorId} bertindak sebagai ${role}${until === null ? '' : ` sampai ${day(until)}`}`,
  AccessRevoked: ({ reason }) => `Akses dicabut: ${revoked[reason]}`,
  BreachDetected: ({ affected }, { number }) =>
    `Kebocoran data ditemukan, ${affected === null ? 'jumlah orang terdampak belum diketahui' : `${number(affected)} orang terdampak`}`,
  BreachNotified: ({ to }) =>
    to === 'person' ? 'Kebocoran data diberitahukan kepada yang terdampak' : 'Kebocoran data dilaporkan kepada lembaga',
  AlarmRaised: ({ kind }) =>
    kind === 'request-open' ? 'Peringatan: permintaan belum dijawab' : 'Peringatan: kebocoran data belum diberitahukan',
  ReviewFellDue: (data, { day }) =>
    `Perlu ditinjau: masa simpan data ${data.class === 'health' ? 'kesehatan' : 'pribadi'} berakhir ${day(data.since)}`,
  MaterialReceived: ({ materialId, grams }, { number }) => `${number(grams)} g ${materialId} masuk`,
  MaterialIssued: ({ materialId, grams }, { number }) => `${number(grams)} g ${materialId} keluar`,
}
