import type { AgencyRegisters } from '../agency-registers.js'
import type { RefusalName, Reject } from '../expected.js'
import type { Participant } from './participant.js'
import { type ReadRow, readRegister } from './register.js'
import { Stock } from './stock.js'
import { keyOf, readCode, readDay, readMark, readNumber } from './value.js'

export interface Product {
  readonly sku: string
  readonly stock: Stock
}

export interface Agency {
  readonly code: string
}

type Refuse = (reject: Reject) => void

/** Who takes part, by key. They are known whatever their row's date: of two rows of one code the upper one stands. */
export const readParticipants = (registers: AgencyRegisters, refuse: Refuse): Map<string, Participant> => {
  const file = 'peserta.csv'
  const columns = ['Kode', 'Tanggal Lahir', 'JK', 'Tanggal Rujukan', 'Tanggal Persetujuan'] as const
  const rows = readRegister(registers, file, columns, (cells): Participant | RefusalName => {
    const code = readCode(cells('Kode'))
    const consent = cells('Tanggal Persetujuan')
    const consentedOn = readDay(consent)
    if (readDay(cells('Tanggal Lahir')) === undefined || readDay(cells('Tanggal Rujukan')) === undefined) {
      return 'invalid-date'
    }
    if (consent.trim() !== '' && consentedOn === undefined) return 'invalid-date'
    if (readMark(cells('JK'), sexes) === undefined) return 'invalid-mark'
    if (code === undefined) return 'invalid-code'
    return {
      code,
      consentedOn,
      assessment: undefined,
      enrolment: 'none',
      recordedOn: new Set(),
      credited: 0,
      paidOut: 0,
    }
  })
  return firstByCode(file, rows, refuse)
}

const sexes = new Map([
  ['l', 'male'],
  ['p', 'female'],
])

/** What is made and ordered, by key. */
export const readProducts = (registers: AgencyRegisters, refuse: Refuse): Map<string, Product> => {
  const file = 'produk.csv'
  const rows = readRegister(registers, file, ['Kode Produk', 'Harga'], (cells) => {
    const code = readCode(cells('Kode Produk'))
    if (readNumber(cells('Harga')) === undefined) return 'invalid-number'
    return code === undefined ? 'invalid-code' : { code, sku: code, stock: new Stock() }
  })
  return firstByCode(file, rows, refuse)
}

/** Who orders, by key. */
export const readAgencies = (registers: AgencyRegisters, refuse: Refuse): Map<string, Agency> => {
  const file = 'instansi.csv'
  const rows = readRegister(registers, file, ['Kode Instansi'], (cells) => {
    const code = readCode(cells('Kode Instansi'))
    return code === undefined ? 'invalid-code' : { code }
  })
  return firstByCode(file, rows, refuse)
}

const firstByCode = <Said extends { readonly code: string }>(
  file: string,
  rows: readonly ReadRow<Said>[],
  refuse: Refuse,
): Map<string, Said> => {
  const known = new Map<string, Said>()
  for (const { row, said } of rows) {
    if (typeof said === 'string') refuse({ file, row, rule: said })
    else if (known.has(keyOf(said.code))) refuse({ file, row, rule: 'duplicate-code' })
    else known.set(keyOf(said.code), said)
  }
  return known
}
