import type { AnyProjection, Projection, Reader, RowsOf, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** The rows of a table of projections, one projection after the other, as a reader gives them. */
export const rowsOf =
  <Table extends { readonly [name: string]: AnyProjection }>(
    reader: Reader,
    table: Table,
  ): TaskEither<StoreError, RowsOf<Table>> =>
  async () => {
    const found: (readonly [string, ReadonlyMap<string, unknown>])[] = []
    for (const [name, definition] of Object.entries(table)) {
      // Rows are typed again by the table's own type on the way out.
      const rows = await reader.rows(definition as unknown as Projection<unknown>)()
      if (E.isLeft(rows)) return rows
      found.push([name, rows.right])
    }
    // Under each name of the table stand the rows of the projection under that name.
    return E.right(Object.fromEntries(found) as RowsOf<Table>)
  }
