import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { listen } from '../listen.ts'
import { letGoOfWhoDoesNotRead } from './unread.ts'
import { writeParts } from '../transports/write-parts.ts'

/** More than both sides' buffers hold. */
const MUCH = 'x'.repeat(64 * 1024 * 1024)

async function startServer(listener: RequestListener, withinMs: number) {
  const server = createServer(listener)
  letGoOfWhoDoesNotRead(server, { withinMs })
  const url = new URL(await listen(server, { host: '127.0.0.1', port: 0 }))
  return {
    server,
    ask(): Socket {
      const client = connect(Number(url.port), '127.0.0.1')
      client.on('error', () => {})
      client.write('GET / HTTP/1.1\r\nhost: weft\r\n\r\n')
      return client
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function* endless(): AsyncGenerator<string> {
  for (;;) yield MUCH.slice(0, 1024 * 1024)
}

const ANSWERS: [title: string, listener: RequestListener][] = [
  ['a whole answer', (_request, response) => void response.end(MUCH)],
  ['a stream', (_request, response) => void writeParts(response, endless())],
]
for (const [title, listener] of ANSWERS)
  test(`a client that does not read ${title} is let go of`, async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    await using served = await startServer((request, response) => {
      response.once('close', resolve)
      listener(request, response)
    }, 50)
    const client = served.ask()
    client.pause()
    await closed
    client.destroy()
  })

test('a client that waits for its answer stays, however long', async () => {
  await using served = await startServer((_request, response) => {
    response.once('timeout', () => response.end('late'))
  }, 20)
  const client = served.ask()
  const [chunk] = await once(client, 'data')
  assert.match(String(chunk), /late/)
  client.destroy()
})

test('a connection that nobody asks on goes, as it did', async () => {
  await using served = await startServer((_request, response) => void response.end('done'), 20)
  const client = connect((served.server.address() as { port: number }).port, '127.0.0.1')
  await once(client.resume(), 'close')
})
