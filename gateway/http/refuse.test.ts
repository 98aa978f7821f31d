import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { listen } from '../listen.ts'
import { openExchange } from './exchange.ts'
import { refuse } from './refuse.ts'

test('an answer that has begun and cannot be ended is cut off: nobody waits for its rest', async (context) => {
  const server = createServer((incoming, response) => {
    const exchange = openExchange(incoming, response, silentLogger)
    response.writeHead(200)
    response.write('the first half', () => refuse(exchange, new Error('a fault in the middle')))
  })
  context.after(() => server.closeAllConnections())
  context.after(() => server.close())
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  // Either the head has come or it has not: in both cases the client is told that there is no more.
  const whole = fetch(url, { signal: AbortSignal.timeout(5_000) }).then((response) => response.text())
  await assert.rejects(whole, { name: 'TypeError' })
})
