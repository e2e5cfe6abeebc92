import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Grams } from '../values/amounts.js'
import { ProgrammeId, Slug } from '../values/ids.js'
import type { MaterialEvent } from './events.js'

/** What decisions need of a material. */
export interface MaterialState {
  /** Grams at hand; below none where more was issued than was written down as received. */
  readonly grams: number
}

/** Nothing at hand. */
export const initialState: MaterialState = { grams: 0 }

/** The material after one event more. */
export const evolve = (state: MaterialState, event: MaterialEvent): MaterialState => ({
  grams: state.grams + (event.type === 'MaterialReceived' ? event.data.grams : -event.data.grams),
})

/** Records grams that came in and grams that went out on one day; either may be null, not both. */
export const MoveMaterial = t.strict({
  type: t.literal('MoveMaterial'),
  programmeId: ProgrammeId,
  materialId: Slug,
  received: t.union([Grams, t.null]),
  issued: t.union([Grams, t.null]),
  source: t.union([Slug, t.null]),
  effectiveOn: Day,
})
export type MoveMaterial = t.TypeOf<typeof MoveMaterial>

/**
 * More may go out than came in: material is weighed roughly, so a shortage is a finding, not a refusal.
 * @returns Left: `invalid-number`, nothing came in and nothing went out. Rule 11.
 */
export const moveMaterial = (command: MoveMaterial): Decision<MaterialEvent> => {
  const { programmeId, materialId, received, issued, source, effectiveOn } = command
  if (received === null && issued === null) {
    return E.left(refusal('invalid-number', 'Say how many grams came in or went out.', { materialId }))
  }
  return E.right([
    ...(received === null
      ? []
      : [
          {
            type: 'MaterialReceived',
            effectiveOn,
            data: { programmeId, materialId, grams: received, source },
          } as const,
        ]),
    ...(issued === null
      ? []
      : [
          {
            type: 'MaterialIssued',
            effectiveOn,
            data: { programmeId, materialId, grams: issued, sessionId: null },
          } as const,
        ]),
  ])
}
