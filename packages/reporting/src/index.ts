export {
  type CatalogueCommand,
  type CatalogueEvent,
  type CatalogueField,
  type CatalogueStream,
  catalogueOf,
} from './catalogue.js'
export { csvText } from './csv.js'
export { eventSentence } from './event-sentence.js'
export { day, type Language, month, number, rate, rupiah } from './formats.js'
export { monthlyReportCsv } from './monthly-report/csv.js'
export { monthlyReportJson } from './monthly-report/json.js'
export { monthlyReportTable } from './monthly-report/table.js'
export { withoutSensitive } from './redaction.js'
export { bold, type Column, type Drawing, printable, table } from './table.js'
