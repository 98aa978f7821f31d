import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Connection } from '../connections/connection.ts'
import { silentLogger } from '../telemetry/logger.ts'
import { createVendorHttp } from './vendor-http.ts'

test('a call carries the correlation id, and the trace of whoever began one', async (context) => {
  const received: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    received.push(request.headers)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const connection: Connection = {
    id: 'crm-one',
    name: 'CRM',
    vendor: 'salesforce',
    domain: 'CRM',
    fields: {},
    environment: 'SANDBOX',
    baseUrl: `http://127.0.0.1:${port}`,
    credentials: {},
    timeoutMs: 5000,
  }
  const http = createVendorHttp(connection, silentLogger)
  context.after(async () => {
    await http.close()
    server.close()
  })
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const call = { correlationId: 'c-1', signal: new AbortController().signal }
  await http.send({ method: 'GET', path: '/' }, { ...call, traceparent })
  await http.send({ method: 'GET', path: '/' }, call)
  assert.deepEqual(
    received.map((headers) => [headers['x-correlation-id'], headers.traceparent]),
    [
      ['c-1', traceparent],
      ['c-1', undefined],
    ],
  )
})
