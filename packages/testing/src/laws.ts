import { deepStrictEqual, ok } from 'node:assert'
import {
  type Aggregate,
  type Command,
  Day,
  deciderOf,
  decodeEvent,
  type Event,
  type EventTypes,
  encodeData,
  type Json,
  type Metadata,
  type StoredEvent,
  typeNamed,
  versionOf,
} from '@perca/eventsourcing'
import fc from 'fast-check'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { arbitraryOf, type NamedArbitraries } from './arbitrary.js'
import { frozen, textOf } from './laws-still.js'

const ID = '00000000-0000-4000-8000-000000000000'

const metadataOf = (effectiveOn: Day, schemaVersion: number): Metadata => ({
  commandId: ID,
  correlationId: ID,
  causationId: null,
  actor: { id: 'law', role: 'law' },
  programmeId: null,
  subjects: [],
  effectiveOn,
  schemaVersion,
})

/** As a store gives it back: through JSON text, like in a file. */
const stored = (type: string, data: unknown, metadata: Metadata): StoredEvent => ({
  id: ID,
  type,
  data: JSON.parse(JSON.stringify(data)) as Json, // what JSON.parse gives is JSON
  metadata: JSON.parse(JSON.stringify(metadata)) as Json, // what JSON.parse gives is JSON
  stream: 'law-1',
  revision: 0,
  position: '1',
  recordedAt: '2020-01-01T00:00:00.000Z',
})

/** The event as it is read back after it was stored. @throws AssertionError where it can't be */
export const readBack = <E extends Event>(types: EventTypes<E>, event: E): E => {
  const type = typeNamed(types, event.type)
  ok(type !== undefined, `${event.type} is none of the aggregate's events`)
  const read = decodeEvent(
    types,
    stored(event.type, encodeData(types, event), metadataOf(event.effectiveOn, versionOf(type))),
  )
  if (isLeft(read)) throw new Error(`${event.type} can't be read back: ${read.left.message}`)
  return read.right.event
}

/**
 * Law: whatever event of the aggregate is stored, in today's version, is read back as it was; and whatever a past version
 * wrote can still be read.
 * @param named arbitraries of the domain's own codecs
 */
export const everyEventReadsBack = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  named: NamedArbitraries,
): fc.IProperty<unknown> => {
  const types = aggregate.events
  const days = arbitraryOf(Day, named)
  const written = Object.keys(types).flatMap((name) => {
    const type = typeNamed(types, name)
    if (type === undefined) return []
    const versions = [...type.past.map(({ data }) => data), type.data]
    return versions.map((codec, place) =>
      fc.tuple(days, arbitraryOf<unknown>(codec, named)).map(([day, data]) => ({
        name,
        version: place + 1,
        today: versions.length,
        day,
        data,
        json: codec.encode(data),
      })),
    )
  })
  return fc.property(fc.oneof(...written), ({ name, version, today, day, data, json }) => {
    const read = decodeEvent(types, stored(name, json, metadataOf(day, version)))
    if (isLeft(read)) throw new Error(`${name} of version ${version} can't be read back: ${read.left.message}`)
    if (version === today) deepStrictEqual(read.right.event, { type: name, effectiveOn: day, data })
  })
}

/** Histories that can come about: what the aggregate itself decided, command after command; refusals leave no trace. */
export const histories = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
): fc.Arbitrary<readonly E[]> =>
  sequences.map((sent) => {
    const decider = deciderOf(aggregate)
    const events: E[] = []
    let state = decider.initialState
    for (const command of sent) {
      const decision = decider.decide(command, state)
      if (isLeft(decision)) continue
      events.push(...decision.right)
      state = decision.right.reduce(decider.evolve, state)
    }
    return events
  })

/**
 * Law: whatever is decided can be stored, read back and folded; deciding and folding change neither state nor command, and
 * give the same when asked the same.
 */
export const everyDecisionHolds = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
): fc.IProperty<unknown> =>
  fc.property(sequences, (sent) => {
    const decider = deciderOf(aggregate)
    let state = frozen(decider.initialState)
    for (const command of sent) {
      const before = state
      const text = textOf(before)
      const decision = decider.decide(frozen(command), state)
      deepStrictEqual(decider.decide(command, state), decision)
      if (isLeft(decision)) continue
      for (const event of frozen(decision.right)) {
        const read = readBack(aggregate.events, event)
        deepStrictEqual(read, event)
        const next = decider.evolve(state, event)
        deepStrictEqual(textOf(decider.evolve(state, frozen(read))), textOf(next))
        state = frozen(next)
      }
      // A collection that was changed in place shows here; a plain value threw before.
      deepStrictEqual(textOf(before), text)
    }
  })

/**
 * Law: wherever a history is cut, the state kept there and the tail, read back from storage, give what the whole history
 * gives from the beginning; and the states kept on the way still say what they said.
 */
export const everyCutAgrees = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
): fc.IProperty<unknown> =>
  fc.property(histories(aggregate, sequences), (events) => {
    const kept: { readonly state: S; readonly text: string }[] = []
    const keep = (state: S): S => {
      kept.push({ state: frozen(state), text: textOf(state) })
      return state
    }
    const whole = textOf(
      events.reduce((state, event) => keep(aggregate.evolve(state, event)), keep(aggregate.initialState)),
    )
    const read = events.map((event) => frozen(readBack(aggregate.events, event)))
    for (const [cut, { state, text }] of kept.entries()) {
      deepStrictEqual(textOf(read.slice(cut).reduce(aggregate.evolve, state)), whole)
      deepStrictEqual(textOf(state), text)
    }
  })

/**
 * Law: whoever is refused is told a rule that is known, and in a sentence what to do; evidence is JSON, and nothing in the
 * refusal is personal.
 * @param rules every rule under which the aggregate's commands may be refused
 * @param personal matches what is personal in the commands, and nothing else
 */
export const everyRefusalSpeaks = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
  rules: readonly string[],
  personal: RegExp,
): fc.IProperty<unknown> =>
  fc.property(sequences, (sent) => {
    const decider = deciderOf(aggregate)
    let state = decider.initialState
    for (const command of sent) {
      const decision = decider.decide(command, state)
      if (isRight(decision)) {
        state = decision.right.reduce(decider.evolve, state)
        continue
      }
      const { rule, message, evidence } = decision.left
      ok(rules.includes(rule), `${command.type} is refused under a rule that nobody knows: ${rule}`)
      ok(/^[A-Z].*\.$/.test(message), `${rule} tells in no sentence what to do`)
      deepStrictEqual(JSON.parse(JSON.stringify(evidence)), evidence, `the evidence of ${rule} is not JSON`)
      ok(!personal.test(JSON.stringify(decision.left)), `the refusal ${rule} holds something personal`)
    }
  })
