export { type AuthorisationRow, authorisationOf, authorisationPage } from './authorisation.js'
export {
  type CatalogueCommand,
  type CatalogueEvent,
  type CatalogueField,
  type CatalogueStream,
  type CatalogueVersion,
  catalogueOf,
} from './catalogue.js'
export { cataloguePage, flowDiagram } from './catalogue-page.js'
export { csvText } from './csv.js'
export { eventSentence } from './event-sentence.js'
export { day, type Language, month, number, rate, rupiah } from './formats.js'
export { jsonSchemaOf } from './json-schema.js'
export { monthlyReportCsv } from './monthly-report/csv.js'
export { monthlyReportJson } from './monthly-report/json.js'
export { monthlyReportTable } from './monthly-report/table.js'
export { withoutSensitive } from './redaction.js'
export { bold, type Column, type Drawing, printable, table } from './table.js'
