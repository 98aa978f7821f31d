import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { systemClock } from '../clock.ts'
import { silentLogger } from '../telemetry/logger.ts'
import { createVendorClient } from './vendor-client.ts'
import { parseJson } from './vendor-http.ts'

const MEBIBYTE = 1_048_576

/** Ten times what an answer may hold, without end, in pieces. */
function pourOut(response: ServerResponse): void {
  const piece = Buffer.alloc(MEBIBYTE, ' ')
  const pour = (): void => {
    if (!response.destroyed) response.write(piece, pour)
  }
  pour()
}

/** A list in a list in a list, which ends. */
const tower = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

/** A reader that walks whatever it is given, as printing or comparing would. */
function depthOf(value: unknown): number {
  return Array.isArray(value) ? 1 + Math.max(0, ...value.map(depthOf)) : 0
}

const ANSWERS: [title: string, answer: (response: ServerResponse) => unknown, message: RegExp][] = [
  ['an answer without end', pourOut, /larger than 10 MiB/],
  ['a tower of five million lists', (response) => response.end(tower(5_000_000)), /not JSON/],
  [
    'a tower of lists that would end the stack',
    (response) => response.end(tower(30_000)),
    /not be read|cannot be read/,
  ],
  ['bytes that are no text', (response) => response.end(Buffer.from([0x22, 0xff, 0xfe, 0x22])), /not UTF-8/],
  [
    'half a character',
    (response) => response.end(Buffer.from('{"name":"Nor\u00f0"}', 'latin1')),
    /not UTF-8/,
  ],
  ['nothing', (response) => response.end(), /not JSON/],
  [
    'a page',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    /not JSON/,
  ],
  [
    'a picture',
    (response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from('\x89PNG', 'latin1')),
    /not UTF-8/,
  ],
  [
    'a form',
    (response) =>
      response.writeHead(200, { 'content-type': 'application/x-www-form-urlencoded' }).end('a=1&b=2'),
    /not JSON/,
  ],
  [
    'compressed bytes that nobody asked for',
    (response) => response.end(Buffer.from([0x1f, 0x8b, 8])),
    /not UTF-8/,
  ],
]
for (const [title, answer, message] of ANSWERS) {
  test(`${title} is INVALID_RESPONSE`, async (context) => {
    const server = createServer((_, response) => void answer(response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const client = createVendorClient(
      {
        id: 'crm-one',
        name: 'CRM',
        vendor: 'acme',
        domain: 'CRM',
        environment: 'SIMULATED',
        baseUrl: `http://127.0.0.1:${port}`,
        credentials: {},
        fields: {},
        timeoutMs: 20_000,
      },
      { logger: silentLogger, clock: systemClock, apiVersion: '1', limits: { concurrency: 1 } },
    )
    context.after(async () => {
      await client.close()
      server.closeAllConnections()
      server.close()
    })
    const call = { correlationId: 'c-1', signal: new AbortController().signal }
    const read = (response: Parameters<typeof parseJson>[0]) => depthOf(parseJson(response, 'crm-one'))
    await assert.rejects(client.send({ method: 'GET', path: '/' }, { kind: 'write', call, read }), {
      code: 'INVALID_RESPONSE',
      message,
    })
  })
}

test('text in JSON may hold as many brackets as it likes', () => {
  const value = { note: `${'[{'.repeat(50_000)}\\"[[`, list: [[1]] }
  const response = { status: 200, headers: {}, text: JSON.stringify(value) }
  assert.deepEqual(parseJson(response, 'crm-one'), value)
})
