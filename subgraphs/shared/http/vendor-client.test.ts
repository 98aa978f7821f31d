import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'

import { startEmulator } from '../emulator/emulator.ts'
import type { Fault } from '../emulator/faults.ts'
import {
  THING,
  TOKEN,
  acme,
  startWorld,
  connectTo,
  outcomeOf,
  noon,
  freezeDate,
  freeAddress,
  until,
} from './vendor-client.test-support.ts'

/** Each fault lasts until it is cleared. `calls`: how often the vendor is asked for one read. */
const FAULTS: { name: string; fault: Fault; told: unknown[]; calls: number; timeoutMs?: number }[] = [
  { name: '500', fault: { status: 500 }, told: ['SYSTEM_UNAVAILABLE', true], calls: 3 },
  { name: '503', fault: { status: 503 }, told: ['SYSTEM_UNAVAILABLE', true], calls: 3 },
  {
    name: '503 with Retry-After',
    fault: { status: 503, headers: { 'retry-after': '20' } },
    told: ['SYSTEM_UNAVAILABLE', true, 20],
    calls: 1,
  },
  {
    name: '429 with seconds',
    fault: { status: 429, headers: { 'retry-after': '7' } },
    told: ['RATE_LIMITED', true, 7],
    calls: 1,
  },
  {
    name: '429 with a date on a clock that is years behind',
    fault: { status: 429, headers: { date: noon(0), 'retry-after': noon(30) } },
    told: ['RATE_LIMITED', true, 30],
    calls: 1,
  },
  {
    name: '429 with an absurd time',
    fault: { status: 429, headers: { 'retry-after': '1000000000' } },
    told: ['RATE_LIMITED', true, 900],
    calls: 1,
  },
  {
    name: '429 with a negative time',
    fault: { status: 429, headers: { 'retry-after': '-5' } },
    told: ['RATE_LIMITED', true, 1],
    calls: 1,
  },
  { name: '429 without Retry-After', fault: { status: 429 }, told: ['RATE_LIMITED', true, 1], calls: 1 },
  {
    name: 'an answer after the deadline',
    fault: { delayMs: 60_000 },
    told: ['TIMEOUT', true],
    calls: 1,
    timeoutMs: 200,
  },
  {
    name: 'a reset before the answer',
    fault: { reset: 'before-answer' },
    told: ['SYSTEM_UNAVAILABLE', true],
    calls: 3,
  },
  {
    name: 'a reset in the middle of the body',
    fault: { reset: 'mid-body' },
    told: ['SYSTEM_UNAVAILABLE', true],
    calls: 3,
  },
  {
    name: 'HTML with 200',
    fault: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' },
    told: ['INVALID_RESPONSE', true],
    calls: 1,
  },
  { name: 'nothing with 200', fault: { status: 200, body: '' }, told: ['INVALID_RESPONSE', true], calls: 1 },
  {
    name: 'eleven megabytes',
    fault: { status: 200, body: `"${'x'.repeat(11 * 1024 * 1024)}"` },
    told: ['INVALID_RESPONSE', true],
    calls: 1,
  },
  { name: '401 whatever the token', fault: { status: 401 }, told: ['AUTH_FAILED', false], calls: 2 },
  { name: '400', fault: { status: 400 }, told: ['REJECTED_BY_SYSTEM', false], calls: 1 },
]

for (const { name, fault, told, calls, timeoutMs } of FAULTS) {
  test(`${name}: the caller is told ${told.join(' ')} after ${calls} calls, and a write after one`, async () => {
    await using world = await startWorld(timeoutMs === undefined ? {} : { timeoutMs })
    world.emulator.fail({ path: THING, times: calls, ...fault })
    assert.deepEqual(await outcomeOf(world.get()), told)
    assert.equal(world.callsTo(THING), calls)

    world.pass(901)
    assert.deepEqual(await outcomeOf(world.get()), ['OK'])

    world.emulator.fail({ path: THING, times: calls, ...fault })
    const before = world.callsTo(THING)
    assert.deepEqual(await outcomeOf(world.get({}, 'write')), told)
    // A refused token is no try: nothing was done with it.
    assert.equal(world.callsTo(THING) - before, name.startsWith('401') ? 2 : 1)
  })
}

test('a read survives a failure that goes away within its deadline', async () => {
  await using world = await startWorld()
  world.emulator.fail({ path: THING, times: 1, status: 500 })
  world.emulator.fail({ path: THING, times: 1, reset: 'mid-body' })
  assert.deepEqual(await outcomeOf(world.get()), ['OK'])
})

test('a vendor that is stopped is SYSTEM_UNAVAILABLE, then left alone, then found again', async (context) => {
  const { tick } = freezeDate(context)
  const address = await freeAddress()
  const { client, get } = connectTo(address.baseUrl, {}, { requestToken: async () => ({ token: 't0' }) })
  context.after(() => client.close())
  const told = await Promise.all(Array.from({ length: 10 }, () => outcomeOf(get())))
  assert.deepEqual(told, Array(10).fill(['SYSTEM_UNAVAILABLE', true]))
  assert.deepEqual(await outcomeOf(get()), ['CIRCUIT_OPEN', true, 1])
  const emulator = await startEmulator(acme, address.port)
  context.after(() => emulator.close())
  assert.deepEqual(await outcomeOf(get()), ['CIRCUIT_OPEN', true, 1])
  tick(1_000)
  assert.deepEqual(await outcomeOf(get()), ['OK'])
  assert.equal(client.health().circuit, 'CLOSED')
})

test('a body that never ends is given up at ten megabytes, and its connection closed', async (context) => {
  const closed = Promise.withResolvers<void>()
  const server = createServer((_, response) => {
    const chunk = Buffer.alloc(256 * 1024, 'x')
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', write)
    response.on('close', closed.resolve)
    write()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => server.close())
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { client, get } = connectTo(baseUrl, {}, { requestToken: async () => ({ token: 't' }) })
  context.after(() => client.close())
  assert.deepEqual(await outcomeOf(get()), ['INVALID_RESPONSE', true])
  await closed.promise
})

test('fifty calls at once fetch one token, and one more when it is refused', async () => {
  await using world = await startWorld()
  await Promise.all(Array.from({ length: 50 }, () => world.get()))
  assert.equal(world.callsTo(TOKEN), 1)
  world.emulator.reset()
  await Promise.all(Array.from({ length: 50 }, () => world.get()))
  assert.equal(world.callsTo(TOKEN), 1)
})

test('a token that cannot be had fails all who wait for it and is asked for again by the next', async () => {
  await using world = await startWorld()
  world.emulator.fail({ path: TOKEN, times: 1, status: 200, body: '<html>' })
  const told = await Promise.all(Array.from({ length: 16 }, () => outcomeOf(world.get())))
  assert.ok(told.every(([code]) => code === 'INVALID_RESPONSE'))
  assert.equal(world.client.health().circuit, 'CLOSED')
  assert.deepEqual(await outcomeOf(world.get()), ['OK'])
})

test('whoever gives up waiting for the token does not end it for the others', async () => {
  await using world = await startWorld()
  world.emulator.fail({ path: TOKEN, times: 1, delayMs: 50 })
  const caller = new AbortController()
  const first = outcomeOf(world.get({ signal: caller.signal }))
  const second = outcomeOf(world.get())
  await until(() => world.callsTo(TOKEN) === 1)
  caller.abort()
  assert.deepEqual([await first, await second], [['TIMEOUT', true], ['OK']])
  assert.equal(world.callsTo(TOKEN), 1)
})
