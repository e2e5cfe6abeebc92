import { addDays, type Day } from '../calendar.js'
import type { ProgrammeFile } from '../expected.js'
import { scheduleFrom } from '../oracle/schedule.js'
import { numberCell, textCell } from './cell.js'
import type { Random } from './random.js'
import type { Product } from './shelf.js'
import type { Buyer, World } from './world.js'

/** Schedules of seven to ten sessions a month. */
const rules = [
  'FREQ=WEEKLY;BYDAY=TU,TH',
  'FREQ=WEEKLY;BYDAY=MO,SA',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,TH,SU',
  'FREQ=DAILY;INTERVAL=4',
  'FREQ=DAILY;BYDAY=WE,FR',
  'FREQ=MONTHLY;BYDAY=MO,TH',
  'FREQ=MONTHLY;BYDAY=1TU,1TH,2WE,3MO,3FR,-1SA,-1TU',
]

const proceeds = [
  { makersShare: 7000, materialsFund: 2000, programmeFund: 1000 },
  { makersShare: 3333, materialsFund: 3333, programmeFund: 3334 },
  { makersShare: 6667, materialsFund: 2222, programmeFund: 1111 },
  { makersShare: 5000, materialsFund: 2500, programmeFund: 2500 },
  { makersShare: 10_000, materialsFund: 0, programmeFund: 0 },
]

const crafts = [
  { craftId: 'anyam', name: 'Anyaman perca' },
  { craftId: 'jahit', name: 'Jahit perca' },
  { craftId: 'tangan', name: 'Aksesori tangan' },
]

/** A programme with a calendar, crafts and proceeds of its own. About one session in twelve falls on a holiday. */
export const programmeOf = (seed: number, random: Random, startedOn: Day, days: number): ProgrammeFile => {
  const rule = random.pick(rules)
  const isScheduled = scheduleFrom(rule, startedOn)
  const holidays = Array.from({ length: days }, (_, index) => addDays(startedOn, index)).filter((day) =>
    random.chance(isScheduled(day) ? 1 / 12 : 1 / 60),
  )
  return {
    programme: `contoh-${Math.abs(seed)}`,
    name: 'Pelatihan contoh',
    agency: 'Dinas Contoh',
    timezone: random.pick(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']),
    startedOn,
    schedule: { rule, startsAt: random.pick(['08:00', '09:30', '13:00']), duration: 180, venue: 'Aula', capacity: 40 },
    holidays: holidays.map((date) => ({ date, name: 'Hari libur' })),
    crafts,
    proceeds: random.pick(proceeds),
  }
}

/** Products whose prices do not divide evenly. */
export const productsOf = (random: Random, number: number): Product[] =>
  Array.from({ length: number }, (_, index) => ({
    sku: `${random.pick(['KPR', 'TAS', 'ZIP', 'abc'])}-${index + 1}`,
    name: random.chance(0.2) ? 'Tas "besar"; perca' : `Barang contoh ${index + 1}`,
    craftId: random.pick(crafts).craftId,
    price: random.pick([25_000, 60_001, 33_333, 9_999, 1_001, 45_000, 12_347, 150_007]),
    shelf: [],
    next: 0,
    waiting: [],
  }))

export const buyersOf = (random: Random, number: number): Buyer[] =>
  Array.from({ length: number }, (_, index) => ({
    code: `${random.pick(['OPD', 'KEL', 'DPRD', 'Umum'])}-${index + 1}`,
    name: random.chance(0.1) ? `Kantor Contoh ${index + 1}, lantai "2"; timur` : `Kantor Contoh ${index + 1}`,
    kind: random.pick(['OPD', 'Kelurahan', 'DPRD', 'Umum']),
  }))

/** Fills produk.csv and instansi.csv. */
export const listCatalogue = ({ products, buyers, write }: World): void => {
  for (const { sku, name, craftId, price } of products) {
    write('produk.csv', [textCell(sku), textCell(name), textCell(craftId), numberCell(price)])
  }
  for (const { code, name, kind } of buyers) {
    write('instansi.csv', [textCell(code), textCell(name), textCell(kind)])
  }
}
