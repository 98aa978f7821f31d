import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { SamplerName } from './samplers.ts'
import type { TracingOptions } from './tracer.ts'
import { openTracer } from './tracing.ts'

const options: TracingOptions = {
  otlpEndpoint: 'http://127.0.0.1:1',
  otlpHeaders: undefined,
  serviceName: 'weft',
  tracesSampler: 'parentbased_always_on',
  tracesSamplerRatio: 1,
  traceClients: 'link',
  logger: silentLogger,
}

const requestWith = (traceparent: string | undefined): RequestContext => ({
  caller: {
    subject: 'a',
    clientId: 'a',
    scopes: new Set(),
    customerIds: undefined,
    businessUnits: undefined,
  },
  correlationId: 'c-1',
  signal: new AbortController().signal,
  logger: silentLogger,
  receivedAt: new Date(),
  ...(traceparent ? { traceparent } : {}),
})

const CLIENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331'

for (const [sampler, ratio, traceClients, flags, isRecorded] of [
  ['always_on', 1, 'link', '00', true],
  ['always_off', 1, 'parent', '01', false],
  ['traceidratio', 0, 'parent', '01', false],
  ['traceidratio', 1, 'link', '00', true],
  ['parentbased_always_on', 1, 'parent', '00', false],
  ['parentbased_always_on', 1, 'link', '00', true],
  ['parentbased_always_off', 1, 'parent', '01', true],
  ['parentbased_always_off', 1, 'link', '01', false],
  ['parentbased_traceidratio', 0, 'link', '01', false],
] as const satisfies readonly (readonly [SamplerName, number, 'link' | 'parent', string, boolean])[])
  test(`${sampler} at ${ratio}, a client's flags ${flags} as ${traceClients}: ${isRecorded ? '' : 'not '}recorded`, async () => {
    const tracer = await openTracer({
      ...options,
      tracesSampler: sampler,
      tracesSamplerRatio: ratio,
      traceClients,
    })
    const span = tracer?.startOperation({ query: '{ a }' }, requestWith(`${CLIENT}-${flags}`))
    await tracer?.close()
    assert.equal(span?.isRecorded, isRecorded)
    assert.match(String(span?.traceparent), isRecorded ? /-01$/ : /-00$/)
    assert.equal(span?.traceparent.startsWith(CLIENT.slice(0, 36)), traceClients === 'parent')
  })

test('a receiver gets the headers that were set; what it does not take is counted', async (context) => {
  const received: (string | undefined)[] = []
  const server = createServer((incoming, response) => {
    received.push(incoming.headers.authorization)
    response.writeHead(400).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const tracer = await openTracer({
    ...options,
    otlpEndpoint: `http://127.0.0.1:${port}/`,
    otlpHeaders: 'tenant=weft,authorization=Bearer%20abc%3D',
  })
  tracer?.startOperation({ query: '{ a }' }, requestWith(undefined)).end()
  await tracer?.close()
  assert.deepEqual(received, ['Bearer abc='])
  assert.equal(tracer?.undelivered(), 1)
})

test('without an endpoint nothing that writes traces is loaded', () => {
  const script = `
    const { openTelemetry } = await import('#gateway/telemetry/telemetry.ts')
    await openTelemetry({ systems: [], otlpEndpoint: undefined })
    const { createRequire } = await import('node:module')
    const loaded = Object.keys(createRequire(import.meta.url).cache)
    console.log(loaded.some((file) => file.includes('prom-client')), loaded.filter((file) => /opentelemetry.(sdk|exporter|otlp)/.test(file)).length)`
  const cwd = new URL('../..', import.meta.url)
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd,
    encoding: 'utf8',
  })
  assert.equal(output.trim(), 'true 0')
})
