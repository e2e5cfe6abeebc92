import type * as t from 'io-ts'
import { hasMark, type Marking, markingOf, pruned } from './marking.js'

/** One marked field of one version of an event type. */
export interface Mark {
  readonly category: string
  readonly type: string
  /** The version of the event type, from 1. */
  readonly version: number
  /** The field in the event's data: `/person`; `*` stands for every element of a list or a record. */
  readonly pointer: string
  /** The class of its keys: `personal`, `health`. */
  readonly class: string
}

/** What is asked of an aggregate: its events' codecs, version after version. Every aggregate has it. */
export interface MarkedEvents {
  readonly category: string
  readonly events: {
    readonly [type: string]: { readonly data: t.Any; readonly past: readonly { readonly data: t.Any }[] }
  }
}

/** What is to be sealed of which event: made once, from the codecs of every event type and version. */
export interface Marks {
  /**
   * What is marked in an event's data.
   * @returns undefined: no such event type and version is known; null: it has no marked field
   */
  readonly of: (category: string, type: string, version: number) => Marking | null | undefined
  /** Every marked field, for catalogues and reviews. */
  readonly all: readonly Mark[]
}

const nameOf = (category: string, type: string, version: number): string => `${category}\n${type}\n${version}`

const marksIn = (marking: Marking, pointer: string): readonly { pointer: string; class: string }[] => {
  switch (marking.kind) {
    case 'sealed':
      return [{ pointer, class: marking.class }]
    case 'clear':
    case 'nothing':
      return []
    case 'within':
      return [
        ...[...marking.fields].flatMap(([name, inner]) => marksIn(inner, `${pointer}/${name}`)),
        ...(marking.each === null ? [] : marksIn(marking.each, `${pointer}/*`)),
      ]
  }
}

/**
 * The table of marks of these aggregates.
 * @throws where a codec leaves open whether a field is to be sealed: a defect of the codec, which must show before
 * anything is stored
 */
export const marksOf = (aggregates: readonly MarkedEvents[]): Marks => {
  const markings = new Map<string, Marking | null>()
  const all: Mark[] = []
  for (const { category, events } of aggregates) {
    for (const [type, { past, data }] of Object.entries(events)) {
      for (const [index, codec] of [...past.map((version) => version.data), data].entries()) {
        const version = index + 1
        const marking = markingOf(codec, `${type} version ${version}`)
        markings.set(nameOf(category, type, version), hasMark(marking) ? pruned(marking) : null)
        all.push(...marksIn(marking, '').map((mark) => ({ category, type, version, ...mark })))
      }
    }
  }
  return { of: (category, type, version) => markings.get(nameOf(category, type, version)), all }
}
