import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import {
  createSubgraphClient,
  DEFAULT_CLIENT_OPTIONS,
  type SubgraphClientOptions,
} from './subgraph-client.ts'

type Reply = { status: number; body?: string; headers?: Record<string, string> } | 'reset' | 'silence'

function listenerOf(replies: readonly Reply[], seen: IncomingHttpHeaders[]): RequestListener {
  return (request, response) => {
    const reply = replies[Math.min(seen.length, replies.length - 1)] ?? 'reset'
    seen.push(request.headers)
    request.resume()
    if (reply === 'silence') return
    if (reply === 'reset') request.socket.destroy()
    else
      response
        .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
        .end(reply.body)
  }
}

async function withServer(
  replies: readonly Reply[],
  options: Partial<SubgraphClientOptions>,
  use: (post: (isRepeatable?: boolean) => Promise<string>, seen: readonly unknown[]) => Promise<void>,
): Promise<void> {
  const seen: IncomingHttpHeaders[] = []
  const server: Server = createServer(listenerOf(replies, seen))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const client = createSubgraphClient(`http://127.0.0.1:${port}/graphql`, {
    ...DEFAULT_CLIENT_OPTIONS,
    ...options,
  })
  const signal = new AbortController().signal
  try {
    await use(
      (isRepeatable = true) => client.post({ body: '{}', headers: {}, ending: signal, isRepeatable }),
      seen,
    )
  } finally {
    await client.close()
    server.closeAllConnections()
    server.close()
  }
}

const ok: Reply = { status: 200, body: '{"data":{}}' }

for (const first of ['reset', { status: 503 }] as const) {
  const what = first === 'reset' ? 'a connection that breaks' : 'a subgraph that is unavailable'
  test(`${what} is asked again for a query`, async () => {
    await withServer([first, ok], {}, async (post, seen) => {
      assert.equal(await post(), '{"data":{}}')
      assert.equal(seen.length, 2)
    })
  })

  test(`${what} is not asked again for a mutation`, async () => {
    await withServer([first, ok], {}, async (post, seen) => {
      await assert.rejects(post(false), { code: 'SYSTEM_UNAVAILABLE' })
      assert.equal(seen.length, 1)
    })
  })
}

test('a subgraph that keeps silent is left at its deadline, and not asked again', async () => {
  await withServer(['silence'], { deadlineMs: 50 }, async (post, seen) => {
    await assert.rejects(post(), { code: 'TIMEOUT' })
    assert.equal(seen.length, 1)
  })
})

test('a subgraph that failed often enough is not called for a while', async () => {
  await withServer([{ status: 503 }], { breakAfter: 2, retries: 0 }, async (post, seen) => {
    await assert.rejects(post(), { code: 'SYSTEM_UNAVAILABLE' })
    await assert.rejects(post(), { code: 'SYSTEM_UNAVAILABLE' })
    await assert.rejects(post(), { code: 'CIRCUIT_OPEN' })
    assert.equal(seen.length, 2)
  })
})

const statuses: [number, Record<string, string>, object][] = [
  [429, { 'retry-after': '7' }, { code: 'RATE_LIMITED', facts: { system: 'gateway', retryAfterSeconds: 7 } }],
  [401, {}, { code: 'AUTH_FAILED' }],
  [404, {}, { code: 'INVALID_RESPONSE' }],
]
for (const [status, headers, expected] of statuses) {
  test(`status ${status} without a GraphQL body is ${JSON.stringify(expected)}`, async () => {
    await withServer([{ status, headers }], { retries: 0 }, async (post) => {
      await assert.rejects(post(), expected)
    })
  })
}

test('a GraphQL body counts whatever its status', async () => {
  const headers = { 'content-type': 'application/graphql-response+json' }
  await withServer([{ status: 400, headers, body: '{"errors":[]}' }], {}, async (post) => {
    assert.equal(await post(), '{"errors":[]}')
  })
})
