import type { AgencyRegisters } from '../agency-registers.js'
import type { Books } from './books.js'
import { type Act, assess, enrolmentAct } from './enrolment.js'
import { readRegister } from './register.js'
import { keyOf, readCode, readDay, readMark } from './value.js'

const outcomes = new Map([
  ['stabil', true],
  ['tidak stabil', false],
])
const answers = new Map([
  ['ya', true],
  ['tidak', false],
])
const acts = new Map<string, Act>([
  ['daftar', 'Daftar'],
  ['jeda', 'Jeda'],
  ['lanjut', 'Lanjut'],
  ['selesai', 'Selesai'],
])

/** Notes what asesmen.csv tells. */
export const noteAssessments = (registers: AgencyRegisters, { participants, agenda, refuse }: Books): void => {
  const file = 'asesmen.csv'
  const columns = ['Kode', 'Tanggal', 'Hasil', 'Mampu Latihan', 'Berlaku Sampai'] as const
  const rows = readRegister(registers, file, columns, (cells) => {
    const day = readDay(cells('Tanggal'))
    const validUntil = readDay(cells('Berlaku Sampai'))
    const stable = readMark(cells('Hasil'), outcomes)
    const able = readMark(cells('Mampu Latihan'), answers)
    const code = readCode(cells('Kode'))
    if (day === undefined || validUntil === undefined) return 'invalid-date'
    if (stable === undefined || able === undefined) return 'invalid-mark'
    if (code === undefined) return 'invalid-code'
    return { day, code, assessment: { fit: stable && able, validUntil } }
  })
  for (const { row, said } of rows) {
    if (typeof said === 'string') {
      refuse({ file, row, rule: said })
      continue
    }
    const participant = participants.get(keyOf(said.code))
    if (participant === undefined) refuse({ file, row, rule: 'unknown-participant' })
    else agenda.note(said.day, 'assessment', () => assess(participant, said.assessment))
  }
}

/** Notes what pendaftaran.csv tells. */
export const noteEnrolmentActs = (registers: AgencyRegisters, books: Books): void => {
  const { participants, agenda, flows, refuse } = books
  const file = 'pendaftaran.csv'
  const rows = readRegister(registers, file, ['Kode', 'Tanggal', 'Kegiatan'], (cells) => {
    const day = readDay(cells('Tanggal'))
    const act = readMark(cells('Kegiatan'), acts)
    const code = readCode(cells('Kode'))
    if (day === undefined) return 'invalid-date'
    if (act === undefined) return 'invalid-mark'
    return code === undefined ? 'invalid-code' : { day, act, code }
  })
  for (const { row, said } of rows) {
    if (typeof said === 'string') {
      refuse({ file, row, rule: said })
      continue
    }
    const { day, act } = said
    const participant = participants.get(keyOf(said.code))
    if (participant === undefined) {
      refuse({ file, row, rule: 'unknown-participant' })
      continue
    }
    agenda.note(day, 'enrolment act', () => {
      const rule = enrolmentAct(participant, act, day)
      if (rule !== undefined) refuse({ file, row, rule })
      else if (act === 'Daftar') flows(day).enrolled += 1
      else if (act === 'Selesai') flows(day).ended += 1
    })
  }
}
