import type { Attributes, Counter, Histogram, Meter, Span, Tracer } from '@opentelemetry/api'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { categoryOf, type EventStore, type Page, type StoreError } from './store.js'

/** Where traces and metrics go; what is left out is not made. */
export interface Telemetry {
  /** Of `@opentelemetry/api`: `trace.getTracer('perca')`. */
  readonly tracer?: Tracer
  /** Of `@opentelemetry/api`: `metrics.getMeter('perca')`. */
  readonly meter?: Meter
  /** The system's name in the semantic conventions, such as `postgresql`, `sqlite`, `eventstoredb`; default `perca`. */
  readonly system?: string
  /** Milliseconds, from any beginning: `() => performance.now()`. Durations are measured with it. */
  readonly clock: () => number
}

/** `SpanStatusCode.ERROR` of `@opentelemetry/api`, which is not imported: it need not be installed. */
const statusError = 2

interface Instruments {
  readonly duration: Histogram | undefined
  readonly appended: Counter | undefined
  readonly conflicts: Counter | undefined
}

const instrumentsOf = (meter: Meter | undefined): Instruments => ({
  duration: meter?.createHistogram('db.client.operation.duration', {
    description: 'How long a call of the event store took.',
    unit: 's',
  }),
  appended: meter?.createCounter('perca.events.appended', {
    description: 'Events that were appended.',
    unit: '{event}',
  }),
  conflicts: meter?.createCounter('perca.append.conflicts', {
    description: 'Appends that were refused because the stream had moved.',
    unit: '{append}',
  }),
})

/**
 * A store that traces and measures its calls by the semantic conventions for databases. Spans are named `append participant`,
 * `readStream order`, `readAll`, `follow`; attributes are `db.system.name`, `db.operation.name`, `db.collection.name` (the category
 * of the stream), `perca.events` (how many) and `error.type` (the error's tag). Names of streams, ids, positions and whatever
 * stands in an event are never among them.
 *
 * Metrics: `db.client.operation.duration` in seconds, `perca.events.appended`, `perca.append.conflicts`. A follower makes one span a
 * page, which lasts as long as its reader works on it.
 *
 * @param store any store; what it can do beside the port, it can still do
 */
export const traced = <Store extends EventStore>(store: Store, telemetry: Telemetry): Store => {
  const { tracer, meter, system = 'perca', clock } = telemetry
  const { duration, appended, conflicts } = instrumentsOf(meter)

  const attributesOf = (operation: string, category: string | null): Attributes => ({
    'db.system.name': system,
    'db.operation.name': operation,
    ...(category === null ? {} : { 'db.collection.name': category }),
  })

  const failed = (span: Span | undefined, tag: string): void => {
    span?.setAttribute('error.type', tag)
    span?.setStatus({ code: statusError })
  }

  const call =
    <L extends { readonly _tag: string }, A>(
      operation: string,
      category: string | null,
      task: TaskEither<L, A>,
      eventsOf: (result: A) => number | null,
    ): TaskEither<L, A> =>
    async () => {
      const attributes = attributesOf(operation, category)
      const span = tracer?.startSpan(category === null ? operation : `${operation} ${category}`, { attributes })
      const started = clock()
      let errorType: string | undefined = 'defect'
      try {
        const result = await task()
        errorType = E.isLeft(result) ? result.left._tag : undefined
        const events = E.isRight(result) ? eventsOf(result.right) : null
        if (events !== null) span?.setAttribute('perca.events', events)
        return result
      } finally {
        if (errorType !== undefined) failed(span, errorType)
        const error: Attributes = errorType === undefined ? {} : { 'error.type': errorType }
        duration?.record((clock() - started) / 1_000, { ...attributes, ...error })
        span?.end()
      }
    }

  async function* followed(
    pages: AsyncIterable<E.Either<StoreError, Page>>,
  ): AsyncGenerator<E.Either<StoreError, Page>, void, undefined> {
    const attributes = attributesOf('follow', null)
    for await (const page of pages) {
      const span = tracer?.startSpan('follow', { attributes })
      if (E.isLeft(page)) failed(span, page.left._tag)
      else span?.setAttribute('perca.events', page.right.events.length)
      try {
        yield page
      } finally {
        span?.end()
      }
    }
  }

  const port: Omit<EventStore, 'limits'> = {
    append: (stream, expected, events) => async () => {
      const category = categoryOf(stream)
      const result = await call('append', category, store.append(stream, expected, events), () => events.length)()
      const attributes = attributesOf('append', category)
      if (E.isRight(result)) appended?.add(events.length, attributes)
      else if (result.left._tag === 'Conflict') conflicts?.add(1, attributes)
      return result
    },
    readStream: (stream, from, limit) =>
      call('readStream', categoryOf(stream), store.readStream(stream, from, limit), (events) => events.length),
    readAll: (after, limit, filter) =>
      call('readAll', null, store.readAll(after, limit, filter), ({ events }) => events.length),
    follow: (after, filter, signal) => followed(store.follow(after, filter, signal)),
    head: () => call('head', null, store.head(), () => null),
    describe: () => call('describe', null, store.describe(), () => null),
    close: () => store.close(),
  }
  return { ...store, ...port }
}
