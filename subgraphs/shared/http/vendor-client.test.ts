import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'

import { systemClock } from '../clock.ts'
import type { CallContext } from '../connections/call-context.ts'
import type { Connection } from '../connections/connection.ts'
import { type Emulator, type EmulatorDefinition, startEmulator } from '../emulator/emulator.ts'
import type { Fault } from '../emulator/faults.ts'
import { isWeftError, WeftError } from '../errors.ts'
import { silentLogger } from '../telemetry/logger.ts'
import { createBudget } from './budget.ts'
import type { CallKind } from './budget-ledger.ts'
import { createResilience } from './resilience.ts'
import { createVendorClient, type VendorClient, type VendorClientOptions } from './vendor-client.ts'
import { parseJson, type VendorResponse } from './vendor-http.ts'

const THING = '/thing'
const TOKEN = '/token'

interface State {
  tokensIssued: number
  running: number
  mostAtOnce: number
}

/** A vendor that lets only its latest token in and counts how many calls it works on at once. */
const acme: EmulatorDefinition<State> = {
  vendor: 'acme',
  credentials: {},
  createState: () => ({ tokensIssued: 0, running: 0, mostAtOnce: 0 }),
  routes: [
    {
      method: 'POST',
      path: TOKEN,
      answer(_, { state }) {
        state.tokensIssued += 1
        return { status: 200, body: { token: `t${state.tokensIssued}` } }
      },
    },
    {
      method: 'GET',
      path: THING,
      async answer({ headers }, { state }) {
        if (headers.authorization !== `Bearer t${state.tokensIssued}`) return { status: 401, body: {} }
        state.running += 1
        state.mostAtOnce = Math.max(state.mostAtOnce, state.running)
        for (let turn = 0; turn < 5; turn += 1) await nextTurn()
        state.running -= 1
        return { status: 200, body: { mostAtOnce: state.mostAtOnce } }
      },
    },
  ],
  notFound: () => ({ status: 404 }),
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

const CODES = new Map([
  [400, 'REJECTED_BY_SYSTEM'],
  [401, 'AUTH_FAILED'],
  [429, 'RATE_LIMITED'],
] as const)

function read(response: VendorResponse): unknown {
  const { status } = response
  if (status === 200) return parseJson(response, 'acme')
  const code = CODES.get(status as 400) ?? 'SYSTEM_UNAVAILABLE'
  throw new WeftError(code, 'refused', { system: 'acme', status })
}

interface World extends AsyncDisposable {
  emulator: Emulator
  client: VendorClient
  get(call?: Partial<CallContext>, kind?: CallKind): Promise<unknown>
  callsTo(path: string): number
  /** Moves the clock of the client's budget. */
  pass(seconds: number): void
}

async function startWorld(
  changes: Partial<Connection> = {},
  options: Partial<VendorClientOptions> = {},
): Promise<World> {
  const emulator = await startEmulator(acme)
  const { client, ...rest } = connectTo(emulator.baseUrl, changes, options)
  return {
    ...rest,
    emulator,
    client,
    callsTo: (path) => emulator.calls().filter((call) => call.path === path).length,
    async [Symbol.asyncDispose]() {
      await client.close()
      await emulator.close()
    },
  }
}

function connectTo(baseUrl: string, changes: Partial<Connection>, options: Partial<VendorClientOptions>) {
  let offsetMs = 0
  const connection: Connection = {
    id: 'acme',
    name: 'Acme',
    vendor: 'acme',
    domain: 'CRM',
    environment: 'SIMULATED',
    baseUrl,
    credentials: {},
    fields: {},
    timeoutMs: 5_000,
    ...changes,
  }
  const client = createVendorClient(connection, {
    logger: silentLogger,
    clock: { now: () => new Date(Date.now() + offsetMs) },
    apiVersion: 'v1',
    limits: { concurrency: 20 },
    async requestToken(http, call) {
      const { token } = parseJson(await http.send({ method: 'POST', path: TOKEN }, call), 'acme') as {
        token: string
      }
      return { token }
    },
    ...options,
  })
  return {
    client,
    get: (call: Partial<CallContext> = {}, kind: CallKind = 'read') =>
      client.send(
        { method: 'GET', path: THING },
        { kind, call: { correlationId: 'test', signal: new AbortController().signal, ...call }, read },
      ),
    pass(seconds: number) {
      offsetMs += seconds * 1_000
    },
  }
}

/** What a caller is told. */
async function outcomeOf(answer: Promise<unknown>): Promise<unknown[]> {
  try {
    await answer
    return ['OK']
  } catch (error) {
    assert.ok(isWeftError(error), String(error))
    const { retryAfterSeconds } = error.facts
    return [error.code, error.retryable, ...(retryAfterSeconds === undefined ? [] : [retryAfterSeconds])]
  }
}

const noon = (seconds: number) => new Date(Date.UTC(2020, 0, 1, 12, 0, seconds)).toUTCString()

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

test('while the circuit is open one call at a time finds out, and nobody waits for it', async (context) => {
  const { tick } = freezeDate(context)
  await using world = await startWorld()
  await openCircuit(world)
  const opened = world.callsTo(THING)
  assert.deepEqual(await outcomeOf(world.get()), ['CIRCUIT_OPEN', true, 1])
  assert.equal(world.callsTo(THING), opened)

  tick(1_000)
  assert.equal(world.client.health().circuit, 'HALF_OPEN')
  const told = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(world.get())))
  assert.equal(world.callsTo(THING), opened + 1)
  assert.equal(told.filter(([code]) => code === 'INVALID_RESPONSE').length, 1)
  assert.equal(told.filter(([code]) => code === 'CIRCUIT_OPEN').length, 19)

  assert.deepEqual(await outcomeOf(world.get()), ['CIRCUIT_OPEN', true, 2])
  world.emulator.reset()
  tick(2_000)
  assert.deepEqual(await outcomeOf(world.get()), ['OK'])
  assert.equal(world.client.health().circuit, 'CLOSED')
})

test('the call that finds out is made once, whatever it finds', async (context) => {
  const { tick } = freezeDate(context)
  await using world = await startWorld()
  await openCircuit(world)
  world.emulator.reset()
  tick(1_000)
  world.emulator.fail({ path: THING, status: 500 })
  assert.deepEqual(await outcomeOf(world.get()), ['SYSTEM_UNAVAILABLE', true])
  assert.equal(world.callsTo(THING), 1)
  assert.equal(world.client.health().circuit, 'OPEN')
})

test('the call that finds out survives the caller that started it', async (context) => {
  const { tick } = freezeDate(context)
  await using world = await startWorld()
  await openCircuit(world)
  world.emulator.reset()
  tick(1_000)
  world.emulator.fail({ path: THING, times: 1, delayMs: 20 })
  const caller = new AbortController()
  const probe = outcomeOf(world.get({ signal: caller.signal }))
  await until(() => world.callsTo(THING) === 1)
  caller.abort()
  assert.deepEqual(await probe, ['TIMEOUT', true])
  await until(() => world.client.health().circuit === 'CLOSED')
})

test('a caller that leaves the call that finds out does not close the circuit on a system that is down', async (context) => {
  const { tick } = freezeDate(context)
  await using world = await startWorld()
  await openCircuit(world)
  world.emulator.reset()
  tick(1_000)
  world.emulator.fail({ path: THING, delayMs: 20, status: 500 })
  const caller = new AbortController()
  const probe = outcomeOf(world.get({ signal: caller.signal }))
  await until(() => world.callsTo(THING) === 1)
  caller.abort()
  assert.deepEqual(await probe, ['TIMEOUT', true])
  await until(() => world.client.health().circuit === 'OPEN')
})

test('one read that fails at every try is one failure', async () => {
  await using world = await startWorld()
  world.emulator.fail({ path: THING, status: 500 })
  for (let read = 0; read < 9; read += 1) await outcomeOf(world.get())
  assert.equal(world.client.health().circuit, 'CLOSED')
  await outcomeOf(world.get())
  assert.equal(world.client.health().circuit, 'OPEN')
})

test('an INVALID_RESPONSE or a TIMEOUT opens the circuit as an outage does', async () => {
  await using world = await startWorld()
  world.emulator.fail({ path: THING, status: 200, body: '<html>' })
  for (let read = 0; read < 10; read += 1) await outcomeOf(world.get())
  assert.equal(world.client.health().circuit, 'OPEN')

  await using slow = await startWorld({ timeoutMs: 150 })
  slow.emulator.fail({ path: THING, delayMs: 60_000 })
  await Promise.all(Array.from({ length: 10 }, () => outcomeOf(slow.get())))
  await until(() => slow.client.health().circuit === 'OPEN')
})

for (const status of [400, 401, 429]) {
  test(`any number of ${status} leaves the circuit closed`, async () => {
    await using world = await startWorld()
    world.emulator.fail({ path: THING, status })
    for (let read = 0; read < 20; read += 1) {
      await outcomeOf(world.get())
      world.pass(901)
    }
    assert.ok(world.callsTo(THING) >= 20)
    assert.equal(world.client.health().circuit, 'CLOSED')
  })
}

test('callers that leave are no failures of the vendor', async () => {
  await using world = await startWorld({ limits: { concurrency: 25 } })
  await world.get()
  world.emulator.fail({ path: THING, times: 20, delayMs: 60_000 })
  const caller = new AbortController()
  const told = Array.from({ length: 20 }, () => outcomeOf(world.get({ signal: caller.signal })))
  await until(() => world.callsTo(THING) === 21)
  caller.abort()
  assert.ok((await Promise.all(told)).every(([code]) => code === 'TIMEOUT'))
  assert.equal(world.client.health().circuit, 'CLOSED')
  assert.deepEqual(await outcomeOf(world.get()), ['OK'])
})

test('an operation that is over asks nobody', async () => {
  await using world = await startWorld()
  assert.deepEqual(await outcomeOf(world.get({ signal: AbortSignal.abort() })), ['TIMEOUT', true])
  assert.equal(world.emulator.calls().length, 0)
})

test('while Retry-After runs nothing is sent, and the caller learns what is left of it', async () => {
  await using world = await startWorld()
  world.emulator.fail({ path: THING, times: 1, status: 429, headers: { 'retry-after': '60' } })
  await outcomeOf(world.get())
  world.pass(40)
  for (const kind of ['read', 'write'] as const)
    assert.deepEqual(await outcomeOf(world.get({}, kind)), ['RATE_LIMITED', true, 20])
  assert.equal(world.callsTo(THING), 1)
  world.pass(20)
  assert.deepEqual(await outcomeOf(world.get()), ['OK'])
})

test('a refusal that concerns only what was asked leaves the others alone', async () => {
  await using world = await startWorld({}, { concernsAll: () => false })
  world.emulator.fail({ path: THING, times: 1, status: 429 })
  assert.deepEqual(await outcomeOf(world.get()), ['RATE_LIMITED', true, 1])
  assert.deepEqual(await outcomeOf(world.get()), ['OK'])
})

test('the vendor never works on more calls at once than the budget allows, reads on fewer', async () => {
  await using world = await startWorld({ limits: { concurrency: 5, reservedForWrites: 0.4 } })
  const ask = (kind: CallKind, count: number) =>
    Promise.all(Array.from({ length: count }, () => world.get({}, kind)))
  const most = async (answers: Promise<unknown[]>) =>
    Math.max(...(await answers).map((answer) => (answer as State).mostAtOnce))
  assert.equal(await most(ask('read', 60)), 3)
  const both = await Promise.all([ask('read', 60), ask('write', 60)])
  assert.equal(await most(Promise.resolve(both.flat())), 5)
})

test('a write passes while reads fill all the places they may have', async () => {
  await using world = await startWorld({ limits: { concurrency: 2 } })
  await world.get()
  world.emulator.fail({ path: THING, times: 1, delayMs: 60_000 })
  const caller = new AbortController()
  const slow = outcomeOf(world.get({ signal: caller.signal }))
  await until(() => world.callsTo(THING) === 2)
  const waiting = outcomeOf(world.get({ signal: caller.signal }))
  assert.deepEqual(await outcomeOf(world.get({}, 'write')), ['OK'])
  assert.equal(world.callsTo(THING), 3)
  caller.abort()
  assert.deepEqual(await Promise.all([slow, waiting]), [
    ['TIMEOUT', true],
    ['TIMEOUT', true],
  ])
})

test('who finds no place before the deadline is RATE_LIMITED: the vendor was never asked', async () => {
  const budget = createBudget({
    system: 'acme',
    limits: { concurrency: 1 },
    clock: systemClock,
    timeoutMs: 2_000,
  })
  const resilience = createResilience({ system: 'acme', timeoutMs: 50, budget })
  const call = { correlationId: 'test', signal: new AbortController().signal }
  const slow = Promise.withResolvers<string>()
  const told = await Promise.all(
    [1, 2].map(() => outcomeOf(resilience.run('read', call, () => slow.promise))),
  )
  assert.deepEqual(told, [
    ['TIMEOUT', true],
    ['RATE_LIMITED', true, 1],
  ])
  slow.resolve('late')
})

test('at most a thousand calls wait for a place; the next is refused at once', async () => {
  await using world = await startWorld({ limits: { concurrency: 1 } })
  world.emulator.fail({ path: THING, times: 1, delayMs: 60_000 })
  const caller = new AbortController()
  const waiting = Array.from({ length: 1_001 }, () => outcomeOf(world.get({ signal: caller.signal })))
  await until(() => world.callsTo(THING) === 1)
  assert.deepEqual(await outcomeOf(world.get()), ['RATE_LIMITED', true, 1])
  caller.abort()
  assert.ok((await Promise.all(waiting)).every(([code]) => code === 'TIMEOUT'))
})

test('what the vendor says of its allowance is kept, and reads stop where the share of writes begins', async () => {
  let used = 78
  await using world = await startWorld(
    {},
    {
      readAllowance({ status }) {
        if (status !== 200) return undefined
        used += 1
        return { kind: 'daily', limit: 100, used }
      },
    },
  )
  await world.get()
  const { calls: _calls, ...health } = world.client.health()
  assert.deepEqual(health, {
    circuit: 'CLOSED',
    budget: { kind: 'daily', limit: 100, remaining: 21, resetsAt: undefined, reservedForWrites: 20 },
    apiVersion: 'v1',
  })
  await world.get()
  const [code, , seconds] = await outcomeOf(world.get())
  assert.equal(code, 'RATE_LIMITED')
  assert.ok(Number(seconds) > 0)
  assert.deepEqual(await outcomeOf(world.get({}, 'write')), ['OK'])
})

test('before anything is known, the budget is the places that are free', async () => {
  await using world = await startWorld()
  assert.deepEqual(world.client.health().budget, {
    kind: 'concurrent',
    limit: 20,
    remaining: 20,
    resetsAt: undefined,
    reservedForWrites: 4,
  })
})

async function openCircuit({ emulator, client, get }: World): Promise<void> {
  emulator.fail({ path: THING, status: 200, body: '<html>' })
  while (client.health().circuit === 'CLOSED') await outcomeOf(get())
}

/** Time that stands still for the circuit until it is moved. */
function freezeDate(context: TestContext): { tick(ms: number): void } {
  context.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  return { tick: (ms) => context.mock.timers.tick(ms) }
}

/** An address where nobody listens. */
async function freeAddress(): Promise<{ port: number; baseUrl: string }> {
  const emulator = await startEmulator(acme)
  await emulator.close()
  return { port: Number(new URL(emulator.baseUrl).port), baseUrl: emulator.baseUrl }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn()
}
