import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId } from '#demo-world/native-ids.ts'
import { createWebhooks, PLAIN_SCHEME } from '#shared/emulator/webhooks.ts'
import { createNetsuiteEmulator } from './index.ts'
import { type Json, start } from './test-account.ts'

const LATER = { prefer: 'respond-async' }
const KEY = 'cac827ea-3543-4cda-add2-bae634326c27'
const CUSTOMER = { companyName: 'Later Ltd', subsidiary: { id: netSuiteId('subsidiary', 'us') } }
const JOBS = '/services/rest/async/v1/job'

async function count(netsuite: Awaited<ReturnType<typeof start>>): Promise<number> {
  const { body } = await netsuite.query("SELECT COUNT(*) AS n FROM customer WHERE companyname = 'Later Ltd'")
  return Number(body.items[0].n)
}

test('an asynchronous request is taken in with 202 and the place of its job', async () => {
  await using netsuite = await start()
  const { status, headers, body, id } = await netsuite.send('POST', 'customer', CUSTOMER, LATER)
  assert.deepEqual([status, body, headers.get('preference-applied')], [202, undefined, 'respond-async'])
  assert.equal(headers.get('location'), `${netsuite.emulator.baseUrl}${JOBS}/${id}`)
})

test('a job is pending, then succeeded, and its task’s result is what the request would have been answered', async () => {
  await using netsuite = await start()
  await netsuite.setUp({ holdAsyncJobs: true })
  const { id } = await netsuite.send('POST', 'customer', CUSTOMER, LATER)
  const self = `${netsuite.emulator.baseUrl}${JOBS}/${id}`
  assert.deepEqual((await netsuite.send('GET', `${JOBS}/${id}`)).body, {
    links: [{ rel: 'self', href: self }],
    completed: false,
    id,
    progress: 'pending',
    task: { links: [{ rel: 'self', href: `${self}/task` }] },
  })
  assert.equal((await netsuite.send('GET', `${JOBS}/${id}/task/1/result`)).status, 404)
  assert.equal(await count(netsuite), 0)

  await netsuite.setUp({ holdAsyncJobs: false })
  const { body: job } = await netsuite.send('GET', `${JOBS}/${id}`)
  assert.deepEqual([job.completed, job.progress], [true, 'succeeded'])
  const { body: tasks } = await netsuite.send('GET', `${JOBS}/${id}/task`)
  assert.deepEqual([tasks.totalResults, tasks.items[0].id], [1, '1'])
  const { body: task } = await netsuite.send('GET', `${JOBS}/${id}/task/1`)
  assert.deepEqual(
    [task.id, task.completed, task.progress, typeof task.startTime, typeof task.endTime],
    ['1', true, 'succeeded', 'string', 'string'],
  )
  const result = await netsuite.send('GET', `${JOBS}/${id}/task/1/result`)
  assert.equal(result.status, 204)
  assert.equal((await netsuite.send('GET', `customer/${result.id}`)).body.companyName, 'Later Ltd')
})

test('a job that is refused has failed, and its result is the refusal', async () => {
  await using netsuite = await start()
  const { id } = await netsuite.send('POST', 'customer', { companyName: 'Homeless' }, LATER)
  await netsuite.setUp({})
  assert.equal((await netsuite.send('GET', `${JOBS}/${id}`)).body.progress, 'failed')
  const { status, body } = await netsuite.send('GET', `${JOBS}/${id}/task/1/result`)
  assert.deepEqual(
    [status, body['o:errorDetails'][0].detail],
    [400, 'Error while accessing a resource. Please enter value(s) for: Subsidiary.'],
  )
})

test('a repeated idempotency key is a conflict that names the first job, whatever is asked', async () => {
  await using netsuite = await start()
  const keyed = { ...LATER, 'X-NetSuite-Idempotency-Key': KEY }
  const first = await netsuite.send('POST', 'customer', CUSTOMER, keyed)
  for (const [method, path, body] of [
    ['POST', 'customer', CUSTOMER],
    ['PUT', 'customer/eid:other', { ...CUSTOMER, companyName: 'Other' }],
  ] as const) {
    const again = await netsuite.send(method, path, body, keyed)
    assert.deepEqual(
      [again.status, again.body.title, again.body['o:errorDetails'][0]['o:errorCode']],
      [400, 'Conflict', 'IDEMPOTENCY_ERROR'],
    )
    assert.equal(again.headers.get('location'), first.headers.get('location'))
  }
  await netsuite.setUp({})
  assert.equal(await count(netsuite), 1)
})

test('another key, or none, is another job', async () => {
  await using netsuite = await start()
  const ids = new Set<string>()
  for (const headers of [LATER, LATER, { ...LATER, 'X-NetSuite-Idempotency-Key': KEY }])
    ids.add((await netsuite.send('POST', 'customer', CUSTOMER, headers)).id)
  await netsuite.setUp({})
  assert.deepEqual([ids.size, await count(netsuite)], [3, 3])
})

test('a job that is taken in though the caller is not told is found by repeating the key', async () => {
  await using netsuite = await start()
  const keyed = { ...LATER, 'X-NetSuite-Idempotency-Key': KEY }
  netsuite.emulator.fail({
    method: 'POST',
    path: '/services/rest/record',
    times: 1,
    reset: 'before-answer',
    applied: true,
  })
  await assert.rejects(netsuite.send('POST', 'customer', CUSTOMER, keyed))
  const again = await netsuite.send('POST', 'customer', CUSTOMER, keyed)
  assert.deepEqual([again.status, again.id], [400, '1'])
  await netsuite.setUp({})
  assert.equal(await count(netsuite), 1)
})

test('reads may be asynchronous too', async () => {
  await using netsuite = await start()
  const acme = netSuiteId('customer', 'acme')
  const { id } = await netsuite.send('GET', `customer/${acme}?fields=entityId`, undefined, LATER)
  await netsuite.setUp({})
  assert.equal((await netsuite.send('GET', `${JOBS}/${id}/task/1/result`)).body.entityId, 'C10001')
})

for (const path of [`${JOBS}/77`, `${JOBS}/77/task`, `${JOBS}/77/task/1`, `${JOBS}/1/task/2`]) {
  test(`${path} does not exist`, async () => {
    await using netsuite = await start()
    await netsuite.send('POST', 'customer', CUSTOMER, LATER)
    assert.equal((await netsuite.send('GET', path)).status, 404)
  })
}

test('more requests at once than the account has places are refused, and none of those is applied', async () => {
  const definition = createNetsuiteEmulator()
  const now = () => new Date('2026-11-24T12:00:00Z')
  const webhooks = createWebhooks(PLAIN_SCHEME, now)
  const context = { state: definition.createState(now()), now, baseUrl: 'http://netsuite.test', webhooks }
  context.state.tokens.set('T', { expiresAt: Number.POSITIVE_INFINITY, scopes: ['rest_webservices'] })
  const create = definition.routes.find(
    ({ method, path }) => method === 'POST' && path.endsWith('/record/v1/:type'),
  )
  assert.ok(create)
  const request = {
    method: 'POST',
    path: '/services/rest/record/v1/customer',
    query: new URLSearchParams(),
    headers: { authorization: 'Bearer T' },
    body: Buffer.from(JSON.stringify(CUSTOMER)),
    params: { type: 'customer' },
  }
  const answers = await Promise.all(Array.from({ length: 7 }, () => create.answer(request, context)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [204, 204, 204, 204, 204, 429, 429],
  )
  assert.deepEqual((answers.at(-1) as Json).body['o:errorDetails'], [
    {
      detail: 'Concurrent request limit exceeded. Request blocked.',
      'o:errorCode': 'CONCURRENCY_LIMIT_EXCEEDED',
    },
  ])
  const made = context.state.database
    .prepare("SELECT COUNT(*) AS n FROM customer WHERE companyname = 'Later Ltd'")
    .get()
  assert.equal(made?.n, 5)
})
