import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { isWeftError } from '#shared/errors.ts'
import { listen } from '../listen.ts'
import { readRawBody } from '../webhooks/read-raw-body.ts'
import { HttpRefusal } from './http-refusal.ts'
import { readBody } from './read-body.ts'
import { readOperation } from './read-operation.ts'

/** What reading a request comes to, whose client sends this much and goes. */
async function readingOf(
  read: (incoming: IncomingMessage) => Promise<unknown>,
  sent: string,
): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const server = createServer((incoming) => read(incoming).then(resolve, resolve))
  const { port, hostname } = new URL(await listen(server, { host: '127.0.0.1', port: 0 }))
  connect(Number(port), hostname).end(sent)
  const outcome = await promise
  server.close()
  server.closeAllConnections()
  return outcome
}

const POST = 'POST / HTTP/1.1\r\nhost: weft\r\ncontent-type: application/json\r\n'

const READERS: Readonly<Record<string, (incoming: IncomingMessage) => Promise<unknown>>> = {
  'an operation': (incoming) => readOperation(incoming, 100),
  'a webhook': (incoming) => readRawBody(incoming, 100),
}
for (const [what, read] of Object.entries(READERS)) {
  test(`a client that goes in the middle of ${what} is refused, and is no fault of ours`, async () => {
    for (const rest of [
      'content-length: 50\r\n\r\n{"query":',
      'transfer-encoding: chunked\r\n\r\n9\r\n{"quer',
    ]) {
      const outcome = await readingOf(read, POST + rest)
      assert.ok(outcome instanceof HttpRefusal, String(outcome))
      assert.equal(outcome.status, 400)
    }
  })
}

test('a body is read as it is, up to what it may be', async () => {
  const read = (incoming: IncomingMessage) => readBody(incoming, 4)
  const sent = (body: string) => `${POST}content-length: ${body.length}\r\n\r\n${body}`
  assert.equal(String(await readingOf(read, sent('four'))), 'four')
  assert.ok(isWeftError(await readingOf(read, sent('five5')), 'LIMIT_EXCEEDED'))
})
