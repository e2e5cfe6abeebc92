import { Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { agencyPartnered, productsOffered } from '../order/evidence.js'
import { stock } from '../stock/decider.js'
import type { ReservedPart } from '../stock/events.js'
import { oldestFree } from '../stock/rules.js'
import { Quantity, Rupiah } from '../values/amounts.js'
import { Code, FIRST_BOOK, ProgrammeId, streamId, Uuid } from '../values/ids.js'
import type { ConsignmentEventOf } from './events.js'
import { type ConsignmentState, countOf } from './state.js'

/** Hands goods to an agency that sells them for the programme. */
export const AskedConsignment = t.strict({
  type: t.literal('PlaceConsignment'),
  consignmentId: Uuid,
  programmeId: ProgrammeId,
  agencyCode: Code,
  lines: t.readonlyArray(t.strict({ lineId: Uuid, sku: Code, quantity: Quantity, unitPrice: Rupiah })),
  effectiveOn: Day,
})
/** The consignment, with codes as catalogue and register spell them and the oldest free pieces of each line. Rule 6. */
export interface PlaceConsignment extends t.TypeOf<typeof AskedConsignment> {
  readonly evidence: {
    readonly agencyCode: string
    /** Line by line; fewer pieces where fewer are free. */
    readonly lines: readonly { readonly sku: string; readonly batches: readonly ReservedPart[] }[]
  }
}

/** @returns Left: `unknown-product`, `unknown-agency`, `partnership-ended`. */
export const goodsAndAgency = (
  asked: Omit<PlaceConsignment, 'evidence'>,
  _: ConsignmentState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, PlaceConsignment['evidence']> =>
  pipe(
    productsOffered(
      reader,
      asked.programmeId,
      asked.lines.map(({ sku }) => sku),
      asked.effectiveOn,
    ),
    TE.chainW((skus) =>
      pipe(
        RA.zip(asked.lines, skus),
        TE.traverseSeqArray(([{ quantity }, sku]) =>
          pipe(
            reader.state(stock, streamId(asked.programmeId, sku, FIRST_BOOK)),
            TE.map(({ state }) => ({ sku, batches: oldestFree(state, asked.effectiveOn, quantity) })),
          ),
        ),
      ),
    ),
    TE.bindTo('lines'),
    TE.bindW('agencyCode', () => agencyPartnered(reader, asked.programmeId, asked.agencyCode, asked.effectiveOn)),
  )

/**
 * Hands the pieces over; stock lets them go by a policy.
 * @returns Left: `already-recorded`, `duplicate-line` (a product twice would name its pieces twice), `insufficient-stock`,
 *   `invalid-number` (no line, or a value past counting).
 */
export const placeConsignment = (
  command: PlaceConsignment,
  { placed }: ConsignmentState,
): Decision<ConsignmentEventOf<'ConsignmentPlaced'>> => {
  const { consignmentId, programmeId, effectiveOn, evidence } = command
  const lines = RA.zipWith(command.lines, evidence.lines, (line, found) => ({ ...line, ...found }))
  if (placed !== null) {
    const message = 'This consignment is written down already. Give the next one an id of its own.'
    return E.left(refusal('already-recorded', message, { consignmentId, placedOn: placed.on }))
  }
  const twice = lines.find(({ lineId, sku }, place) =>
    lines.slice(0, place).some((other) => other.lineId === lineId || other.sku === sku),
  )
  if (twice !== undefined) {
    const { sku, lineId } = twice
    const message = 'The product stands in this consignment twice. Add the lines up.'
    return E.left(refusal('duplicate-line', message, { sku, lineId }))
  }
  const short = lines.find(({ quantity, batches }) => countOf(batches) < quantity)
  if (short !== undefined) {
    const { sku, quantity, batches } = short
    const message = 'Fewer pieces are free on that day. Hand over what there is, or wait.'
    return E.left(refusal('insufficient-stock', message, { sku, quantity, free: countOf(batches), day: effectiveOn }))
  }
  const value = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
  return lines.length === 0 || !Number.isSafeInteger(value)
    ? E.left(
        refusal('invalid-number', 'A consignment has at least one line, and a value that can be counted.', {
          consignmentId,
        }),
      )
    : E.right([
        {
          type: 'ConsignmentPlaced',
          effectiveOn,
          data: { programmeId, agencyCode: evidence.agencyCode, lines },
        },
      ])
}
