import type { Projection } from '@perca/eventsourcing'
import type { Row } from './row.js'

type Handlers = Projection<Row>['on']

const handler = (on: Handlers, type: string) => (Object.hasOwn(on, type) ? on[type] : undefined)

/** Findings, and what other handlers make of the same events, each under keys of its own. */
export const alongside = (findings: Projection<Row>, ...more: readonly Handlers[]): Projection<Row> => {
  const tables = [findings.on, ...more]
  const types = [...new Set(tables.flatMap((on) => Object.keys(on)))]
  const on: Handlers = Object.fromEntries(
    types.map((type) => [
      type,
      (recorded, get) => tables.flatMap((table) => handler(table, type)?.(recorded, get) ?? []),
    ]),
  )
  return { ...findings, on }
}
