import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AgencyRegisters, readRegisters, writeRegisters } from './agency-registers.js'
import type { MonthlyFigures, RefusalName } from './expected.js'
import { indonesianForm, type RegistersForm } from './generate/form.js'
import { generateRegisters } from './generate.js'
import { readSheet } from './oracle/sheet.js'
import { readDay } from './oracle/value.js'
import { expectedOf } from './oracle.js'

const seeds = Array.from({ length: 30 }, (_, index) => index + 1)
const small = { participants: 8, months: 5, agencies: 4, products: 4, faultRate: 0.1 }

const everyRefusal: { readonly [Name in RefusalName]: true } = {
  'invalid-date': true,
  'invalid-number': true,
  'invalid-mark': true,
  'invalid-code': true,
  'unknown-participant': true,
  'unknown-product': true,
  'unknown-agency': true,
  'unknown-order': true,
  'duplicate-code': true,
  'duplicate-order': true,
  'duplicate-line': true,
  'duplicate-receipt': true,
  holiday: true,
  'not-scheduled': true,
  'not-enrolled': true,
  'enrolment-ended': true,
  'assessment-missing': true,
  'assessment-unstable': true,
  'assessment-expired': true,
  'enrolment-paused': true,
  'already-recorded': true,
  'consent-missing': true,
  'already-enrolled': true,
  'not-paused': true,
  'over-delivery': true,
  'insufficient-stock': true,
  'over-payment': true,
  'over-payout': true,
}

test('one seed makes one agency, another seed another', () => {
  expect(generateRegisters(1, small)).toEqual(generateRegisters(1, small))
  expect(generateRegisters(1, small)).not.toEqual(generateRegisters(2, small))
})

test('every refusal is met among thirty small agencies', () => {
  const met = new Set(
    seeds.flatMap((seed) => expectedOf(generateRegisters(seed, small)).rejects.map(({ rule }) => rule)),
  )

  expect([...met].sort()).toEqual(Object.keys(everyRefusal).sort())
})

test('where nobody errs nothing is refused, and the programme runs', () => {
  for (const seed of seeds) {
    const { months, rejects } = expectedOf(generateRegisters(seed, { ...small, months: 12, faultRate: 0 }))
    const sum = (figure: (month: MonthlyFigures) => number) =>
      Object.values(months).reduce((so, month) => so + figure(month), 0)

    expect(rejects).toEqual([])
    expect(sum(({ attendance }) => attendance.present)).toBeGreaterThan(0)
    expect(sum(({ orders }) => orders.deliveredValue)).toBeGreaterThan(0)
    expect(sum(({ proceeds }) => proceeds.shared)).toBeGreaterThan(0)
  }
})

test('law: what the registers add up to does not depend on how they are written down', () => {
  const forms: fc.Arbitrary<RegistersForm> = fc.record({
    delimiter: fc.constantFrom(';', ','),
    mark: fc.boolean(),
    newline: fc.constantFrom('\r\n', '\n'),
    dates: fc.constantFrom('dd/mm/yyyy', 'iso'),
    grouping: fc.boolean(),
    blanks: fc.boolean(),
    lowerCaseMarks: fc.boolean(),
    reorderColumns: fc.boolean(),
    extraColumns: fc.boolean(),
    totals: fc.boolean(),
    emptyRows: fc.boolean(),
  })
  return fc.assert(
    fc.property(fc.integer(), forms, (seed, form) => {
      const plain = generateRegisters(seed, small)
      const other = generateRegisters(seed, { ...small, form })

      expect(expectedOf(other).months).toEqual(expectedOf(plain).months)
      expect(placesRefused(other)).toEqual(placesRefused(plain))
    }),
    { numRuns: 25 },
  )
})

/** What is refused, its row counted without empty ones, its column by the day it names. */
const placesRefused = (registers: AgencyRegisters): string[] => {
  const { rejects } = expectedOf(registers)
  const rowsOf = new Map(
    Object.entries(registers).map(([file, text]) => [
      file,
      readSheet(text, ['Kode', 'Tanggal', 'Nama', 'Jumlah']).rows.map(({ row }) => row),
    ]),
  )
  return rejects
    .map(({ file, row, rule, column = '' }) => {
      const place = rowsOf.get(file)?.indexOf(row)
      return `${file} ${place} ${readDay(column) ?? column} ${rule}`
    })
    .sort()
}

test('law: stock, money and people are neither lost nor made', () => {
  for (const seed of seeds) {
    let due = new Map<string, number>()
    for (const month of Object.values(expectedOf(generateRegisters(seed, small)).months)) {
      expectStockOf(month)
      expectMoneyOf(month)
      for (const { participant, credited, paid, dueAtEnd } of month.earnings) {
        expect(dueAtEnd).toBe((due.get(participant) ?? 0) + credited - paid)
        expect(dueAtEnd).toBeGreaterThanOrEqual(0)
        due.delete(participant)
      }
      expect([...due.values()].every((amount) => amount === 0)).toBe(true)
      due = new Map(month.earnings.map(({ participant, dueAtEnd }) => [participant, dueAtEnd]))
      expect(month.participants.seen).toBeLessThanOrEqual(small.participants)
    }
  }
})

const expectStockOf = ({ stock }: MonthlyFigures): void => {
  for (const { onHand, reserved, backordered } of stock) {
    expect(reserved).toBeGreaterThanOrEqual(0)
    expect(onHand).toBeGreaterThanOrEqual(reserved)
    // Nobody waits while something lies there unpromised.
    if (backordered > 0) expect(onHand).toBe(reserved)
  }
}

const expectMoneyOf = ({ proceeds, earnings, orders, agencies }: MonthlyFigures): void => {
  expect(proceeds.makers + proceeds.materialsFund + proceeds.programmeFund).toBe(proceeds.shared)
  expect(earnings.reduce((so, { credited }) => so + credited, 0)).toBe(proceeds.makers)
  expect(agencies.reduce((so, { value }) => so + value, 0)).toBe(orders.placedValue)
  expect(agencies.reduce((so, agency) => so + agency.orders, 0)).toBe(orders.placed)
}

test('the registers of ten years and two hundred people are large, and worked out in good time', () => {
  const registers = generateRegisters(1, { participants: 200, months: 120 })
  const attendance = Object.entries(registers).filter(([file]) => file.startsWith('daftar-hadir'))
  const marks = attendance.reduce((so, [, text]) => so + (text.match(/;[HTISA](?=[;\r])/g)?.length ?? 0), 0)
  const started = performance.now()
  const { months } = expectedOf(registers)

  expect(marks).toBeGreaterThan(80_000)
  expect(marks).toBeLessThan(200_000)
  expect(Object.keys(months)).toHaveLength(120)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('registers written to a folder are read back as they were', () => {
  const folder = mkdtempSync(join(tmpdir(), 'registers-'))
  try {
    const registers = generateRegisters(1, { ...small, form: { ...indonesianForm, newline: '\n' } })
    writeRegisters(join(folder, 'agency'), registers)

    expect(readRegisters(join(folder, 'agency'))).toEqual(registers)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
