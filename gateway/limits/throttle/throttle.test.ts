import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Store } from '#shared/store/store.ts'
import { startTemporaryServer } from '../../../test/support/temporary-store.ts'
import { type Budget, type ClientBudgets, openClientBudgets } from './client-budgets.ts'

const BUDGET: Budget = {
  cost: { bucket: 1_000, perMinute: 3_000 },
  requests: { bucket: 100_000, perMinute: 60 },
}

let server: Awaited<ReturnType<typeof startTemporaryServer>>
before(async () => {
  server = await startTemporaryServer()
})
after(() => server[Symbol.asyncDispose]())

/** Nodes on one database, whose time stands beside the real one until a test moves it. */
async function startNodes(count: number, stack: AsyncDisposableStack) {
  const store: Store = stack.use(await server.openDatabase())
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  const nodes: ClientBudgets[] = []
  for (let index = 0; index < count; index += 1) {
    const budgets = await openClientBudgets(store, clock)
    nodes.push(budgets)
    stack.defer(() => budgets.close())
  }
  return {
    of: (node: number, client = 'partner', budget = BUDGET) => {
      const budgets = nodes[node]
      assert.ok(budgets)
      return budgets.of(client, budget)
    },
    close: (node: number) => nodes[node]?.close(),
    pass: (ms: number) => {
      aheadMs += ms
    },
  }
}

async function spend(client: ReturnType<ClientBudgets['of']>, points: number) {
  return (await client.charge(points))?.extensions
}

test('nodes spend one bucket together, and are told when there will be enough', async () => {
  await using stack = new AsyncDisposableStack()
  const nodes = await startNodes(2, stack)
  let spent = 0
  for (let turn = 0; turn < 20; turn += 1) if (!(await spend(nodes.of(turn % 2), 100))) spent += 100
  assert.ok(spent <= 1_000 + 100, `${spent} points of 1,000 were spent`)
  assert.ok(spent >= 800, `${spent} points of 1,000 were spent`)
  const refusal = await spend(nodes.of(0), 500)
  assert.deepEqual(
    { ...refusal, retryAfterSeconds: undefined },
    { code: 'RATE_LIMITED', retryable: true, system: 'gateway', retryAfterSeconds: undefined },
  )
  const seconds = Number(refusal?.retryAfterSeconds)
  assert.ok(seconds >= 5 && seconds <= 10, `${seconds} seconds`)
})

test('a throttled client may go on after the time that it was told', async () => {
  await using stack = new AsyncDisposableStack()
  const nodes = await startNodes(1, stack)
  const client = nodes.of(0)
  assert.equal(await spend(client, 1_000), undefined)
  const refusal = await spend(client, 400)
  assert.equal(refusal?.code, 'RATE_LIMITED')
  nodes.pass(Number(refusal?.retryAfterSeconds) * 1_000)
  assert.equal(await spend(client, 400), undefined)
})

test('what an operation did not cost is spent by the next', async () => {
  await using stack = new AsyncDisposableStack()
  const client = (await startNodes(1, stack)).of(0)
  for (let count = 0; count < 50; count += 1) {
    assert.equal(await spend(client, 900), undefined)
    client.refund(899)
  }
})

test('what a node holds and does not spend is there for the others when it stops', async () => {
  await using stack = new AsyncDisposableStack()
  const nodes = await startNodes(2, stack)
  assert.equal(await spend(nodes.of(0), 1), undefined)
  await nodes.close(0)
  assert.equal(await spend(nodes.of(1), 999), undefined)
})

test('most operations ask nobody', async () => {
  await using stack = new AsyncDisposableStack()
  const client = (await startNodes(1, stack)).of(0)
  await client.charge(1)
  let atOnce = 0
  for (let count = 0; count < 40; count += 1) {
    const charged = client.charge(1)
    if (charged === undefined) atOnce += 1
    await charged
  }
  assert.equal(atOnce, 40)
})

test('an operation that costs more than the bucket holds is told so, not to wait', async () => {
  await using stack = new AsyncDisposableStack()
  const client = (await startNodes(1, stack)).of(0)
  assert.deepEqual(await spend(client, 1_001), {
    code: 'LIMIT_EXCEEDED',
    retryable: false,
    limit: 'cost',
    allowed: 1_000,
    found: 1_001,
  })
})

test('operations are limited like points; one that is refused for its points is not counted', async () => {
  await using stack = new AsyncDisposableStack()
  const requests = { bucket: 3, perMinute: 0.06 }
  const client = (await startNodes(1, stack)).of(0, 'few', { ...BUDGET, requests })
  assert.equal(await spend(client, 1_000), undefined)
  assert.equal((await spend(client, 1_000))?.code, 'RATE_LIMITED')
  client.refund(1_000)
  assert.equal(await spend(client, 1), undefined)
  assert.equal(await spend(client, 1), undefined)
  assert.equal((await spend(client, 1))?.code, 'RATE_LIMITED')
})

test('clients have buckets of their own', async () => {
  await using stack = new AsyncDisposableStack()
  const nodes = await startNodes(1, stack)
  assert.equal(await spend(nodes.of(0, 'one'), 1_000), undefined)
  assert.equal(await spend(nodes.of(0, 'other'), 1_000), undefined)
})

test('headers tell the policy, what is left and when all of it will be', async () => {
  await using stack = new AsyncDisposableStack()
  const client = (await startNodes(1, stack)).of(0)
  await client.charge(1_000)
  const { ratelimit = '', 'ratelimit-policy': policy } = client.headers()
  assert.equal(policy, '"points";q=1000;w=20, "requests";q=100000;w=100000')
  assert.match(ratelimit, /^"points";r=\d{1,2};t=(19|20), "requests";r=\d+;t=\d+$/)
  assert.deepEqual(
    { ...client.status(), currentlyAvailable: 0 },
    {
      maximumAvailable: 1_000,
      currentlyAvailable: 0,
      restoreRate: 50,
    },
  )
})
