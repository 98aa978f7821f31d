import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { listen } from '../listen.ts'
import { openExchange } from './exchange.ts'
import { refuse } from './refuse.ts'

test('an answer that has begun and cannot be ended is cut off: nobody waits for its rest', async () => {
  const server = createServer((incoming, response) => {
    response.writeHead(200)
    response.write('the first half')
    refuse(openExchange(incoming, response, silentLogger), new Error('a fault in the middle'))
  })
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
  await assert.rejects(response.text(), { name: 'TypeError', message: 'terminated' })
  server.close()
})
