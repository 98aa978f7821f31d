import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, beforeEach, test } from 'node:test'
import { createDeliveries } from '#events/outbound/deliveries.ts'
import { checksOfDeliveries, metricsOfDeliveries } from '#events/outbound/measures.ts'
import { disableEndpoint, enableEndpoint, listEndpoints, replayEvents } from '#events/outbound/operate.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { backlogOf, openDeliverer, passTime, standingOf } from './partner.ts'
import { openWebhookStore } from './webhook-world.ts'

const webhooks = await openWebhookStore()
const { store, startWorld } = webhooks
after(() => webhooks[Symbol.asyncDispose]())
beforeEach(webhooks.empty)

const NOT_OPENED = {
  session: () => Promise.reject(new Error()),
  follower: () => Promise.reject(new Error()),
  logger: silentLogger,
}

/** Longer than any pause of the schedule. */
const LONG = 2 * 86_400

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
