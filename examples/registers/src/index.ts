export {
  type AgencyRegisters,
  kediri2020,
  kediri2020Folder,
  readRegisters,
  writeRegisters,
} from './agency-registers.js'
export type { Expected, MonthlyFigures, RefusalName, Reject } from './expected.js'
export { indonesianForm, type RegistersForm } from './generate/form.js'
export { type AgencySize, generateRegisters } from './generate.js'
export { expectedOf } from './oracle.js'
