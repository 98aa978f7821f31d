import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import { readRoutingUrls, type SubgraphNames } from './routes.ts'
import { createPemKey, temporaryFolder, writeKeys } from './split.test-support.ts'
import { openSubgraphsApart } from './subgraphs-apart.ts'

function open(context: TestContext, subgraphsApart: SubgraphNames | undefined, subgraphSigningKey?: string) {
  const dataDirectory = temporaryFolder(context)
  const settings = { subgraphsApart, subgraphSigningKey, dataDirectory, executionTimeoutMs: 1000 }
  return openSubgraphsApart(settings, systemClock)
}

const names = [...readRoutingUrls().keys()]

test('nothing apart is everything here, without a key', async (context) => {
  const { here, jwks, locations } = await open(context, undefined)
  assert.deepEqual([here, jwks, locations.size], [undefined, undefined, 0])
})

test('a subgraph apart is at its routing URL, or where the setting says; the rest stays here', async (context) => {
  const apart = new Map([
    ['crm', undefined],
    ['erp', 'http://127.0.0.1:9/erp'],
  ])
  const { here, locations } = await open(context, apart)
  assert.deepEqual(Object.fromEntries(locations), {
    crm: { kind: 'http', url: readRoutingUrls().get('crm')?.href },
    erp: { kind: 'http', url: 'http://127.0.0.1:9/erp' },
  })
  assert.deepEqual(
    [...(here ?? [])],
    names.filter((name) => !apart.has(name)),
  )
})

test('all of them apart leave nothing here', async (context) => {
  const { here, locations } = await open(context, 'all')
  assert.deepEqual([here?.size, [...locations.keys()]], [0, names])
})

test('a subgraph on another machine needs a key that it can be told of', async (context) => {
  const far = new Map([['crm', 'https://crm.internal/graphql']])
  await assert.rejects(open(context, far), {
    code: 'INVALID_SETTING',
    message: 'SUBGRAPH_SIGNING_KEY must be set where crm is at crm.internal',
  })
  const file = writeKeys(temporaryFolder(context), createPemKey())
  assert.equal((await open(context, far, file)).jwks?.keys.length, 1)
})

test('health says which subgraph does not answer, and not where it is', async (context) => {
  const server = createServer((_, response) => response.end())
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  context.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
  const gone = 'http://127.0.0.1:9/graphql'
  const { readiness } = await open(
    context,
    new Map([
      ['crm', url],
      ['crosswalk', gone],
    ]),
  )
  const told = readiness.map(async ({ name, required, reason }) => [name, required, await reason()])
  assert.deepEqual(await Promise.all(told), [
    ['subgraph crm', false, undefined],
    ['subgraph crosswalk', true, 'it does not answer'],
  ])
})
