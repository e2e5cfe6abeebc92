import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * One agency's registers as an office suite saved them: the text of each file by its name
 * (`program.json`, `peserta.csv`, `daftar-hadir-2020-01.csv` ...), byte-order mark included.
 */
export interface AgencyRegisters {
  readonly [fileName: string]: string
}

/** Where the sample registers of Kediri, 2020, lie on this disk: a folder of CSV files, `program.json` and `expected.json`. */
export const kediri2020Folder: string = fileURLToPath(new URL('../kediri-2020', import.meta.url))

/** The registers that stand in a folder: `program.json` and every `.csv`. Throws where the folder cannot be read. */
export const readRegisters = (folder: string): AgencyRegisters => {
  const registers: { [fileName: string]: string } = {}
  for (const fileName of readdirSync(folder).sort()) {
    if (fileName === 'program.json' || fileName.endsWith('.csv')) {
      registers[fileName] = readFileSync(join(folder, fileName), 'utf8')
    }
  }
  return registers
}

/** Writes every register as a file of the folder, which is made where it is missing. Other files there are left alone. */
export const writeRegisters = (folder: string, registers: AgencyRegisters): void => {
  mkdirSync(folder, { recursive: true })
  for (const [fileName, text] of Object.entries(registers)) writeFileSync(join(folder, fileName), text)
}

/** The sample registers of Kediri, 2020. */
export const kediri2020 = (): AgencyRegisters => readRegisters(kediri2020Folder)
