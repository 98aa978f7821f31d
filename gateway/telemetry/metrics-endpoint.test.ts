import assert from 'node:assert/strict'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { openExchange } from '../http/exchange.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { answerMetrics, type MetricsAccess } from './metrics-endpoint.ts'
import { createExposition } from './prometheus.ts'

/** An endpoint that metrics are read at; answers what a scraper with these headers gets. */
async function startEndpoint(context: TestContext, access: MetricsAccess) {
  const exposition = createExposition()
  exposition.add([
    { name: 'weft_things', kind: 'gauge', help: 'Things.', read: () => [{ labels: {}, value: 7 }] },
    {
      name: 'weft_lost',
      kind: 'gauge',
      help: 'What cannot be read.',
      read: () => Promise.reject(new Error()),
    },
  ])
  const server = createServer((incoming, response) => {
    answerMetrics(openExchange(incoming, response, silentLogger), access, exposition).catch(
      (error: unknown) => response.writeHead(error instanceof HttpRefusal ? error.status : 500).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return (headers: Record<string, string> = {}): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      httpRequest({ host: '127.0.0.1', port, headers, agent: false }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      })
        .once('error', reject)
        .end()
    })
}

const metricsToken = 'a-scraper-of-our-own'

test('without a token this machine reads metrics, under its own name and through nobody', async (context) => {
  const get = await startEndpoint(context, { host: '127.0.0.1', metricsToken: undefined })
  const { status, text } = await get()
  assert.equal(status, 200)
  assert.match(text, /^# TYPE weft_things gauge\nweft_things 7$/m)
  assert.match(text, /^process_cpu_seconds_total /m)
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    assert.equal((await get({ [name]: '203.0.113.7' })).status, 404, name)
  assert.equal((await get({ host: 'rebound.example' })).status, 421)
})

test('without a token nobody reads what a gateway shows to a network', async (context) => {
  const get = await startEndpoint(context, { host: '0.0.0.0', metricsToken: undefined })
  assert.equal((await get()).status, 404)
})

test('with a token whoever presents it reads metrics, from anywhere', async (context) => {
  const get = await startEndpoint(context, { host: '0.0.0.0', metricsToken })
  const authorization = `Bearer ${metricsToken}`
  assert.equal((await get({ authorization, 'x-forwarded-for': '203.0.113.7' })).status, 200)
  for (const wrong of [
    '',
    'Bearer',
    `Bearer ${metricsToken}x`,
    `Bearer ${metricsToken.slice(1)}`,
    metricsToken,
  ])
    assert.equal((await get(wrong ? { authorization: wrong } : {})).status, 401, wrong)
})

test('a metric that cannot be read leaves the others', async (context) => {
  const get = await startEndpoint(context, { host: 'localhost', metricsToken: undefined })
  const { text } = await get()
  assert.match(text, /^# TYPE weft_lost gauge$/m)
  assert.match(text, /^weft_things 7$/m)
})
