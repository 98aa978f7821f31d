import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { createGraphQLHandler } from '#gateway/execution/http/graphql-handler.ts'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { composeTestGraph, createTestSubgraph, testRequest } from '#gateway/execution/test-graph.ts'
import type { Execution } from '#gateway/execution/execution.ts'
import { startGatewayServer } from '#gateway/server.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'

const { caller } = testRequest()
const common = { operationTimeoutMs: 5000, clock: systemClock, logger: silentLogger }

interface Endpoint {
  url: string
  close(): Promise<void>
}

/** Apollo Server in front of the execution, as `npm start` has it. */
async function startFront(execution: Execution): Promise<Endpoint> {
  const server = await startGatewayServer({
    ...common,
    host: '127.0.0.1',
    port: 0,
    execution,
    verifyToken: async () => caller,
    developmentIssuer: undefined,
    readiness: [],
  })
  return { url: `${server.url}/graphql`, close: server.close }
}

/** The execution's own endpoint, as `npm run gateway` has it. */
async function startHandler(execution: Execution): Promise<Endpoint> {
  const identify = async () => caller
  const server = createServer(
    createGraphQLHandler({ ...common, withExecution: (use) => use(execution), identify }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A GET that any page could have a browser send is refused: these three send one. */
const EXPLAINED_BY_FORGERY_PROTECTION = ['5A70', 'D6D5', '6A70']

const ENDPOINTS = { 'Apollo Server': startFront, 'the execution itself': startHandler }

for (const [name, start] of Object.entries(ENDPOINTS)) {
  describe(`GraphQL over HTTP by ${name}, as graphql-http audits it`, () => {
    const execution = createPlannedExecution(
      composeTestGraph([
        createTestSubgraph('a', 'type Query { a: Int } type Mutation { set: Int }', {
          Query: { a: () => 1 },
        }),
      ]),
    )
    let endpoint: Endpoint
    before(async () => {
      endpoint = await start(execution)
    })
    after(async () => {
      await endpoint.close()
      await execution.close()
    })

    for (const audit of serverAudits({ url: () => endpoint.url })) {
      const isExplained = EXPLAINED_BY_FORGERY_PROTECTION.includes(audit.id)
      test(isExplained ? `${audit.name}: not without a header that asks first` : audit.name, async () => {
        const result = await audit.fn()
        const reason = 'reason' in result ? result.reason : undefined
        assert.equal(result.status, isExplained ? 'notice' : 'ok', reason)
      })
    }

    test('with that header, a GET is answered', async () => {
      const url = `${endpoint.url}?query=${encodeURIComponent('query ($n: String!) { __type(name: $n) { name } }')}`
      const answered = await fetch(`${url}&variables=${encodeURIComponent('{"n":"Query"}')}`, {
        headers: { 'graphql-require-preflight': '1' },
      })
      assert.deepEqual(await answered.json(), { data: { __type: { name: 'Query' } } })
    })
  })
}
