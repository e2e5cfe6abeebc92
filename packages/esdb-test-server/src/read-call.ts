import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js'
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { type ServerWritableStream, status } from '@grpc/grpc-js'
import { failure } from './append-call.js'
import type { Log, LoggedEvent } from './log.js'

type Call = ServerWritableStream<ReadReq, ReadResp>

/** What reading works on. */
export interface Readable {
  readonly log: Log
  /** Servers from 23.10 on tell a subscriber that it has caught up. */
  readonly tellsCaughtUp: boolean
}

const eventResp = ({
  id,
  type,
  contentType,
  data,
  custom,
  stream,
  revision,
  position,
  created,
}: LoggedEvent): ReadResp => {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setStreamRevision(String(revision))
    .setPreparePosition(String(position))
    .setCommitPosition(String(position))
    .setData(data)
    .setCustomMetadata(custom)
  recorded.getMetadataMap().set('type', type).set('content-type', contentType).set('created', String(created))
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(position)))
}

/** Writes, and waits while the reader has more before it than it wants. False: nobody reads any more. */
const written = async (call: Call, response: ReadResp): Promise<boolean> => {
  if (call.cancelled || call.destroyed) return false
  if (!call.write(response)) {
    const gone = new AbortController()
    const wait = { signal: gone.signal }
    await Promise.race([once(call, 'drain', wait), once(call, 'cancelled', wait), once(call, 'close', wait)]).catch(
      () => undefined,
    )
    gone.abort()
  }
  return !call.cancelled && !call.destroyed
}

const filterOf = (filter: ReadReq.Options.FilterOptions | undefined): ((event: LoggedEvent) => boolean) => {
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType()
  if (expression === undefined) return () => true
  const textOf =
    filter?.getStreamIdentifier() === undefined ? ({ type }: LoggedEvent) => type : ({ stream }: LoggedEvent) => stream
  const [regex, prefixes] = [expression.getRegex(), expression.getPrefixList()]
  const isMatch =
    regex === ''
      ? (text: string) => prefixes.some((prefix) => text.startsWith(prefix))
      : (
          (compiled: RegExp) => (text: string) =>
            compiled.test(text)
        )(new RegExp(regex))
  return (event) => isMatch(textOf(event))
}

/** Where the event at, or after, a position stands in $all. */
const indexAfter = (all: readonly LoggedEvent[], position: bigint, isInclusive: boolean): number => {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const at = all[middle]?.position ?? 0n
    if (at < position || (!isInclusive && at === position)) low = middle + 1
    else high = middle
  }
  return low
}

/** Sends events and ends the call. */
const sendAll = async (call: Call, events: readonly LoggedEvent[]): Promise<void> => {
  for (const event of events) if (!(await written(call, eventResp(event)))) return
  call.end()
}

const readAllOnce = (call: Call, options: ReadReq.Options, { log }: Readable): Promise<void> => {
  const of = options.getAll() ?? new ReadReq.Options.AllOptions()
  const isForwards = options.getReadDirection() === ReadReq.Options.ReadDirection.FORWARDS
  const given = of.getPosition()?.getCommitPosition()
  const at = given === undefined ? null : BigInt(given)
  // From a position forwards its event is the first; backwards it is left out.
  const begin = at === null ? (of.getEnd() === undefined ? 0 : log.all.length) : indexAfter(log.all, at, true)
  const count = Number(options.getCount())
  const matches = filterOf(options.getFilter())
  const events = (isForwards ? log.all.slice(begin) : log.all.slice(0, begin).reverse()).filter(matches)
  return sendAll(call, events.slice(0, count))
}

const readStreamOnce = async (call: Call, options: ReadReq.Options, { log }: Readable): Promise<void> => {
  const of = options.getStream() ?? new ReadReq.Options.StreamOptions()
  const stream = Buffer.from(of.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8')
  const events = log.read(stream)
  if (events === 'tombstoned') {
    call.emit(
      'error',
      failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
        exception: 'stream-deleted',
        'stream-name': stream,
      }),
    )
    return
  }
  if (events === 'missing') {
    const missing = new ReadResp.StreamNotFound().setStreamIdentifier(of.getStreamIdentifier())
    await written(call, new ReadResp().setStreamNotFound(missing))
    call.end()
    return
  }
  const isForwards = options.getReadDirection() === ReadReq.Options.ReadDirection.FORWARDS
  const isFromRevision = of.getRevisionOptionCase() === ReadReq.Options.StreamOptions.RevisionOptionCase.REVISION
  const from = isFromRevision ? BigInt(of.getRevision()) : null
  const wanted = isForwards
    ? events.filter(({ revision }) => revision >= (from ?? 0n))
    : events.filter(({ revision }) => from === null || revision <= from).reverse()
  const isFromEnd = of.getEnd() !== undefined
  await sendAll(call, isForwards && isFromEnd ? [] : wanted.slice(0, Number(options.getCount())))
}

const checkpoint = (position: bigint): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  )

/** Where a subscription begins in $all: behind the given position or revision, as it is exclusive. */
const beginOf = (options: ReadReq.Options, all: readonly LoggedEvent[]): { index: number; afterRevision: bigint } => {
  const [stream, log] = [options.getStream(), options.getAll()]
  if (stream !== undefined) {
    const isFromRevision = stream.getRevisionOptionCase() === ReadReq.Options.StreamOptions.RevisionOptionCase.REVISION
    return {
      index: stream.getEnd() === undefined ? 0 : all.length,
      afterRevision: isFromRevision ? BigInt(stream.getRevision()) : -1n,
    }
  }
  const position = log?.getPosition()?.getCommitPosition()
  if (position !== undefined) return { index: indexAfter(all, BigInt(position), false), afterRevision: -1n }
  return { index: log?.getEnd() === undefined ? 0 : all.length, afterRevision: -1n }
}

const subscribe = async (call: Call, options: ReadReq.Options, { log, tellsCaughtUp }: Readable): Promise<void> => {
  const { index: begin, afterRevision } = beginOf(options, log.all)
  const of = options.getStream()?.getStreamIdentifier()
  const stream = of === undefined ? null : Buffer.from(of.getStreamName_asU8()).toString('utf8')
  const filter = options.getFilter()
  const matches = filterOf(filter)
  const interval = (filter?.getMax() || 32) * (filter?.getCheckpointintervalmultiplier() || 1)
  const isWanted = (event: LoggedEvent) =>
    stream === null ? matches(event) : event.stream === stream && event.revision > afterRevision
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID())
  if (!(await written(call, new ReadResp().setConfirmation(confirmation)))) return

  let grown: () => void = () => undefined
  const silence = log.onGrown(() => grown())
  call.once('cancelled', () => grown())
  let [index, considered, told, isCaughtUp] = [begin, 0, begin, false]
  try {
    for (;;) {
      for (; index < log.all.length; index++) {
        const event = log.all[index]
        if (event === undefined) break
        if (isWanted(event) && !(await written(call, eventResp(event)))) return
        considered += 1
        if (filter !== undefined && considered % interval === 0) {
          if (!(await written(call, checkpoint(event.position)))) return
          told = index + 1
        }
      }
      const last = log.all[index - 1]
      if (filter !== undefined && told !== index && last !== undefined) {
        if (!(await written(call, checkpoint(last.position)))) return
        told = index
      }
      if (!isCaughtUp && tellsCaughtUp && !(await written(call, new ReadResp().setCaughtUp(new ReadResp.CaughtUp()))))
        return
      isCaughtUp = true
      if (index < log.all.length) continue
      await new Promise<void>((resolve) => {
        grown = resolve
      })
      if (call.cancelled || call.destroyed) return
    }
  } finally {
    silence()
  }
}

/** `Read`: a stream or $all, once or as a subscription. */
export const readCall =
  (readable: Readable) =>
  (call: Call): void => {
    const options = call.request.getOptions() ?? new ReadReq.Options()
    call.on('error', () => undefined)
    if (options.getSubscription() !== undefined) void subscribe(call, options, readable)
    else if (options.getAll() !== undefined) void readAllOnce(call, options, readable)
    else void readStreamOnce(call, options, readable)
  }
