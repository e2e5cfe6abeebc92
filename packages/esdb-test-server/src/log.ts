import { randomUUID } from 'node:crypto'
import { type LogFile, openLogFile } from './log-file.js'

/** An event as it was sent. Bytes in base64. */
export interface ProposedEvent {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: string
  readonly custom: string
}

/** An event as it stands in the log. */
export interface LoggedEvent extends ProposedEvent {
  readonly stream: string
  readonly revision: bigint
  /** Its place in $all, which is commit and prepare alike. Grows, with gaps. */
  readonly position: bigint
  /** When it was written, in units of 100 ns since 1970. */
  readonly created: bigint
}

/** What the writer expects of the stream. */
export type Expected = bigint | 'no-stream' | 'any' | 'stream-exists'

/** What became of an append. */
export type Outcome =
  | { readonly kind: 'written'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly current: bigint | null }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too-large'; readonly limit: number }

/** The revision that stands for "deleted" in `$tb`, and at which a tombstone stands. */
const deletedRevision = 9_223_372_036_854_775_807n

/** What a stream's metadata say of reading it. */
interface Trim {
  readonly before: bigint
  readonly maxCount: number | null
  readonly maxAge: number | null
}

/** A log of streams, with the decisions of EventStoreDB about appends to them. */
export interface Log {
  /** Every event in the order of positions; grows at its end. */
  readonly all: readonly LoggedEvent[]
  readonly append: (stream: string, expected: Expected, events: readonly ProposedEvent[]) => Outcome
  readonly softDelete: (stream: string, expected: Expected) => Outcome
  readonly tombstone: (stream: string, expected: Expected) => Outcome
  /** The events of a stream that a read of it shows. `missing`: there is none, or it is deleted. */
  readonly read: (stream: string) => readonly LoggedEvent[] | 'missing' | 'tombstoned'
  /** Calls back when the log has grown; gives the way to stop that. */
  readonly onGrown: (grown: () => void) => () => void
  readonly close: () => void
}

interface Frame {
  readonly stream: string
  readonly created: string
  /** Null: a tombstone. */
  readonly events: readonly ProposedEvent[] | null
}

/** How many ids are remembered for appends at any revision. Only in memory: as there, this knowledge ends with the process. */
const rememberedIds = 50_000

const sizeOf = ({ type, data, custom }: ProposedEvent): number =>
  Buffer.byteLength(data, 'base64') + Buffer.byteLength(custom, 'base64') + 2 * type.length

const metadataEvent = (truncateBefore: bigint): ProposedEvent => ({
  id: randomUUID(),
  type: '$metadata',
  contentType: 'application/json',
  data: Buffer.from(`{"$tb":${truncateBefore}}`).toString('base64'),
  custom: '',
})

const tombstoneEvent: Omit<ProposedEvent, 'id'> = {
  type: '$streamDeleted',
  contentType: 'application/json',
  data: Buffer.from('{}').toString('base64'),
  custom: '',
}

const trimOf = (metadata: LoggedEvent | undefined): Trim => {
  const text = metadata === undefined ? '{}' : Buffer.from(metadata.data, 'base64').toString('utf8')
  // `$tb` may be above what JSON.parse keeps to the last digit.
  const before = /"\$tb"\s*:\s*(\d+)/.exec(text)?.[1]
  const parsed: Record<string, unknown> = JSON.parse(text)
  const number = (value: unknown) => (typeof value === 'number' ? value : null)
  return {
    before: before === undefined ? 0n : BigInt(before),
    maxCount: number(parsed['$maxCount']),
    maxAge: number(parsed['$maxAge']),
  }
}

/** Opens the log in a file. `maxAppendBytes`: what one append may hold at most. */
export const openLog = (path: string, maxAppendBytes: number): Log => {
  const all: LoggedEvent[] = []
  const streams = new Map<string, LoggedEvent[]>()
  const tombstoned = new Set<string>()
  const recent = new Map<string, LoggedEvent>()
  const listeners = new Set<() => void>()

  const take = ({ stream, created, events }: Frame, at: number): readonly LoggedEvent[] => {
    const known = streams.get(stream) ?? []
    streams.set(stream, known)
    const taken = (events ?? [{ id: randomUUID(), ...tombstoneEvent }]).map((event, n): LoggedEvent => {
      const revision = events === null ? deletedRevision : (known.at(-1)?.revision ?? -1n) + 1n
      // A frame has more bytes than events: so positions grow from frame to frame.
      const logged = { ...event, stream, revision, position: BigInt(at + n + 1), created: BigInt(created) }
      known.push(logged)
      all.push(logged)
      return logged
    })
    if (events === null) tombstoned.add(stream)
    return taken
  }
  const file: LogFile = openLogFile(path, (text, at) => {
    take(JSON.parse(text), at)
  })

  const write = (stream: string, events: readonly ProposedEvent[] | null): readonly LoggedEvent[] => {
    const frame: Frame = { stream, created: String(BigInt(Date.now()) * 10_000n), events }
    const at = file.end()
    file.write(JSON.stringify(frame))
    const taken = take(frame, at)
    for (const event of taken) {
      recent.set(event.id, event)
      if (recent.size > rememberedIds) {
        const [oldest] = recent.keys()
        if (oldest !== undefined) recent.delete(oldest)
      }
    }
    return taken
  }

  const trim = (stream: string) => trimOf(streams.get(`$$${stream}`)?.at(-1))
  const isSoftDeleted = (stream: string) => trim(stream).before === deletedRevision
  const currentOf = (stream: string): bigint => streams.get(stream)?.at(-1)?.revision ?? -1n
  const wrong = (current: bigint): Outcome => ({ kind: 'wrong-version', current: current === -1n ? null : current })
  const written = ({ revision, position }: LoggedEvent): Outcome => ({ kind: 'written', revision, position })

  /** Whether these ids stand in the stream one after another from a revision on: then the last of them. */
  const sameAt = (stream: string, first: bigint, events: readonly ProposedEvent[]): LoggedEvent | undefined => {
    const found = (streams.get(stream) ?? []).filter(({ revision }) => revision >= first).slice(0, events.length)
    const isSame = found.length === events.length && found.every(({ id }, n) => id === events[n]?.id)
    return isSame ? found.at(-1) : undefined
  }

  /** The event that an append at any revision repeats; null: nothing of it is remembered; wrong: only some of it is. */
  const remembered = (stream: string, events: readonly ProposedEvent[]): LoggedEvent | null | 'partly' => {
    const found = events.flatMap(({ id }) => recent.get(id) ?? []).filter((event) => event.stream === stream)
    const [first] = found
    if (first === undefined) return null
    return sameAt(stream, first.revision, events) ?? 'partly'
  }

  const judged = (stream: string, expected: Expected, events: readonly ProposedEvent[]): Outcome | 'write' => {
    const current = currentOf(stream)
    if (tombstoned.has(stream)) return { kind: 'deleted' }
    if (expected === 'any' || expected === 'stream-exists') {
      if (expected === 'stream-exists' && isSoftDeleted(stream)) return { kind: 'deleted' }
      if (expected === 'stream-exists' && current === -1n) return wrong(current)
      const before = remembered(stream, events)
      if (before === 'partly') return wrong(current)
      return before === null ? 'write' : written(before)
    }
    const wanted = expected === 'no-stream' ? -1n : expected
    if (wanted === current) return 'write'
    if (wanted > current) return wrong(current)
    const before = sameAt(stream, wanted + 1n, events)
    if (before !== undefined) return written(before)
    // A stream that was deleted can be begun anew; its revisions go on.
    return expected === 'no-stream' && isSoftDeleted(stream) ? 'write' : wrong(current)
  }

  const grown = () => {
    for (const listener of [...listeners]) listener()
  }

  return {
    all,
    append: (stream, expected, events) => {
      if (events.reduce((sum, event) => sum + sizeOf(event), 0) > maxAppendBytes) {
        return { kind: 'too-large', limit: maxAppendBytes }
      }
      const outcome = judged(stream, expected, events)
      if (outcome !== 'write') return outcome
      const current = currentOf(stream)
      if (events.length === 0) return { kind: 'written', revision: current, position: 0n }
      if (isSoftDeleted(stream)) write(`$$${stream}`, [metadataEvent(current + 1n)])
      const last = write(stream, events).at(-1)
      grown()
      if (last === undefined) throw new Error('what was written has a last event')
      return written(last)
    },
    softDelete: (stream, expected) => {
      const outcome = judged(stream, expected, [])
      if (outcome !== 'write') return outcome
      const last = write(`$$${stream}`, [metadataEvent(deletedRevision)]).at(-1)
      grown()
      return { kind: 'written', revision: currentOf(stream), position: last?.position ?? 0n }
    },
    tombstone: (stream, expected) => {
      const outcome = judged(stream, expected, [])
      if (outcome !== 'write') return outcome
      const last = write(stream, null).at(-1)
      grown()
      return { kind: 'written', revision: deletedRevision, position: last?.position ?? 0n }
    },
    read: (stream) => {
      if (tombstoned.has(stream)) return 'tombstoned'
      const events = streams.get(stream)
      const { before, maxCount, maxAge } = trim(stream)
      if (events === undefined || before === deletedRevision) return 'missing'
      const youngest = maxAge === null ? 0n : BigInt(Date.now() - maxAge * 1_000) * 10_000n
      const shown = events.filter(({ revision, created }) => revision >= before && created >= youngest)
      return maxCount === null ? shown : shown.slice(-maxCount)
    },
    onGrown: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: file.close,
  }
}
