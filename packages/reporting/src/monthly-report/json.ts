import type { MonthlyReport } from '@perca/core'

/** The report as one JSON document, its keys and lists in the report's own order; without a line end. */
export const monthlyReportJson = (report: MonthlyReport): string => JSON.stringify(report, null, 2)
