import type { ExpectedRevision, NewEvent } from '@perca/eventsourcing'
import fc from 'fast-check'
import { under } from './attribution.js'
import type { StoreCheck } from './check.js'
import { content, done, equal, idsOf, left, logAfter, right, wholeStream } from './claim.js'
import { runsOf } from './property.js'
import { newEvents, newStream } from './sample.js'

/** What is done to a store and to the model; streams and earlier appends are picked by number. */
type Step =
  | {
      readonly kind: 'append'
      readonly stream: number
      readonly expected: ExpectedRevision | 'right'
      readonly size: number
    }
  | { readonly kind: 'retry'; readonly pick: number; readonly expected: ExpectedRevision }
  | { readonly kind: 'reuse'; readonly pick: number; readonly stream: number; readonly size: number }
  | { readonly kind: 'readStream'; readonly stream: number; readonly from: number; readonly limit: number }
  | { readonly kind: 'readAll'; readonly begin: number; readonly limit: number }

const anyExpected = fc.constantFrom<ExpectedRevision>('any', 'noStream', 'exists', 0, 1, 2, 3, 5)
const anyStream = fc.nat(3)

const anySteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('append' as const),
        stream: anyStream,
        expected: fc.oneof(fc.constant('right' as const), anyExpected),
        size: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('retry' as const), pick: fc.nat(), expected: anyExpected }) },
    fc.record({
      kind: fc.constant('reuse' as const),
      pick: fc.nat(),
      stream: anyStream,
      size: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ kind: fc.constant('readStream' as const), stream: anyStream, from: fc.nat(12), limit: fc.nat(8) }),
    fc.record({ kind: fc.constant('readAll' as const), begin: fc.nat(), limit: fc.integer({ min: 1, max: 8 }) }),
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
)

/** What was appended, and where its last event stands. */
interface Batch {
  readonly stream: string
  readonly events: readonly NewEvent[]
  readonly revision: number
  readonly position: string
}

const sameAsAnArray: StoreCheck = {
  promise: 4,
  title: 'whatever is done to it, the store gives what a plain array of events would',
  run: ({ store }, settings) =>
    fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        const begin = await done(store.head())
        const streams = Array.from({ length: 4 }, () => newStream())
        const log: { readonly stream: string; readonly event: NewEvent }[] = []
        const positions: string[] = []
        const batches: Batch[] = []
        const held = (stream: string) => log.filter((entry) => entry.stream === stream).map(({ event }) => event)
        const isMet = (expected: ExpectedRevision, length: number) =>
          expected === 'any' || expected === length - 1 || expected === (length === 0 ? 'noStream' : 'exists')

        for (const step of steps) {
          if (step.kind === 'append') {
            const stream = streams[step.stream] ?? ''
            const length = held(stream).length
            const expected = step.expected === 'right' ? (length === 0 ? 'noStream' : length - 1) : step.expected
            const events = newEvents(step.size)
            const result = await store.append(stream, expected, events)()
            if (isMet(expected, length)) {
              const { position, ...where } = await under(2, () => right(result))
              await under(1, () =>
                equal(where, { stream, revision: length + step.size - 1 }, 'where an append says it stands'),
              )
              log.push(...events.map((event) => ({ stream, event })))
              batches.push({ stream, events, position, revision: where.revision })
              const stored = await logAfter(store, positions[positions.length - 1] ?? begin)
              positions.push(...stored.map((event) => event.position))
              equal(position, positions[log.length - 1], 'the position of an append')
            } else {
              const actual = length === 0 ? 'noStream' : length - 1
              await under(2, () => equal(left(result, 'Conflict').actual, actual, 'the actual revision'))
            }
          } else if (step.kind === 'retry') {
            const batch = batches[step.pick % Math.max(1, batches.length)]
            if (batch === undefined) continue
            const { events, ...first } = batch
            await under(3, async () =>
              equal(await done(store.append(batch.stream, step.expected, events)), first, 'the answer to a retry'),
            )
          } else if (step.kind === 'reuse') {
            const known = log[step.pick % Math.max(1, log.length)]
            if (known === undefined) continue
            const events = [...newEvents(step.size), known.event]
            const stream = settings.idsAcrossStreams ? (streams[step.stream] ?? '') : known.stream
            const reused = await store.append(stream, 'any', events)()
            await under(3, () => equal(left(reused, 'IdReused').id, known.event.id, 'the id that is told'))
          } else if (step.kind === 'readStream') {
            const stream = streams[step.stream] ?? ''
            const read = await done(store.readStream(stream, step.from, step.limit))
            const wanted = held(stream).slice(step.from, step.from + step.limit)
            equal(read.map(content), wanted.map(content), 'a piece of a stream')
            equal(
              read.map(({ revision }) => revision),
              [...wanted.keys()].map((n) => n + step.from),
              'its revisions',
            )
          } else {
            const at = step.begin % (log.length + 1)
            const page = await done(store.readAll(positions[at - 1] ?? begin, step.limit))
            equal(
              idsOf(page.events),
              log.slice(at, at + step.limit).map(({ event }) => event.id),
              'a piece of the log',
            )
          }
          equal(await done(store.head()), positions[positions.length - 1] ?? begin, 'the head')
        }
        const all = await logAfter(store, begin)
        equal(
          all.map(content),
          log.map(({ event }) => content(event)),
          'the log',
        )
        for (const stream of streams)
          equal((await wholeStream(store, stream)).map(content), held(stream).map(content), 'a stream')
      }),
      runsOf(settings),
    ),
}

/** All promises of one handle at once, against the simplest store that keeps them. */
export const modelChecks: readonly StoreCheck[] = [sameAsAnArray]
