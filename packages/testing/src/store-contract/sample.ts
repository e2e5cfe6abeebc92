import { randomUUID } from 'node:crypto'
import { Day, type Json, type NewEvent } from '@perca/eventsourcing'
import fc from 'fast-check'

const dayOf = (text: string): Day => {
  if (!Day.is(text)) throw new Error(`${text} is no day`)
  return text
}

const someDay = dayOf('2020-08-17')

/** What of an event a check wants to say itself. */
export interface EventParts {
  readonly id?: string
  readonly type?: string
  readonly data?: Json
  readonly subjects?: readonly string[]
  readonly commandId?: string
}

/** An event that no store has seen yet. */
export const newEvent = (parts: EventParts = {}): NewEvent => ({
  id: parts.id ?? randomUUID(),
  type: parts.type ?? 'SampleTaken',
  data: parts.data ?? { grams: 250 },
  metadata: {
    commandId: parts.commandId ?? 'command-1',
    correlationId: 'command-1',
    causationId: null,
    actor: { id: 'contract', role: 'tester' },
    programmeId: null,
    subjects: parts.subjects ?? [],
    effectiveOn: someDay,
    schemaVersion: 1,
  },
})

/** So many new events, numbered in their data. */
export const newEvents = (count: number, parts: EventParts = {}): readonly NewEvent[] =>
  Array.from({ length: count }, (_, n) => newEvent({ data: { n }, ...parts }))

/** A stream that no store has seen yet. */
export const newStream = (category = 'sample'): string => `${category}-${randomUUID()}`

/** Any JSON: all of Unicode, deep and flat, keys that JavaScript treats in a way of its own. */
export const anyJson: fc.Arbitrary<Json> = fc
  .oneof(
    { weight: 4, arbitrary: fc.json({ stringUnit: 'binary', maxDepth: 3 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '{"__proto__":{"a":1},"constructor":null,"toString":"x","2":1,"1":2}',
        String.raw`{"quotes":"' \" \\ \\' '' ; -- $1 ? %s","lines":"a\r\nb\tc","nothing":"\u0000","half":"\ud800"}`,
        String.raw`{"scripts":"ꦱꦸꦒꦼꦁ 日本語 🦀 é é \u2028 \ufeff","":{"":[[],{}]}}`,
        '[0,1e21,-1e-7,5e-324,1.7976931348623157e308,9007199254740991]',
        '""',
        'null',
      ),
    },
  )
  .map((text) => JSON.parse(text))

/** Gives way to whatever else waits to run: one turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
