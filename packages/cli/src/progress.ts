import { number } from '@perca/reporting'
import type { Settings } from './settings.js'
import type { Surroundings } from './surroundings.js'

/** Tells a person at a terminal how far something long has come. */
export interface Progress {
  readonly at: (done: number, total?: number) => void
  /** Clears the line. */
  readonly end: () => void
}

/** What takes less shows nothing. Milliseconds. */
const PATIENCE = 1_000
/** Between two drawings. Milliseconds. */
const PACE = 100
const CELLS = 24

/** A line on stderr that is drawn anew as the work goes on: on a terminal, unless the person wants it quiet. */
export const progress = ({ stderr, clock }: Surroundings, { quiet, lang }: Settings, label: string): Progress => {
  if (quiet || !stderr.isTTY) return { at: () => {}, end: () => {} }
  const start = clock()
  let next = start + PATIENCE
  let drawn = false
  return {
    at: (done, total) => {
      const now = clock()
      if (now < next) return
      next = now + PACE
      drawn = true
      const full = total === undefined || total === 0 ? 0 : Math.min(CELLS, Math.floor((done / total) * CELLS))
      const bar = total === undefined ? '' : ` ${'█'.repeat(full)}${'░'.repeat(CELLS - full)}`
      const of = total === undefined ? '' : ` / ${number(lang, total)}`
      stderr.write(`\r\u001b[K${label}${bar} ${number(lang, done)}${of}`)
    },
    end: () => {
      if (drawn) stderr.write('\r\u001b[K')
    },
  }
}
