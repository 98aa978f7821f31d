import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import type { Endpoint } from '#events/outbound/endpoint.ts'
import { listEndpoints, replayEvents } from '#events/outbound/operate.ts'
import { createSecret } from '#events/outbound/secrets.ts'
import { startEventNode } from './event-node.ts'
import {
  backlogOf,
  endpointAt,
  eventOf,
  logEvents,
  openDeliverer,
  passTime,
  SECRET,
  startPartner,
} from './partner.ts'
import { openWebhookStore, takeLease } from './webhook-world.ts'

const webhooks = await openWebhookStore()
const { store, startWorld } = webhooks
after(() => webhooks[Symbol.asyncDispose]())
beforeEach(webhooks.empty)

const DAY = 86_400

test('an event arrives signed, under its own id, and is said to have been delivered', async () => {
  await using world = await startWorld()
  await world.log('a1')
  await world.drain()
  const [received] = world.partner.received
  assert.equal(received?.headers['webhook-id'], 'evt_a1')
  assert.equal(received?.headers['x-correlation-id'], 'c-a1')
  assert.equal(received?.headers['content-type'], 'application/json')
  assert.deepEqual(received?.payload, {
    specversion: '1.0',
    id: 'evt_a1',
    type: 'CASE_ESCALATED',
    source: '/systems/support-servicenow',
    time: '2026-11-25T10:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: '1',
    detectedat: '2026-11-25T10:00:01.000Z',
    correlationid: 'c-a1',
    cause: 'WEBHOOK',
    data: { caseId: 'cas_a', severity: 'SEV1', customerId: 'cus_1' },
  })
  const [view] = await listEndpoints(store)
  assert.deepEqual([view?.state, view?.lastSequence, view?.behind, view?.waiting], ['ACTIVE', 1, 0, 0])
  const line = world.lines.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'webhook delivery')
  assert.deepEqual([line.outcome, line.correlationId, line.attempt], ['DELIVERED', 'c-a1', 1])
})

test('an endpoint gets the types that it asked for, of the rows that are its partner’s', async () => {
  await using world = await startWorld({
    types: new Set(['CASE_ESCALATED', 'INVOICE_PAID']),
    rows: { customerIds: ['cus_1', 'cus_2'], businessUnits: ['emea'] },
  })
  await world.log(
    'a1',
    eventOf('b1', { type: 'CASE_OPENED' }),
    eventOf('c1', { type: 'RECORD_CHANGED' }),
    eventOf('d1', { customerId: 'cus_3' }),
    eventOf('e1', { customerId: undefined }),
    eventOf('f1', { customerId: 'cus_2', type: 'INVOICE_PAID' }),
    eventOf('g1', { businessUnitKey: 'apac' }),
    eventOf('h1', { businessUnitKey: undefined }),
  )
  await world.drain()
  assert.deepEqual(world.partner.keys().toSorted(), ['a1', 'f1'])
})

test('an endpoint that is new hears of what happens from then on', async () => {
  await using stack = new AsyncDisposableStack()
  await logEvents(store, 'a1')
  const partner = stack.use(await startPartner())
  const deliverer = stack.use(await openDeliverer(store, endpointAt(partner.url)))
  await logEvents(store, 'a2')
  await deliverer.drain()
  assert.deepEqual(partner.keys(), ['a2'])
})

test('a new secret and the one before both sign for a day, then the new one alone', async () => {
  const fresh = createSecret()
  let secrets = [SECRET]
  await using world = await startWorld({ readSecrets: () => secrets })
  const verifiedBy = (secret: string): boolean => {
    const { body, headers } = world.partner.received.at(-1) ?? { body: '', headers: {} }
    try {
      new Webhook(secret).verify(body, headers as Record<string, string>)
      return true
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false
      throw error
    }
  }
  const deliver = async (key: string): Promise<boolean[]> => {
    await world.log(key)
    await world.drain()
    return [SECRET, fresh].map(verifiedBy)
  }
  assert.deepEqual(await deliver('a1'), [true, false])
  secrets = [fresh, SECRET]
  assert.deepEqual(await deliver('a2'), [true, true])
  await passTime(store, DAY - 60)
  assert.deepEqual(await deliver('a3'), [true, true])
  await passTime(store, 120)
  const partner = await startPartner(fresh)
  await using _closed = partner
  await using later = await openDeliverer(store, endpointAt(partner.url, { readSecrets: () => secrets }))
  await takeLease(store)
  await world.log('a4')
  await later.drain()
  const { body, headers } = partner.received[0] ?? { body: '', headers: {} }
  assert.throws(() => new Webhook(SECRET).verify(body, headers as Record<string, string>))
})

test('a secret that cannot be read for a moment still signs', async () => {
  let isThere = true
  const readSecrets = (): string[] => (isThere ? [SECRET] : assert.fail('no file'))
  await using world = await startWorld({ readSecrets })
  await world.log('a1')
  await world.drain()
  isThere = false
  await world.log('a2')
  await world.drain()
  assert.deepEqual(world.partner.keys(), ['a1', 'a2'])
})

test('what an endpoint answers beside its status is not read to its end', async () => {
  await using world = await startWorld({ timeoutMs: 30_000 })
  world.partner.answerWith(() => (response) => {
    response.writeHead(200)
    const write = (): void => {
      if (!response.destroyed) response.write(Buffer.alloc(65_536), () => write())
    }
    write()
  })
  await world.log('a1', 'a2')
  await world.drain()
  assert.deepEqual(world.partner.keys(), ['a1', 'a2'])
  assert.deepEqual(await backlogOf(store), [])
})

test('a range is delivered again under the same ids, in the order of each entity', async () => {
  await using world = await startWorld()
  await world.log('a1', 'b1', 'a2', 'b2', 'a3')
  await world.drain()
  const first = world.partner.received.map(({ body }) => body)
  assert.equal(await replayEvents(store, world.endpoint, { from: 2, to: 4 }), 3)
  await world.drain()
  const again = world.partner.received.slice(5).map(({ body }) => body)
  assert.deepEqual(again.toSorted(), first.filter((body) => /evt_(b1|a2|b2)/.test(body)).toSorted())
  assert.equal(await replayEvents(store, world.endpoint, { from: 1, to: undefined }), 5)
  await world.drain()
  assert.deepEqual(
    world.partner
      .keys()
      .slice(8)
      .filter((key) => key.startsWith('a')),
    ['a1', 'a2', 'a3'],
  )
})

test('a node whose lease was taken sends nothing more and writes nothing down', async () => {
  await using world = await startWorld()
  await using other = await openDeliverer(store, world.endpoint)
  world.partner.answerWith(() => (response) => {
    takeLease(store)
      .then(() => other.drain())
      .then(() => response.writeHead(204).end())
  })
  await world.log('a1')
  const first = world.drain()
  await world.partner.until(1)
  world.partner.answerWith(() => 204)
  await assert.rejects(first, { name: 'LeaseLost' })
  assert.deepEqual(world.partner.keys(), ['a1', 'a1'])
  await world.log('a2')
  await world.drain()
  assert.deepEqual(world.partner.keys(), ['a1', 'a1'], 'the other has it')
  await other.drain()
  assert.deepEqual(world.partner.keys(), ['a1', 'a1', 'a2'])
})

const openNode = async (stack: AsyncDisposableStack, endpoints: readonly Endpoint[]) => {
  const node = stack.use(await startEventNode(store, [], { endpoints }))
  node.log.start()
  return node.log
}

test('of two nodes one delivers, and the other goes on when it stops', async () => {
  await using stack = new AsyncDisposableStack()
  const partner = stack.use(await startPartner())
  const endpoint = endpointAt(partner.url)
  stack.use(await openDeliverer(store, endpoint))
  const first = await openNode(stack, [endpoint])
  await logEvents(store, 'z1')
  await partner.until(1)
  await openNode(stack, [endpoint])
  const keys = Array.from({ length: 199 }, (_, index) => `${'abcde'[index % 5]}${index}`)
  await Promise.all(keys.map((key) => logEvents(store, key)))
  await partner.until(200)
  const counted = first.deliveries.attempts.samples().map(({ labels }) => labels)
  assert.deepEqual(counted, [{ endpoint: 'acme', outcome: 'DELIVERED' }])
  await first.close()
  await logEvents(store, 'z2')
  await partner.until(201)
  assert.equal(new Set(partner.keys()).size, 201)
  assert.equal(partner.received.length, 201, 'each once')
  const order = new Map<string, number>()
  for (const { payload } of partner.received) {
    const entity = String(payload.data.caseId)
    assert.ok((order.get(entity) ?? 0) < Number(payload.sequence), 'in the order of its entity')
    order.set(entity, Number(payload.sequence))
  }
})

test('an endpoint that hangs delays no other, and a stop waits for neither', async () => {
  await using stack = new AsyncDisposableStack()
  const [hanging, other] = [stack.use(await startPartner()), stack.use(await startPartner())]
  hanging.answerWith(() => () => {})
  const endpoints = [
    endpointAt(hanging.url, { id: 'hanging', timeoutMs: 30_000 }),
    endpointAt(other.url, { id: 'other' }),
  ]
  for (const endpoint of endpoints) stack.use(await openDeliverer(store, endpoint))
  const node = await openNode(stack, endpoints)
  await logEvents(store, 'a1', 'b1')
  await Promise.all([hanging.until(2), other.until(2)])
  await logEvents(store, 'a2', 'b2')
  await other.until(4)
  assert.equal(hanging.received.length, 2)
  // What hangs then ends at the end of the grace, long before its own deadline, and is nobody's failure.
  await node.close()
  assert.deepEqual(await backlogOf(store), ['a1 WAITING 0', 'b1 WAITING 0'])
  const views = await listEndpoints(store)
  assert.deepEqual(
    views.map(({ id, failures }) => [id, failures]),
    [
      ['hanging', 0],
      ['other', 0],
    ],
  )
})

test('where there are no endpoints nothing is opened', async () => {
  await using stack = new AsyncDisposableStack()
  const log = await openNode(stack, [])
  await log.close()
  assert.deepEqual(await listEndpoints(store), [])
})
