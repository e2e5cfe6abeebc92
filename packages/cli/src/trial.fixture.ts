import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EventStore } from '@perca/eventsourcing'
import { fileJournal, memoryKeys, sqliteAccessLog } from '@perca/privacy'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import type { ExitCode } from './exit-code.js'
import type { Keyring } from './keyring.js'
import { run } from './program.js'
import type { Surroundings } from './surroundings.js'

/** What one call of `perca` gave. */
export interface Given {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

/** What a test may change of a call's surroundings. */
export interface TrialOptions {
  readonly store?: EventStore
  readonly env?: Surroundings['env']
  /** True: stdout and stderr are terminals. */
  readonly tty?: boolean
  readonly columns?: number
  readonly stop?: AbortSignal
  /** Aborted: the reader of stdout went away. */
  readonly gone?: AbortSignal
  readonly clock?: () => number
  readonly openStore?: Surroundings['openStore']
  readonly now?: () => Date
  /** Told after everything that is written to stdout. */
  readonly onOut?: (out: string) => void
}

/** Where the trials of this process keep what stands beside their keys. */
const keyFolders = mkdtempSync(join(tmpdir(), 'perca-trial-keys-'))
process.once('exit', () => rmSync(keyFolders, { recursive: true, force: true }))
let trials = 0

/** A `perca` in this process: its calls share one store in memory, and what it prints is given back. */
export const trial = (options: TrialOptions = {}) => {
  const store = options.store ?? memoryStore()
  // Calls follow each other on one store, as processes follow each other on one file.
  const kept: EventStore = { ...store, close: () => async () => E.right(undefined) }
  const keys = memoryKeys()
  const folder = join(keyFolders, String(++trials))
  mkdirSync(folder)
  const keyring: Keyring = {
    keys: { ...keys, close: () => async () => E.right(undefined) },
    journal: fileJournal(join(folder, 'intents')),
    openAccessLog: sqliteAccessLog(join(folder, 'access.db')),
    made: null,
  }
  return async (...args: readonly string[]): Promise<Given> => {
    let out = ''
    let err = ''
    const stream = (write: (text: string) => void) => ({
      write,
      ready: async () => {},
      gone: options.gone ?? new AbortController().signal,
      isTTY: options.tty ?? false,
      columns: options.columns ?? 100,
    })
    const code = await run(args, {
      stdout: stream((text) => {
        out += text
        options.onOut?.(out)
      }),
      stderr: stream((text) => {
        err += text
      }),
      env: options.env ?? {},
      stop: options.stop ?? new AbortController().signal,
      clock: options.clock ?? (() => 0),
      version: '1.2.3',
      openStore: options.openStore ?? (() => async () => E.right(kept)),
      openKeyring: () => async () => E.right(keyring),
      now: options.now ?? (() => new Date('2020-12-31T02:00:00.000Z')),
    })
    return { code, out, err }
  }
}

/** The sample registers, one year of Kediri. */
export const kediri = fileURLToPath(new URL('../../../examples/registers/kediri-2020', import.meta.url))

/** What no reader may see unasked: it stands in the fields of the small registers that are personal. */
export const secrets = [
  'Nama Rahasia',
  '3571991810750001',
  '080115244939',
  'Kelurahan Rahasia',
  '1975-10-18',
  '18/10/1975',
]

const programme = {
  programme: 'kediri',
  name: 'Pelatihan perca',
  agency: 'Dinas Sosial',
  timezone: 'Asia/Jakarta',
  startedOn: '2020-01-01',
  schedule: { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 40 },
  holidays: [{ date: '2020-08-20', name: 'Tahun Baru Hijriah' }],
  crafts: [{ craftId: 'jahit', name: 'Jahit' }],
  proceeds: { makersShare: 7000, materialsFund: 2000, programmeFund: 1000 },
}

const small: { readonly [file: string]: readonly string[] } = {
  'peserta.csv': [
    'Kode;Nama;NIK;Tanggal Lahir;JK;Kelurahan;Telepon;Rujukan;Tanggal Rujukan;Tanggal Persetujuan',
    'P-001;Nama Rahasia;3571991810750001;18/10/1975;L;Kelurahan Rahasia;080115244939;Puskesmas;03/08/2020;03/08/2020',
  ],
  'asesmen.csv': [
    'Tanggal;Kode;Hasil;Mampu Latihan;Berlaku Sampai;Petugas;Profesi',
    '03/08/2020;P-001;Stabil;Ya;31/12/2020;PTG-01;Pekerja sosial',
  ],
  'pendaftaran.csv': ['Tanggal;Kode;Kegiatan;Keterangan', '03/08/2020;P-001;Daftar;'],
  // A holiday on the 20th; nobody is called P-002.
  'daftar-hadir-2020-08.csv': ['Kode;04/08/2020;06/08/2020;20/08/2020', 'P-001;H;T;H', 'P-002;H;;'],
  'produk.csv': ['Kode Produk;Nama;Kerajinan;Harga', 'KPR-TAS;Tas belanja perca;jahit;45.000'],
  'instansi.csv': ['Kode Instansi;Nama;Jenis', 'KEL-01;Kelurahan Contoh;Kelurahan'],
  'produksi.csv': ['Tanggal;Kode Produk;Pembuat;Jumlah;Mutu', '04/08/2020;KPR-TAS;P-001;2;A'],
  'pesanan.csv': [
    'No Pesanan;Tanggal;Kode Instansi;Kode Produk;Jumlah;Harga Satuan',
    'PSN-1;05/08/2020;KEL-01;KPR-TAS;2;45.000',
  ],
  'pengiriman.csv': ['No Pesanan;No BAST;Tanggal;Kode Produk;Jumlah', 'PSN-1;BAST-1;06/08/2020;KPR-TAS;2'],
  'pembayaran.csv': ['No Pesanan;Tanggal;Jumlah;Cara', 'PSN-1;07/08/2020;90.000;Tunai'],
  'pembayaran-hasil.csv': ['Kode;Tanggal;Jumlah;No Kuitansi', 'P-001;08/08/2020;63.000;KW-1'],
}

/** Writes a folder of small registers, with three cells at fault, and gives its name; `clean` takes it away. */
export const smallRegisters = async (changed: { readonly [file: string]: readonly string[] } = {}) => {
  const top = await mkdtemp(join(tmpdir(), 'perca-trial-'))
  const folder = join(top, 'registers')
  await mkdir(folder)
  await writeFile(join(folder, 'program.json'), JSON.stringify(programme))
  for (const [file, lines] of Object.entries({ ...small, ...changed })) {
    await writeFile(join(folder, file), `\uFEFF${lines.join('\r\n')}\r\n`)
  }
  return { folder, top, clean: () => rm(top, { recursive: true }) }
}
