import { Code } from '@eventstore/db-client/generated/code_pb.js'
import {
  AllStreamPosition,
  Empty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Unknown,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb.js'
import { Status as BatchStatus } from '@eventstore/db-client/generated/status_pb.js'
import {
  type AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js'
import {
  Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServiceError,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js'
import type { Message } from 'google-protobuf'
import any from 'google-protobuf/google/protobuf/any_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import type { Fault, FaultState } from './faults.js'
import type { Expected, Log, Outcome, ProposedEvent } from './log.js'

/** What the calls work on. */
export interface Served {
  readonly log: Log
  readonly faults: FaultState
  readonly host: string
  readonly port: number
  /** Breaks every connection at once. */
  readonly drop: () => void
  /** How late a late answer is, in milliseconds. */
  readonly lateBy: number
}

/** An error of the protocol: a code, and what stands beside it. */
export const failure = (
  code: number,
  message: string,
  trailers: { readonly [name: string]: string } = {},
): ServiceError => {
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value)
  return Object.assign(new Error(message), { code, details: message, metadata })
}

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8')

/** What both kinds of proposed message have. */
interface Proposed {
  readonly getId: () => { readonly getString: () => string } | undefined
  readonly getMetadataMap: () => { readonly get: (name: string) => string | undefined }
  readonly getData_asB64: () => string
  readonly getCustomMetadata_asB64: () => string
}

const proposed = (message: Proposed): ProposedEvent => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asB64(),
  custom: message.getCustomMetadata_asB64(),
})

/** What all requests with an expected revision have. */
interface Expecting {
  readonly hasNoStream: () => boolean
  readonly hasAny: () => boolean
  readonly hasStreamExists: () => boolean
}

const expectedOf = (options: Expecting, revision: () => string): Expected => {
  if (options.hasNoStream()) return 'no-stream'
  if (options.hasAny()) return 'any'
  return options.hasStreamExists() ? 'stream-exists' : BigInt(revision())
}

const refusal = (stream: string, outcome: Exclude<Outcome, { kind: 'written' }>): ServiceError => {
  switch (outcome.kind) {
    case 'deleted':
      return failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
        exception: 'stream-deleted',
        'stream-name': stream,
      })
    case 'too-large':
      return failure(status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded.', {
        exception: 'maximum-append-size-exceeded',
        'maximum-append-size': String(outcome.limit),
      })
    case 'wrong-version':
      return failure(status.FAILED_PRECONDITION, `Append failed due to WrongExpectedVersion. Stream: ${stream}`, {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'actual-version': String(outcome.current ?? -1),
      })
  }
}

/** What the server does instead of an answer. */
type Instead = 'nothing' | ServiceError | null

const notLeader = ({ host, port }: Served) =>
  failure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  })

const before = (fault: Fault | null, served: Served): Instead => {
  switch (fault) {
    case 'die-before-write':
      process.kill(process.pid, 'SIGKILL')
      return 'nothing'
    case 'no-answer-before-write':
      return 'nothing'
    case 'drop-connection-before-write':
      served.drop()
      return 'nothing'
    case 'not-leader':
      return notLeader(served)
    case 'not-ready':
      return failure(status.UNAVAILABLE, 'Server Is Not Ready')
    default:
      return null
  }
}

const after = (fault: Fault | null, served: Served): Instead => {
  switch (fault) {
    case 'die-after-write':
      process.kill(process.pid, 'SIGKILL')
      return 'nothing'
    case 'no-answer-after-write':
      return 'nothing'
    case 'drop-connection-after-write':
      served.drop()
      return 'nothing'
    case 'unavailable-after-write':
      return failure(status.UNAVAILABLE, 'Server Is Too Busy')
    default:
      return null
  }
}

/** One append, with the fault that is due. Answers once, or never. */
const perform = (served: Served, append: () => Outcome, answer: (result: Outcome | ServiceError) => void): void =>
  served.faults.whenLetGo(() => {
    const fault = served.faults.next((due) => due !== 'supported-methods-fail')
    const instead = before(fault, served)
    if (instead === 'nothing') return
    if (instead !== null) {
      answer(instead)
      return
    }
    const outcome = append()
    const then = after(fault, served)
    if (then === 'nothing') return
    const result = then ?? outcome
    if (fault === 'late-answer') setTimeout(() => answer(result), served.lateBy)
    else answer(result)
  })

const isFailure = (result: Outcome | ServiceError): result is ServiceError => result instanceof Error

const appendResp = (expected: Expected, outcome: Outcome): AppendResp | null => {
  const response = new AppendResp()
  if (outcome.kind === 'written') {
    const position = new AppendResp.Position()
    position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position))
    const success = new AppendResp.Success().setCurrentRevision(String(outcome.revision)).setPosition(position)
    return response.setSuccess(success)
  }
  if (outcome.kind !== 'wrong-version') return null
  const wrong = new AppendResp.WrongExpectedVersion()
  if (outcome.current === null) wrong.setCurrentNoStream(new Empty())
  else wrong.setCurrentRevision(String(outcome.current))
  if (expected === 'any') wrong.setExpectedAny(new Empty())
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new Empty())
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new Empty())
  else wrong.setExpectedRevision(String(expected))
  return response.setWrongExpectedVersion(wrong)
}

/** `Append`: the options first, then the events. */
export const appendCall =
  (served: Served) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>): void => {
    let options: AppendReq.Options | undefined
    const events: ProposedEvent[] = []
    call.on('data', (request: AppendReq) => {
      const message = request.getProposedMessage()
      if (message === undefined) options = request.getOptions()
      else events.push(proposed(message))
    })
    call.on('error', () => undefined)
    call.on('end', () => {
      if (options === undefined) {
        callback(failure(status.INVALID_ARGUMENT, 'An append begins with its options.'))
        return
      }
      const stream = nameOf(options.getStreamIdentifier())
      const of = options
      const expected = expectedOf(of, () => of.getRevision())
      perform(
        served,
        () => served.log.append(stream, expected, events),
        (result) => {
          if (isFailure(result)) callback(result)
          else {
            const response = appendResp(expected, result)
            if (response !== null) callback(null, response)
            else if (result.kind !== 'written') callback(refusal(stream, result))
          }
        },
      )
    })
  }

const packed = (message: Message, name: string): InstanceType<typeof any.Any> => {
  const packing = new any.Any()
  packing.pack(message.serializeBinary(), name)
  return packing
}

const batchError = (stream: string, result: Exclude<Outcome, { kind: 'written' }> | ServiceError): BatchStatus => {
  const error = new BatchStatus()
  if (isFailure(result)) {
    // As there: what is not ready, or too busy, comes with details that say nothing.
    const details = packed(new empty.Empty(), 'google.protobuf.Empty')
    return error.setCode(Code.UNAVAILABLE).setMessage(result.details).setDetails(details)
  }
  const identifier = new StreamIdentifier().setStreamName(Buffer.from(stream))
  switch (result.kind) {
    case 'wrong-version': {
      const wrong = new WrongExpectedVersion()
      if (result.current === null) wrong.setCurrentNoStream(new empty.Empty())
      else wrong.setCurrentStreamRevision(String(result.current))
      return error
        .setCode(Code.ALREADY_EXISTS)
        .setMessage('WrongExpectedVersion')
        .setDetails(packed(wrong, 'event_store.client.WrongExpectedVersion'))
    }
    case 'deleted': {
      const deleted = new StreamDeleted().setStreamIdentifier(identifier)
      return error
        .setCode(Code.FAILED_PRECONDITION)
        .setMessage('StreamDeleted')
        .setDetails(packed(deleted, 'event_store.client.StreamDeleted'))
    }
    case 'too-large': {
      const large = new MaximumAppendSizeExceeded().setMaxappendsize(result.limit)
      return error
        .setCode(Code.INVALID_ARGUMENT)
        .setMessage('MaximumAppendSizeExceeded')
        .setDetails(packed(large, 'event_store.client.MaximumAppendSizeExceeded'))
    }
  }
  return error.setCode(Code.UNKNOWN).setDetails(packed(new Unknown(), 'event_store.client.Unknown'))
}

/** `BatchAppend`: many appends on one call, each under an id of its own. */
export const batchAppendCall =
  (served: Served) =>
  (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const begun = new Map<string, { readonly request: BatchAppendReq; readonly events: ProposedEvent[] }>()
    call.on('error', () => undefined)
    call.on('end', () => call.end())
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId()?.getString() ?? ''
      const append = begun.get(id) ?? { request, events: [] }
      begun.set(id, append)
      append.events.push(...request.getProposedMessagesList().map(proposed))
      if (!request.getIsFinal()) return
      begun.delete(id)
      const options = append.request.getOptions() ?? new BatchAppendReq.Options()
      const stream = nameOf(options.getStreamIdentifier())
      const expected = expectedOf(options, () => options.getStreamPosition())
      perform(
        served,
        () => served.log.append(stream, expected, append.events),
        (result) => {
          if (isFailure(result) && result.metadata.get('exception').includes('not-leader')) {
            // It ends the whole call, not the one append.
            call.emit('error', result)
            return
          }
          const response = new BatchAppendResp()
            .setCorrelationId(append.request.getCorrelationId())
            .setStreamIdentifier(options.getStreamIdentifier())
          if (expected === 'any') response.setAny(new empty.Empty())
          else if (expected === 'no-stream') response.setNoStream(new empty.Empty())
          else if (expected === 'stream-exists') response.setStreamExists(new empty.Empty())
          else response.setStreamPosition(String(expected))
          if (isFailure(result) || result.kind !== 'written') response.setError(batchError(stream, result))
          else {
            const position = new AllStreamPosition()
              .setCommitPosition(String(result.position))
              .setPreparePosition(String(result.position))
            response.setSuccess(
              new BatchAppendResp.Success().setCurrentRevision(String(result.revision)).setPosition(position),
            )
          }
          call.write(response)
        },
      )
    })
  }

/** `Delete` and `Tombstone`, which differ in what they leave. */
export const deleteCall =
  (served: Served) =>
  (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void => {
    const options = call.request.getOptions()
    const stream = nameOf(options?.getStreamIdentifier())
    const expected = options === undefined ? 'any' : expectedOf(options, () => options.getRevision())
    const outcome = served.log.softDelete(stream, expected)
    if (outcome.kind !== 'written') callback(refusal(stream, outcome))
    else {
      const position = new DeleteResp.Position()
      position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position))
      callback(null, new DeleteResp().setPosition(position))
    }
  }

/** See `deleteCall`. */
export const tombstoneCall =
  (served: Served) =>
  (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>): void => {
    const options = call.request.getOptions()
    const stream = nameOf(options?.getStreamIdentifier())
    const expected = options === undefined ? 'any' : expectedOf(options, () => options.getRevision())
    const outcome = served.log.tombstone(stream, expected)
    if (outcome.kind !== 'written') callback(refusal(stream, outcome))
    else {
      const position = new TombstoneResp.Position()
      position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position))
      callback(null, new TombstoneResp().setPosition(position))
    }
  }
