import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type EmulatorDefinition, startEmulator } from './emulator.ts'
import type { WebhookDelivery, WebhookScheme } from './webhooks.ts'

/** Signs by saying the secret: enough to see whose it is. */
const scheme: WebhookScheme = {
  toMessage: ({ payload }, { secret }, at) => ({
    headers: { 'x-signed-with': String(secret), 'x-signed-at': at.toISOString() },
    body: JSON.stringify(payload),
  }),
  retryDelaysSeconds: [3600, 7200],
  createSecret: () => 'made by the vendor',
}

const definition: EmulatorDefinition<{ next: number }> = {
  vendor: 'eventful',
  credentials: {},
  createState: () => ({ next: 1 }),
  routes: [
    {
      method: 'POST',
      path: '/happen/:type',
      answer: ({ params: { type = '' } }, { state, webhooks }) => {
        const id = `event_${state.next++}`
        webhooks.send({ id, type, payload: { id, type } })
        return { status: 200, body: { id } }
      },
    },
  ],
  notFound: () => ({ status: 404 }),
  webhooks: scheme,
}

async function started(context: TestContext, target: object = {}) {
  const emulator = await startEmulator(definition)
  context.after(() => emulator.close())
  const receiver = await startReceiver(context)
  const post = async (path: string, body: unknown = {}) => {
    const answer = await fetch(emulator.baseUrl + path, { method: 'POST', body: JSON.stringify(body) })
    assert.equal(answer.status, 200, await answer.clone().text())
    return answer
  }
  const happen = async (...types: string[]) => {
    for (const type of types) await post(`/happen/${type}`)
  }
  const deliveries = async () => {
    const answer = await fetch(`${emulator.baseUrl}/__emulator/webhooks`)
    return ((await answer.json()) as { deliveries: (WebhookDelivery & { attempts: object[] })[] }).deliveries
  }
  await post('/__emulator/webhooks', { url: receiver.url, secret: 'agreed', ...target })
  return { emulator, receiver, post, happen, deliveries }
}

/** A target that answers with the statuses it is told, then 200. */
async function startReceiver(context: TestContext) {
  const received: { id: string; headers: IncomingMessage['headers'] }[] = []
  const statuses: number[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(statuses.shift() ?? 200).end()
    received.push({ id: (JSON.parse(body) as { id: string }).id, headers: request.headers })
    server.emit('received')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.closeAllConnections())
  context.after(() => server.close())
  const until = async (count: number) => {
    while (received.length < count) await once(server, 'received')
    return received.map(({ id }) => id)
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    statuses,
    until,
    server,
  }
}

test("an event reaches the target that was added, with the vendor's signature", async (context) => {
  const { receiver, happen } = await started(context)
  await happen('invoice.paid')
  assert.deepEqual(await receiver.until(1), ['event_1'])
  assert.equal(receiver.received[0]?.headers['x-signed-with'], 'agreed')
})

test('a target has the events of the types it wants, and a secret of the vendor where it brings none', async (context) => {
  const { receiver, happen, post } = await started(context, {
    eventTypes: ['invoice.paid', 'invoice.voided'],
  })
  const url = `${receiver.url}/other`
  const { target } = (await (
    await post('/__emulator/webhooks', { url, eventTypes: ['case.opened'] })
  ).json()) as {
    target: { secret: string }
  }
  assert.equal(target.secret, 'made by the vendor')
  await happen('invoice.created', 'invoice.paid', 'case.opened', 'invoice.voided')
  assert.deepEqual((await receiver.until(3)).toSorted(), ['event_2', 'event_3', 'event_4'])
})

test('the same url again is the same target', async (context) => {
  const { emulator, receiver, happen, post } = await started(context)
  await post('/__emulator/webhooks', { url: receiver.url, secret: 'new' })
  const answer = await fetch(`${emulator.baseUrl}/__emulator/webhooks`)
  const { targets } = (await answer.json()) as { targets: { secret: string }[] }
  assert.deepEqual(
    targets.map(({ secret }) => secret),
    ['new'],
  )
  await happen('case.opened')
  await receiver.until(1)
  assert.equal(receiver.received[0]?.headers['x-signed-with'], 'new')
})

test('a refused delivery is tried again when the clock reaches its time, signed anew, and given up after the last', async (context) => {
  const { receiver, happen, post, deliveries } = await started(context)
  receiver.statuses.push(500, 302, 503)
  await happen('invoice.paid')
  for (const [count, advanceSeconds] of [
    [1, 3599],
    [1, 2],
    [2, 7201],
    [3, 86_400],
  ] as const) {
    await receiver.until(count)
    await settled(deliveries, count)
    await post('/__emulator/clock', { advanceSeconds })
  }
  assert.deepEqual(
    (await deliveries()).map(({ status, attempts }) => [status, attempts.map((attempt) => attempt.status)]),
    [['failed', [500, 302, 503]]],
  )
  const signedAt = receiver.received.map(({ headers }) => headers['x-signed-at'])
  assert.equal(new Set(signedAt).size, 3)
})

/** The attempt is recorded just after the target has answered. */
async function settled(deliveries: () => Promise<WebhookDelivery[]>, attempts: number) {
  while ((await deliveries())[0]?.attempts.length !== attempts);
}

test('a target that cannot be reached is tried again too', async (context) => {
  const { receiver, happen, deliveries } = await started(context)
  receiver.server.close()
  receiver.server.closeAllConnections()
  await happen('invoice.paid')
  await settled(deliveries, 1)
  const [delivery] = await deliveries()
  assert.equal(delivery?.status, 'waiting')
  assert.match(String(delivery?.attempts[0]?.error), /ECONNREFUSED/)
})

test('an event is sent several times, or never, or later, when a fault says so', async (context) => {
  const { receiver, happen, post, deliveries } = await started(context)
  await post('/__emulator/webhook-faults', { eventTypeContains: 'twice', times: 1, duplicate: 1 })
  await post('/__emulator/webhook-faults', { eventTypeContains: 'lost', skip: 1, times: 1, drop: true })
  await post('/__emulator/webhook-faults', { eventTypeContains: 'late', delaySeconds: 600 })
  await happen('twice', 'lost', 'lost', 'late', 'twice')
  assert.deepEqual((await receiver.until(4)).toSorted(), ['event_1', 'event_1', 'event_2', 'event_5'])
  await post('/__emulator/clock', { advanceSeconds: 601 })
  assert.equal((await receiver.until(5)).at(-1), 'event_4')
  const dropped = (await deliveries()).filter(({ status }) => status === 'dropped')
  assert.deepEqual(
    dropped.map(({ eventId }) => eventId),
    ['event_3'],
  )
})

test('a window of events goes the other way round when it is full, an unfilled one after a while', async (context) => {
  const { receiver, happen, post } = await started(context)
  await post('/__emulator/webhook-faults', { reorder: 2 })
  await happen('a', 'b')
  const first = await receiver.until(2)
  await happen('c')
  await post('/__emulator/clock', { advanceSeconds: 3 })
  assert.deepEqual([first, (await receiver.until(3)).at(-1)], [['event_2', 'event_1'], 'event_3'])
})

test('a signature is bad when a fault says so', async (context) => {
  const { receiver, happen, post } = await started(context)
  await post('/__emulator/webhook-faults', { times: 1, badSignature: true })
  await happen('a', 'b')
  await receiver.until(2)
  const signers = new Map(receiver.received.map(({ id, headers }) => [id, headers['x-signed-with']]))
  assert.notEqual(signers.get('event_1'), 'agreed')
  assert.equal(signers.get('event_2'), 'agreed')
})

test('an answer does not wait for a target that never answers, and a closed emulator holds no connection to it', async (context) => {
  const { emulator, receiver, happen } = await started(context)
  receiver.server.removeAllListeners('request')
  const hung = once(receiver.server, 'request')
  await happen('a')
  const [request] = (await hung) as [IncomingMessage]
  const cut = once(request.socket, 'close')
  await emulator.close()
  await cut
})

for (const [path, body] of [
  ['/__emulator/webhooks', { url: 'ftp://somewhere' }],
  ['/__emulator/webhooks', {}],
  ['/__emulator/webhook-faults', { reorder: 1 }],
  ['/__emulator/webhook-faults', { status: 500 }],
] as const) {
  test(`${path} refuses ${JSON.stringify(body)} and says why`, async (context) => {
    const { emulator } = await started(context)
    const answer = await fetch(emulator.baseUrl + path, { method: 'POST', body: JSON.stringify(body) })
    assert.equal(answer.status, 400)
    assert.ok(((await answer.json()) as { error: string }).error.length > 0)
  })
}
