import type { MonthlyReport } from '@perca/core'
import { csvText } from '../csv.js'
import type { Language } from '../formats.js'
import { reportTexts } from '../lang/report-texts.js'
import { figuresOf, type Section } from './figures.js'

/**
 * The report in long form, one line a figure: section, code, figure, value. Values are plain digits, whole rupiah and
 * pieces, so that a spreadsheet can add them up.
 */
export const monthlyReportCsv = (report: MonthlyReport, lang: Language): string => {
  const texts = reportTexts(lang)
  const named = (section: Section, figure: string): string => {
    const names: { readonly [figure: string]: string } = texts.sections[section].figures
    return names[figure] ?? figure
  }
  return csvText(lang, [
    [texts.csv.section, texts.csv.code, texts.csv.figure, texts.csv.value],
    [texts.csv.report, '', texts.programme, report.programme],
    [texts.csv.report, '', texts.month, report.month],
    ...figuresOf(report).map(({ section, code, figure, value }) => [
      texts.sections[section].title,
      code,
      named(section, figure),
      String(value),
    ]),
  ])
}
