import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExecutionResult } from 'graphql'
import type { ReadOnAfter } from '#shared/events/waits-for-reader.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  answerEvent,
  createAnswerStream,
  type EventAnswers,
  type StreamLife,
  type StreamOptions,
} from './answer-stream.ts'
import { followSignal } from './follow-signal.ts'
import { SharedReader } from './shared-reader.ts'
import { readAhead } from './waiting-events.ts'

/** Whose answers are the same: one compiled operation, its variables, and what its caller may see. */
export interface SharingKey {
  operation: object
  as: string
}

/** One source, read once and answered once for everybody who asks the same. */
export interface SharedStream {
  join(request: RequestContext): AsyncIterableIterator<ExecutionResult>
}

/** What a shared stream begins with. */
export interface OpenedSource {
  source: AsyncIterable<unknown>
  /** Of a source that tells all alike; another one is shared by those alone who come before its first event. */
  readOnAfter: ReadOnAfter | undefined
  /** The one who opened it; the stream goes on without him. */
  life: StreamLife
  answers: EventAnswers
}

/** The streams that are shared at the moment. */
export interface SharedStreams {
  find(key: SharingKey): SharedStream | undefined
  /** Begins one, or answers the one that somebody else began in the meantime. */
  begin(key: SharingKey, opened: OpenedSource): SharedStream
}

/** Readers that are told of an event in one turn of the loop: some milliseconds' work. */
const READERS_A_TURN = 500

export function createSharedStreams(options: StreamOptions): SharedStreams {
  const streams = new WeakMap<object, Map<string, SharedStream>>()
  const find = ({ operation, as }: SharingKey): SharedStream | undefined => streams.get(operation)?.get(as)
  return {
    find,
    begin(key, opened) {
      const begun = find(key)
      if (begun) {
        opened.life.end()
        opened.source[Symbol.asyncIterator]()
          .return?.()
          ?.then(undefined, () => {})
        return begun
      }
      const ofOperation = streams.get(key.operation) ?? new Map<string, SharedStream>()
      streams.set(key.operation, ofOperation)
      const stream = createSharedStream(opened, options, () => {
        if (ofOperation.get(key.as) === stream) ofOperation.delete(key.as)
      })
      ofOperation.set(key.as, stream)
      return stream
    },
  }
}

/** Ends when its last reader leaves, and with its source. */
function createSharedStream(
  { source, readOnAfter, life, answers }: OpenedSource,
  options: StreamOptions,
  admitNobody: () => void,
): SharedStream {
  const events = readAhead(source, options.maxWaitingEvents)
  const readers = new Set<SharedReader>()
  life.letGo()

  const close = (cause?: unknown): void => {
    admitNobody()
    events.end()
    life.end()
    for (const reader of readers) reader.finish(cause)
    readers.clear()
  }
  const tellAll = async (event: unknown, answer: ExecutionResult): Promise<void> => {
    let told = 0
    for (const reader of readers) {
      reader.tell(event, answer)
      told += 1
      if (told % READERS_A_TURN === 0) await nextTurn()
    }
  }
  const read = async (): Promise<void> => {
    for (let taken = await events.take(); taken; taken = await events.take()) {
      if (!readOnAfter) admitNobody()
      const { result, isLast } = await answerEvent(taken.event, life, answers, options)
      await tellAll(taken.event, result)
      if (isLast) break
    }
  }
  const shared = {
    explain: answers.explain,
    leave(reader: SharedReader) {
      if (readers.delete(reader) && readers.size === 0) close()
    },
    openAfter:
      readOnAfter &&
      ((event: unknown, request: RequestContext) => {
        const own = { ...followSignal(request.signal), request }
        return createAnswerStream(readOnAfter(event, own.signal), own, answers, options)
      }),
  }
  read().then(() => close(), close)
  return {
    join(request) {
      const reader = new SharedReader(shared, request, options.maxWaitingEvents)
      readers.add(reader)
      if (request.signal.aborted) void reader.return()
      return reader
    },
  }
}
