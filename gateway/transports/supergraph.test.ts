import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import {
  createBilling,
  createFeed,
  createSupport,
  ESCALATIONS,
  escalation,
  escalationGraph,
  serveSubgraph,
} from '../execution/subscriptions/escalation-graph.test-support.ts'
import { identifyAnyone, serveSupergraph } from '../serve-supergraph.ts'
import { CLIENTS } from './clients.test-support.ts'

/** A supergraph file whose subgraphs are servers of their own, served to anybody. */
async function serve() {
  const feed = createFeed()
  const subgraphs = {
    support: await serveSubgraph(createSupport(feed), 'socket'),
    billing: await serveSubgraph(createBilling(), 'socket'),
  }
  const folder = mkdtempSync(join(tmpdir(), 'supergraph-'))
  const supergraphFile = join(folder, 'supergraph.graphql')
  const write = (extraFields?: string): void => {
    let { supergraphSdl } = escalationGraph(feed, extraFields ? { extraFields } : {})
    for (const [name, { url }] of Object.entries(subgraphs))
      supergraphSdl = supergraphSdl.replace(`http://${name}.internal/graphql`, url)
    writeFileSync(supergraphFile, supergraphSdl)
  }
  write()
  const server = await serveSupergraph({
    supergraphFile,
    host: '127.0.0.1',
    port: 0,
    identify: identifyAnyone,
    logger: silentLogger,
    operationTimeoutMs: 5_000,
    watchIntervalMs: 20,
  })
  const post = async (query: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query }) })
    return response.json()
  }
  return {
    url: server.url,
    feed,
    post,
    /** Resolves once the changed file is served. */
    async addField() {
      write('added: Int')
      const query = '{ __type(name: "Escalation") { fields { name } } }'
      while (!JSON.stringify(await post(query)).includes('added')) await new Promise(setImmediate)
    },
    async [Symbol.asyncDispose]() {
      await server.close()
      for (const subgraph of Object.values(subgraphs)) await subgraph[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

for (const [name, ask] of CLIENTS) {
  test(`${name}: a live subscription to any supergraph survives its reload`, async () => {
    await using world = await serve()
    const answers = ask({ url: world.url, query: ESCALATIONS })
    const first = answers.next()
    await world.feed.whenListening(1)
    const answerOf = (id: string) => ({
      data: { escalated: { severity: 1, who: { id, overdue: [`in-${id}`] } } },
    })
    world.feed.push(escalation(1, 'c1'))
    assert.deepEqual((await first).value, answerOf('c1'))
    await world.addField()
    world.feed.push(escalation(1, 'c2'))
    assert.deepEqual((await answers.next()).value, answerOf('c2'))
    await answers.return?.()
    await world.feed.whenListening(0)
  })

  test(`${name}: a query to any supergraph is answered as by plain HTTP`, async () => {
    await using world = await serve()
    const query = '{ open none: __typename }'
    const answers = ask({ url: world.url, query })
    assert.deepEqual((await answers.next()).value, await world.post(query))
    assert.equal((await answers.next()).done, true)
  })
}
