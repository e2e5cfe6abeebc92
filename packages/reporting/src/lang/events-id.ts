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

const grade = { A: 'mutu A', B: 'mutu B', reject: 'tolak' } as const

/** What happened, in Indonesian. */
export const eventsInIndonesian: EventTexts = {
  ParticipantReferred: ({ code, programmeId, source }) =>
    `Dirujuk ke program ${programmeId} sebagai ${code}${source === null ? '' : ` (${source})`}`,
  ConsentGiven: ({ givenBy }) => (givenBy === 'self' ? 'Menyetujui latihan' : 'Wali menyetujui latihan'),
  StabilityAssessed: ({ outcome: found, ableToTrain, validUntil }, { day }) =>
    `Asesmen: ${found === 'stable' ? 'stabil' : 'tidak stabil'}, ${ableToTrain ? 'mampu' : 'belum mampu'} berlatih, berlaku sampai ${day(validUntil)}`,
  ParticipantEnrolled: ({ programmeId }) => `Terdaftar di program ${programmeId}`,
  EnrolmentPaused: ({ reason }) => `Jeda: ${pause[reason]}`,
  EnrolmentResumed: () => 'Lanjut setelah jeda',
  EnrolmentEnded: ({ outcome: ended }) => `Selesai: ${outcome[ended]}`,
  AttendanceRecorded: (data) => status[data.status],
  EarningsCredited: ({ amount }, { rupiah }) => `Mendapat hak ${rupiah(amount)} dari pesanan`,
  EarningsPaid: ({ amount, receiptRef }, { rupiah }) => `Dibayar ${rupiah(amount)}, kuitansi ${receiptRef}`,
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
  SessionScheduled: ({ startsAt }) => `Sesi direncanakan pukul ${startsAt}`,
  SessionOpened: ({ startsAt }) => `Sesi dilaksanakan pukul ${startsAt}`,
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
  MaterialReceived: ({ materialId, grams }, { number }) => `${number(grams)} g ${materialId} masuk`,
  MaterialIssued: ({ materialId, grams }, { number }) => `${number(grams)} g ${materialId} keluar`,
}
