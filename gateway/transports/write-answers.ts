import type { ExecutionResult } from 'graphql'
import type { WebSocket } from 'ws'

/** A stream of which graphql-ws learns the end alone. */
export type WrittenAnswers = AsyncIterableIterator<never>

const DONE: IteratorReturnResult<undefined> = { value: undefined, done: true }

/** Answers that several sockets share are written out once. */
const bodies = new WeakMap<ExecutionResult, Buffer>()

function bodyOf(answer: ExecutionResult): Buffer {
  const known = bodies.get(answer)
  if (known) return known
  const body = Buffer.from(`${JSON.stringify(answer)}}`)
  bodies.set(answer, body)
  return body
}

/** Sends a text that is encoded already, and waits while the socket takes no more. */
function send(socket: WebSocket, message: Buffer): Promise<void> | undefined {
  if (socket.readyState !== socket.OPEN) return undefined
  let sent: ((error?: Error) => void) | undefined
  socket.send(message, { binary: false }, (error) => sent?.(error))
  if (socket.bufferedAmount === 0) return undefined
  return new Promise((resolve, reject) => {
    sent = (error) => (error ? reject(error) : resolve())
  })
}

/** Writes each answer of an operation as a `next` message of the protocol, no faster than the client reads. */
export function writeAnswers(
  socket: WebSocket,
  id: string,
  answers: AsyncIterableIterator<ExecutionResult>,
): WrittenAnswers {
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      for await (const answer of answers) {
        const waiting = send(socket, Buffer.concat([head, bodyOf(answer)]))
        if (waiting) await waiting
      }
      return DONE
    },
    async return() {
      await answers.return?.()
      return DONE
    },
  }
}
