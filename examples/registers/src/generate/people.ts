import { addDays, type Day } from '../calendar.js'
import { blank, dayCell, markCell, textCell } from './cell.js'
import { isFit, type Person } from './person.js'
import type { Random } from './random.js'
import type { World } from './world.js'

type Act = 'Daftar' | 'Jeda' | 'Lanjut' | 'Selesai'

/** People referred from the first day on, most of them in the first third of the span. */
export const peopleOf = (random: Random, number: number, startedOn: Day, days: number): Person[] => {
  const spell = random.pick([
    (index: number) => `P-${String(index).padStart(3, '0')}`,
    (index: number) => `WB.${String(index).padStart(4, '0')}`,
    (index: number) => `Kdr_${index}`,
  ])
  return Array.from({ length: number }, (_, index) => {
    const referredOn = addDays(startedOn, Math.floor(days * random.next() * (random.chance(0.8) ? 0.35 : 0.8)))
    const consentedOn = random.chance(0.05) ? undefined : addDays(referredOn, random.whole(0, 5))
    return {
      code: spell(index + 1),
      referredOn,
      consentedOn,
      phase: 'none',
      assessment: undefined,
      assessOn: addDays(consentedOn ?? referredOn, random.whole(0, 10)),
      due: 0,
    }
  })
}

/** Fills peserta.csv. */
export const referPeople = (world: World): void => {
  const { people, random, write } = world
  people.forEach((person, index) => {
    const number = String(index + 1).padStart(4, '0')
    write('peserta.csv', [
      textCell(person.code),
      textCell(random.chance(0.05) ? `Peserta "Contoh" ${number}; baru` : `Peserta Contoh ${number}`),
      textCell(`999999010190${number}`),
      dayCell(addDays('1960-01-01', random.whole(0, 14_000))),
      markCell(random.pick(['L', 'P'])),
      textCell(random.pick(['Kelurahan Satu', 'Kelurahan Dua', 'Kelurahan Tiga, timur'])),
      textCell(`0800${number}`),
      textCell(random.pick(['Puskesmas', 'Rumah sakit', 'Keluarga', 'Sendiri'])),
      dayCell(person.referredOn),
      person.consentedOn === undefined ? blank : dayCell(person.consentedOn),
    ])
  })
}

/** Lives the world's day: assessments that are due, and what becomes of the enrolment. */
export const livePerson = (world: World, person: Person): void => {
  const { day, random, rate } = world
  if (day < person.referredOn) return
  if (day === person.referredOn && random.chance(rate * 3)) act(world, person, 'Daftar')
  if (day >= person.assessOn && (person.phase !== 'ended' || random.chance(0.02))) assessDue(world, person)
  if (random.chance(rate * 0.02)) muddle(world, person)
  const planned = plannedAct(world, person)
  if (planned !== undefined) act(world, person, planned)
}

const assessDue = (world: World, person: Person): void => {
  const { random, rate } = world
  assess(world, person, random.chance(0.93))
  // Two assessments of one date: the lower one is in force, and one of them may pause what runs.
  if (random.chance(rate * 2)) assess(world, person, random.chance(0.5))
  // Tried all the same.
  if (person.assessment?.fit === false && random.chance(rate * 4)) act(world, person, random.pick(['Daftar', 'Lanjut']))
}

const assess = (world: World, person: Person, fit: boolean): void => {
  const { day, random, write } = world
  const validUntil = addDays(day, fit ? random.whole(30, 180) : random.whole(7, 60))
  const stable = fit || random.chance(0.3)
  write('asesmen.csv', [
    dayCell(day),
    textCell(person.code),
    markCell(stable ? 'Stabil' : 'Tidak stabil'),
    markCell(fit || (!stable && random.chance(0.2)) ? 'Ya' : 'Tidak'),
    dayCell(validUntil),
    textCell('PTG-01'),
    textCell(random.pick(['Dokter', 'Psikolog', 'Pekerja sosial'])),
  ])
  person.assessment = { fit, validUntil }
  person.assessOn = fit
    ? addDays(validUntil, random.whole(-20, 14))
    : addDays(day, random.chance(0.25) ? random.whole(60, 200) : random.whole(5, 30))
  if (!fit && person.phase === 'running') person.phase = 'paused'
}

const plannedAct = ({ day, random }: World, person: Person): Act | undefined => {
  const fit = isFit(person, day)
  if (person.phase === 'none' || person.phase === 'ended') {
    const consented = person.consentedOn !== undefined && person.consentedOn <= day
    return fit && consented && random.chance(person.phase === 'none' ? 0.4 : 0.008) ? 'Daftar' : undefined
  }
  if (person.phase === 'running') {
    if (random.chance(1 / 300)) return 'Jeda'
    return random.chance(1 / 800) ? 'Selesai' : undefined
  }
  if (fit && random.chance(0.15)) return 'Lanjut'
  return random.chance(1 / 300) ? 'Selesai' : undefined
}

/** Acts nobody planned: one that is out of place, or several of one day that make sense in one order only. */
const muddle = (world: World, person: Person): void => {
  const { random } = world
  const sequence = random.chance(0.5)
    ? random.shuffled(allActs).slice(0, random.whole(1, 2))
    : random.pick<readonly Act[]>([
        ['Jeda', 'Lanjut'],
        ['Jeda', 'Jeda', 'Lanjut', 'Lanjut'],
        ['Selesai', 'Daftar'],
        ['Lanjut', 'Daftar', 'Selesai', 'Daftar'],
        ['Daftar', 'Daftar', 'Jeda', 'Lanjut'],
        ['Selesai', 'Selesai', 'Lanjut', 'Daftar', 'Jeda'],
      ])
  for (const next of sequence) act(world, person, next)
}

const allActs = ['Daftar', 'Jeda', 'Lanjut', 'Selesai'] as const

/** Writes the act down; the person's enrolment follows where the act makes sense. */
const act = (world: World, person: Person, name: Act): void => {
  const { day, random, write } = world
  const reasons = { Daftar: '', Jeda: 'kambuh', Lanjut: '', Selesai: random.pick(['lulus', 'pindah', 'bekerja']) }
  write('pendaftaran.csv', [
    dayCell(day),
    textCell(person.code),
    markCell(name),
    textCell(random.chance(0.03) ? 'lihat surat;\nlembar "dua"' : reasons[name]),
  ])
  const { phase } = person
  const fit = isFit(person, day)
  const open = phase === 'running' || phase === 'paused'
  const consented = person.consentedOn !== undefined && person.consentedOn <= day
  if (name === 'Daftar' && !open && fit && consented) person.phase = 'running'
  if (name === 'Jeda' && phase === 'running') person.phase = 'paused'
  if (name === 'Lanjut' && phase === 'paused' && fit) person.phase = 'running'
  if (name === 'Selesai' && open) person.phase = 'ended'
}
