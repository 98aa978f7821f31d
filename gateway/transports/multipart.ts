import type { ServerResponse } from 'node:http'
import type { ExecutionResult } from 'graphql'
import { COMMON_HEADERS } from '../http/send.ts'
import { whenWritable } from './write-parts.ts'

const BOUNDARY = 'graphql'
/** An empty part tells proxies, and the client, that the stream lives. */
const HEARTBEAT_EVERY_MS = 10_000

/** Each part ends with the next boundary: a client takes a part only when it has seen its end. */
const toPart = (body: object): string =>
  `\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(body)}\r\n--${BOUNDARY}`

/**
 * Sends answers by Apollo's multipart protocol for subscriptions, version 1.0
 * (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol).
 */
export async function sendMultipart(
  response: ServerResponse,
  answers: AsyncIterableIterator<ExecutionResult>,
): Promise<void> {
  response.once('close', () => void answers.return?.())
  response.writeHead(200, {
    'content-type': `multipart/mixed;boundary="${BOUNDARY}";subscriptionSpec=1.0`,
    ...COMMON_HEADERS,
  })
  response.write(`\r\n--${BOUNDARY}`)
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(toPart({}))
  }, HEARTBEAT_EVERY_MS)
  try {
    for await (const payload of answers) {
      response.write(toPart({ payload }))
      if (!(await whenWritable(response))) return
    }
    response.end('--\r\n')
  } finally {
    clearInterval(heartbeat)
  }
}
