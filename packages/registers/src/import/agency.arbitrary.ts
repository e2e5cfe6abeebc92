import { type AgencySize, generateRegisters, type RegistersForm } from '@perca/example-registers'
import * as fc from 'fast-check'

/** Any way in which an office suite and a clerk write registers down. */
export const form: fc.Arbitrary<RegistersForm> = fc.record({
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

/** What makes an agency; with it a failing run is run again. */
export interface AgencySeed extends AgencySize {
  readonly seed: number
}

/** Any small agency, from one in which nobody errs to one in which every third row is wrong. */
export const agency: fc.Arbitrary<AgencySeed> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000_000 }),
  participants: fc.integer({ min: 1, max: 12 }),
  months: fc.integer({ min: 1, max: 5 }),
  agencies: fc.integer({ min: 1, max: 5 }),
  products: fc.integer({ min: 1, max: 4 }),
  startedOn: fc.constantFrom('2019-11-15', '2020-01-01', '2023-02-28'),
  faultRate: fc.constantFrom(0, 0.02, 0.1, 0.3),
})

/** The agency's files, written down in a form. */
export const filesOf = ({ seed, ...size }: AgencySeed, written?: RegistersForm) =>
  generateRegisters(seed, written === undefined ? size : { ...size, form: written })

/** How often a property is tried: `PERCA_RUNS` times where it is set, for a longer search. */
export const runs = (usual: number): { readonly numRuns: number } => {
  const asked = Number(process.env['PERCA_RUNS'])
  return { numRuns: asked > 0 ? asked : usual }
}
