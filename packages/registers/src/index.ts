export { participantIdOf } from './import/ids.js'
export {
  type Imported,
  type ImportFailed,
  type ImportOptions,
  importActor,
  importRegisters,
  type RefusedEntry,
} from './import/import.js'
export { programmesOf } from './import/standing.js'
export type { AttendanceEntry, AttendanceMark } from './reading/attendance.js'
export type {
  AgencyRow,
  AssessmentRow,
  DeliveryRow,
  EnrolmentRow,
  MaterialRow,
  OrderRow,
  ParticipantRow,
  PaymentRow,
  PayoutRow,
  ProductionRow,
  ProductRow,
} from './reading/columns.js'
export type { ProgrammeProblem, RegistersError } from './reading/error.js'
export type { ProgrammeFile } from './reading/programme.js'
export type { Entry, TotalRow } from './reading/register.js'
export type { Registers } from './reading/registers.js'
export { readSource } from './reading/source.js'
export type { Doubt } from './reading/table.js'
export type { MakerParts, RowFault, ValueRule } from './reading/value.js'
export { writeRefused } from './refused/folder.js'
export type { Refused } from './refused/row.js'
