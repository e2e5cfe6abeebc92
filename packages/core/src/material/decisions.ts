import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { Map as PersistentMap } from 'immutable'
import * as t from 'io-ts'
import { Grams, GramsOrNone } from '../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import type { MaterialEvent } from './events.js'

/** What decisions need of a material, dated, so that any day can be judged. */
export interface MaterialState {
  /** By day, grams that came in less grams that went out. */
  readonly moved: PersistentMap<Day, number>
  /** By day, grams that were counted at its end. */
  readonly counted: PersistentMap<Day, number>
}

/** Nothing came, nothing went, nothing was counted. */
export const initialState: MaterialState = { moved: PersistentMap(), counted: PersistentMap() }

/** The material after one event more. */
export const evolve = (state: MaterialState, event: MaterialEvent): MaterialState => {
  const on = event.effectiveOn
  const before = state.moved.get(on) ?? 0
  switch (event.type) {
    case 'MaterialReceived':
      return { ...state, moved: state.moved.set(on, before + event.data.grams) }
    case 'MaterialIssued':
      return { ...state, moved: state.moved.set(on, before - event.data.grams) }
    case 'MaterialCounted':
      return { ...state, counted: state.counted.set(on, event.data.counted) }
  }
}

/**
 * Grams at the end of a day: what the last count before it found, and what came and went since; below none where receipts were
 * not written down. A count of that very day is not looked at: it is what this is compared with.
 */
export const balanceOn = ({ moved, counted }: MaterialState, day: Day): number => {
  const since = counted.keySeq().reduce<Day | null>((last, on) => (on < day && (last ?? on) <= on ? on : last), null)
  const from = since === null ? 0 : (counted.get(since) ?? 0)
  return moved.reduce((sum, grams, on) => ((since === null || on > since) && on <= day ? sum + grams : sum), from)
}

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

/** Records what was weighed of a material at the end of a day, in grams. */
export const CountMaterial = t.strict({
  type: t.literal('CountMaterial'),
  programmeId: ProgrammeId,
  materialId: Slug,
  countId: Uuid,
  counted: GramsOrNone,
  effectiveOn: Day,
})
export type CountMaterial = t.TypeOf<typeof CountMaterial>

/** Every command of a material. */
export type MaterialCommand = MoveMaterial | CountMaterial

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

/** The count, and what should have been there. Refuses nothing: a material is weighed roughly. */
export const countMaterial = (command: CountMaterial, state: MaterialState): Decision<MaterialEvent> => {
  const { programmeId, materialId, countId, counted, effectiveOn } = command
  const expected = balanceOn(state, effectiveOn)
  const data = { programmeId, materialId, countId, counted, expected, difference: counted - expected }
  return E.right([{ type: 'MaterialCounted', effectiveOn, data }])
}
