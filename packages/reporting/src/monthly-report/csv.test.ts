import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Language } from '../formats.js'
import { reportTexts } from '../lang/report-texts.js'
import { monthlyReportCsv } from './csv.js'
import { figuresOf, type Section, sections } from './figures.js'
import { anyReport, kediriAugust } from './reports.arbitrary.js'

/** Reads CSV of RFC 4180, without asking the library that wrote it. */
const parsed = (text: string, delimiter: string): string[][] => {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    const row = rows[rows.length - 1] ?? []
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (character === '"') quoted = !quoted
    else if (!quoted && character === delimiter) {
      row.push(cell)
      cell = ''
    } else if (!quoted && text.startsWith('\r\n', at)) {
      row.push(cell)
      cell = ''
      rows.push([])
      at++
    } else cell += character
  }
  return rows.slice(0, -1)
}

const read = (text: string, lang: Language): string[][] =>
  parsed(text.replace(/^\uFEFF/, ''), lang === 'id' ? ';' : ',').map((row) =>
    // Takes off the mark that keeps a spreadsheet from seeing a formula.
    row.map((cell) => cell.replace(/^'(?='*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/, '')),
  )

test('the Indonesian file opens in an Indonesian spreadsheet: a mark, `;`, CRLF', () => {
  const text = monthlyReportCsv(kediriAugust, 'id')
  const lines = text.split('\r\n')
  expect(lines[0]).toBe('\uFEFFBagian;Kode;Uraian;Nilai')
  expect(lines[1]).toBe('Laporan;;Program;kediri')
  expect(lines[2]).toBe('Laporan;;Bulan;2020-08')
  expect(lines).toContain('Kehadiran;;Hadir;96')
  expect(lines).toContain('Pendapatan pembuat;P-011;Belum dibayarkan;122500')
  expect(lines).toContain('Pesanan dan uang;;Diterima;2960014')
  expect(lines.at(-1)).toBe('')
})

test('the English file has `,` and no mark', () => {
  const lines = monthlyReportCsv(kediriAugust, 'en').split('\r\n')
  expect(lines[0]).toBe('Section,Code,Figure,Value')
  expect(lines).toContain('Stock at the end of the month,KPR-TSU,Backordered,24')
  expect(lines).toContain('Agencies that ordered,KEL-17,Value,210000')
})

test('law: every figure of a report stands in the file, and is read back from it', () => {
  fc.assert(
    fc.property(anyReport, fc.constantFrom<Language[]>('id', 'en'), (report, lang) => {
      const texts = reportTexts(lang)
      const sectionOf = new Map<string, Section>(sections.map((section) => [texts.sections[section].title, section]))
      const [, , , ...rows] = read(monthlyReportCsv(report, lang), lang)
      const figures = rows.map(([title = '', code = '', name = '', value = '']) => {
        const section = sectionOf.get(title)
        const names: object = section === undefined ? {} : texts.sections[section].figures
        const figure = Object.entries(names).find(([, text]) => text === name)?.[0]
        return { section, code, figure, value: Number(value) }
      })
      expect(figures).toEqual(figuresOf(report))
    }),
  )
})
