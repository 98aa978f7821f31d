import type { ServerResponse } from 'node:http'
import type { ExecutionResult } from 'graphql'
import { createHandler, type Request } from 'graphql-sse'
import type { Operation } from '../execution/operation.ts'
import { COMMON_HEADERS } from '../http/send.ts'
import { whenWritable, writeParts } from './write-parts.ts'

interface Exchange {
  operation: Operation
  answers: AsyncIterableIterator<ExecutionResult>
}

/** Distinct connections: each request is one operation, and nothing is kept between requests. */
const toEvents = createHandler<null, Exchange>({
  authenticate: () => null as unknown as string,
  onSubscribe: ({ context: { answers } }) => answers,
})

const toRequest = (context: Exchange): Request<null, Exchange> => ({
  method: 'POST',
  url: '/graphql',
  headers: { get: (name) => (name === 'accept' ? 'text/event-stream' : 'application/json') },
  body: { ...context.operation },
  raw: null,
  context,
})

/** The handler takes answers as fast as they come and keeps them: they come no faster than the client reads. */
function atReadersPace(
  answers: AsyncIterableIterator<ExecutionResult>,
  response: ServerResponse,
): AsyncIterableIterator<ExecutionResult> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      await whenWritable(response)
      return answers.next()
    },
    async return() {
      await answers.return?.()
      return { value: undefined, done: true }
    },
  }
}

/** Sends answers as server-sent events by the graphql-sse protocol. */
export async function sendEvents(response: ServerResponse, { operation, answers }: Exchange): Promise<void> {
  const [events, head] = await toEvents(toRequest({ operation, answers: atReadersPace(answers, response) }))
  response.writeHead(head.status, { ...head.headers, ...COMMON_HEADERS })
  if (events === null || typeof events === 'string') {
    response.end(events ?? '')
    return
  }
  response.once('close', () => void events.return(undefined))
  await writeParts(response, events)
}
