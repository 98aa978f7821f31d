import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { createDeliveries } from '#events/outbound/deliveries.ts'
import type { Endpoint } from '#events/outbound/endpoint.ts'
import { checksOfDeliveries, metricsOfDeliveries } from '#events/outbound/measures.ts'
import { disableEndpoint, enableEndpoint, listEndpoints, replayEvents } from '#events/outbound/operate.ts'
import { createSecret } from '#events/outbound/secrets.ts'
import type { Store } from '#shared/store/store.ts'
import { createLogger, silentLogger } from '#shared/telemetry/logger.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { startEventNode } from './event-node.ts'
import {
  backlogOf,
  endpointAt,
  eventOf,
  logEvents,
  openDeliverer,
  type Partner,
  passTime,
  SECRET,
  standingOf,
  startPartner,
} from './partner.ts'

const NOT_OPENED = {
  session: () => Promise.reject(new Error()),
  follower: () => Promise.reject(new Error()),
  logger: silentLogger,
}

const DAY = 86_400
/** Longer than any pause of the schedule. */
const LONG = 2 * DAY

describe('webhooks to a partner', () => {
  let running: Awaited<ReturnType<typeof openTemporaryStore>>
  let store: Store
  before(async () => {
    running = await openTemporaryStore()
    store = running.store
    await using _node = await startEventNode(store, [])
  })
  after(() => running[Symbol.asyncDispose]())
  beforeEach(async () => {
    await store.query('truncate events.log, events.webhook_endpoints cascade')
    await store.query('update events.head set sequence = 0, removed_through = 0')
  })

  async function startWorld(given: Partial<Endpoint> = {}) {
    const stack = new AsyncDisposableStack()
    const partner: Partner = stack.use(await startPartner())
    const lines: string[] = []
    const logger = createLogger('debug', { write: (line) => void lines.push(line) })
    const endpoint = endpointAt(partner.url, given)
    const deliverer = stack.use(await openDeliverer(store, endpoint, logger))
    return {
      ...{ partner, endpoint, lines },
      drain: deliverer.drain,
      log: (...events: Parameters<typeof logEvents> extends [Store, ...infer Events] ? Events : never) =>
        logEvents(store, ...events),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    }
  }

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
    await disposeOwner(store)
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

  /** Takes the lease from whoever has it, as if that process had ended. */
  const disposeOwner = (store: Store) => store.query('update events.webhook_endpoints set leased_by = null')

  test('what fails is tried again, keeps its entity’s later events behind it, and no other’s', async () => {
    await using world = await startWorld()
    world.partner.answerWith(({ payload }) => (payload.id === 'evt_a1' ? 500 : 204))
    await world.log('a1', 'a2', 'b1')
    await world.drain()
    assert.deepEqual(world.partner.keys().toSorted(), ['a1', 'b1'])
    await world.log('a3', 'b2')
    await world.drain()
    assert.deepEqual(world.partner.keys().slice(2), ['b2'])
    assert.deepEqual(await backlogOf(store), ['a1 WAITING 1', 'a2 WAITING 0', 'a3 WAITING 0'])
    await passTime(store, 4)
    await world.drain()
    assert.equal(world.partner.received.length, 3)
    world.partner.answerWith(() => 204)
    await passTime(store, 2)
    await world.drain()
    assert.deepEqual(world.partner.keys().slice(3), ['a1', 'a2', 'a3'])
    assert.deepEqual(await backlogOf(store), [])
    assert.deepEqual(await standingOf(store), { disabled: null, failures: 0, failing: false })
  })

  for (const [title, answer, reason] of [
    ['a failure', 500, 'it did not take it (HTTP 500)'],
    ['a refusal', 404, 'it did not take it (HTTP 404)'],
    ['a redirect', 302, 'it answered with a redirect, which is not followed (HTTP 302)'],
  ] as const) {
    test(`${title} is no delivery`, async () => {
      await using world = await startWorld()
      let others = 0
      const other = createServer((_, response) => {
        others += 1
        response.end()
      })
      await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
      const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
      world.partner.answerWith(() => (response) => response.writeHead(answer, { location }).end())
      await world.log('a1')
      await world.drain()
      await new Promise((closed) => other.close(closed))
      assert.equal(others, 0)
      const [view] = await listEndpoints(store)
      assert.deepEqual([view?.state, view?.failures, view?.lastFailure], ['FAILING', 1, reason])
    })
  }

  test('an endpoint that does not answer within its deadline is tried again', async () => {
    await using world = await startWorld({ timeoutMs: 100 })
    world.partner.answerWith(() => () => {})
    await world.log('a1')
    await world.drain()
    const [view] = await listEndpoints(store)
    assert.deepEqual([view?.failures, view?.lastFailure], [1, 'it did not answer in time'])
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

  test('an endpoint that answers 410 is disabled, and loses nothing', async () => {
    await using world = await startWorld()
    world.partner.answerWith(() => 410)
    await world.log('a1', 'a2')
    await world.drain()
    await world.log('a3')
    await world.drain()
    assert.equal(world.partner.received.length, 1)
    assert.equal((await standingOf(store)).disabled, 'it answered that it is gone (HTTP 410)')
    const deliveries = createDeliveries({ ...NOT_OPENED, store, endpoints: [world.endpoint] })
    const [check] = checksOfDeliveries(deliveries, store)
    assert.equal(await check?.reason(), 'disabled: it answered that it is gone (HTTP 410)')
    const numbers = await Promise.all(metricsOfDeliveries(deliveries, store).map((metric) => metric.read()))
    assert.deepEqual(
      numbers.flatMap((samples) => [...samples]).map(({ labels, value }) => [Object.values(labels), value]),
      [
        [['acme'], 1],
        [['acme', 'WAITING'], 2],
        [['acme', 'DEAD'], 0],
        [['acme', 'ACTIVE'], 0],
        [['acme', 'FAILING'], 0],
        [['acme', 'DISABLED'], 1],
      ],
    )
    assert.ok(world.lines.some((line) => line.includes('a webhook endpoint was disabled')))
    world.partner.answerWith(() => 204)
    assert.equal(await enableEndpoint(store, 'acme'), 0)
    await world.drain()
    assert.deepEqual(world.partner.keys(), ['a1', 'a1', 'a2', 'a3'])
  })

  for (const [status, headers, pauseSeconds] of [
    [429, { 'retry-after': '120' }, 120],
    [503, { 'retry-after': '120' }, 120],
    [429, {}, 30],
    [503, { 'retry-after': '999999' }, 900],
  ] as const) {
    test(`${status} ${JSON.stringify(headers)} leaves the endpoint alone for ${pauseSeconds} s`, async () => {
      await using world = await startWorld({ concurrency: 1 })
      world.partner.answerWith(() => (response) => response.writeHead(status, headers).end())
      await world.log('a1', 'b1')
      await world.drain()
      world.partner.answerWith(() => 204)
      await passTime(store, pauseSeconds - 5)
      await world.log('c1')
      await world.drain()
      assert.deepEqual(world.partner.keys(), ['a1'])
      await passTime(store, 10)
      await world.drain()
      assert.deepEqual(world.partner.keys().slice(1).toSorted(), ['a1', 'b1', 'c1'])
    })
  }

  test('an endpoint that is down is not sent everything; what waited comes in order when it is back', async () => {
    await using world = await startWorld({ concurrency: 1 })
    world.partner.answerWith(() => 500)
    const keys = Array.from({ length: 20 }, (_, index) => `${'abcdefghij'[index % 10]}${index}`)
    await world.log(...keys)
    await world.drain()
    assert.deepEqual(world.partner.keys(), ['a0', 'b1', 'c2'])
    await world.log('k20')
    await world.drain()
    assert.equal(world.partner.received.length, 3)
    assert.equal((await backlogOf(store)).length, 20)
    world.partner.answerWith(() => 204)
    await passTime(store, 6)
    await world.drain()
    const later = world.partner.keys().slice(3)
    assert.deepEqual(later.toSorted(), [...keys, 'k20'].toSorted())
    for (const name of 'abcdefghij') {
      const own = later.filter((key) => key.startsWith(name))
      assert.deepEqual(
        own,
        keys.filter((key) => key.startsWith(name)),
      )
    }
  })

  test('an endpoint where nothing arrives for three days is disabled, and goes on when it is enabled', async () => {
    await using world = await startWorld()
    world.partner.answerWith(() => 500)
    await world.log('a1', 'a2')
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await world.drain()
      await passTime(store, LONG)
    }
    assert.equal(world.partner.received.length, 10)
    const { disabled } = await standingOf(store)
    assert.match(String(disabled), /^nothing was delivered since \S+Z: it did not take it \(HTTP 500\)$/)
    assert.deepEqual(await backlogOf(store), ['a1 WAITING 10', 'a2 WAITING 0'])
    world.partner.answerWith(() => 204)
    await enableEndpoint(store, 'acme')
    await world.drain()
    assert.deepEqual(world.partner.keys().slice(10), ['a1', 'a2'])
  })

  test('an event that an endpoint never takes is given up, holds up no other, and can be replayed', async () => {
    await using world = await startWorld()
    world.partner.answerWith(({ payload }) => (payload.id === 'evt_a1' ? 500 : 204))
    await world.log('a1', 'a2')
    for (let attempt = 1; attempt <= 11; attempt += 1) {
      await world.log(`b${attempt}`)
      await world.drain()
      await passTime(store, LONG)
    }
    const count = (key: string): number => world.partner.keys().filter((each) => each === key).length
    assert.deepEqual([count('a1'), count('a2'), count('b1'), count('b11')], [10, 1, 1, 1])
    assert.deepEqual(await backlogOf(store), ['a1 DEAD 10'])
    assert.equal((await standingOf(store)).disabled, null)
    world.partner.answerWith(() => 204)
    assert.equal(await replayEvents(store, world.endpoint, { from: 1, to: 1 }), 1)
    await world.drain()
    assert.deepEqual([count('a1'), await backlogOf(store)], [11, []])
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

  test('an endpoint that an operator disabled gets what it missed once it is enabled', async () => {
    await using world = await startWorld()
    await disableEndpoint(store, 'acme', 'by an operator')
    await world.log('a1')
    await world.drain()
    assert.equal(world.partner.received.length, 0)
    await enableEndpoint(store, 'acme')
    await world.drain()
    assert.deepEqual(world.partner.keys(), ['a1'])
  })

  test('an endpoint whose events were removed from the log is disabled, and says which are lost to it', async () => {
    await using world = await startWorld()
    await disableEndpoint(store, 'acme', 'by an operator')
    await world.log('a1', 'a2', 'a3')
    await store.query('delete from events.log where sequence <= 2')
    await store.query('update events.head set removed_through = 2')
    await store.query('update events.webhook_endpoints set disabled_at = null')
    await using later = await openDeliverer(store, world.endpoint)
    await later.drain()
    assert.equal((await standingOf(store)).disabled, 'events 1 to 2 are no longer in the log')
    assert.equal(await enableEndpoint(store, 'acme'), 2)
    await later.drain()
    assert.deepEqual(world.partner.keys(), ['a3'])
    await assert.rejects(replayEvents(store, world.endpoint, { from: 2, to: 3 }), {
      code: 'SEQUENCE_EXPIRED',
    })
  })

  test('a node whose lease was taken sends nothing more and writes nothing down', async () => {
    await using world = await startWorld()
    await using other = await openDeliverer(store, world.endpoint)
    world.partner.answerWith(() => (response) => {
      disposeOwner(store)
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
})
