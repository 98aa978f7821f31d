import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'undici'
import { QUERIES } from '../queries.ts'
import { issueToken } from '../world/tokens.ts'
import type { LoadOrder, LoadResult } from './load-generator.ts'

/**
 * The load: its own process, so that what it costs is nobody's. Each connection sends its next request when it has the
 * answer to the last one. Every request carries a token of its own, as those of real callers do.
 */
let sent = 0

function requestOf(order: LoadOrder): { body: string; authorization: string } {
  sent += 1
  const query = QUERIES.find(({ name }) => name === order.query)
  return {
    body: JSON.stringify({ query: query?.text(order.firstNumber + sent) }),
    authorization: `Bearer ${issueToken(`caller-${order.firstNumber + sent}`)}`,
  }
}

/** One request; answers how long its whole answer took. Rejects unless that is as long as it must be. */
function ask(client: Client, order: LoadOrder): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const { body, authorization } = requestOf(order)
  const startedAt = performance.now()
  let bytes = 0
  let status = 0
  client.dispatch(
    {
      path: new URL(order.url).pathname,
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', authorization },
      body,
    },
    {
      onRequestStart() {},
      onResponseStart(_controller, statusCode) {
        status = statusCode
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length
      },
      onResponseEnd() {
        const isWhole = status === 200 && bytes >= order.minBytes
        if (isWhole) resolve(performance.now() - startedAt)
        else reject(new Error(`status ${status}, ${bytes} bytes`))
      },
      onResponseError: (_controller, cause) => reject(cause),
    },
  )
  return promise
}

async function keepAsking(order: LoadOrder, signal: AbortSignal, latencies: number[]): Promise<number> {
  const client = new Client(new URL(order.url).origin, { headersTimeout: 60_000, bodyTimeout: 60_000 })
  let failures = 0
  while (!signal.aborted) {
    try {
      latencies.push(await ask(client, order))
    } catch {
      failures += 1
      await sleep(10)
    }
  }
  await client.destroy()
  return failures
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const latencies: number[] = []
  const signal = AbortSignal.timeout(order.durationMs)
  const startedAt = performance.now()
  const connections = Array.from({ length: order.concurrency }, () => keepAsking(order, signal, latencies))
  const failures = (await Promise.all(connections)).reduce((a, b) => a + b, 0)
  const seconds = (performance.now() - startedAt) / 1000
  latencies.sort((a, b) => a - b)
  const percentile = (part: number): number => latencies[Math.floor(latencies.length * part)] ?? 0
  return {
    requests: latencies.length,
    failures,
    perSecond: latencies.length / seconds,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  }
}

process.on('message', (order: LoadOrder) => void run(order).then((result) => process.send?.(result)))
process.once('disconnect', () => process.exit())
