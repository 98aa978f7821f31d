import assert from 'node:assert/strict'
import { test } from 'node:test'

import { systemClock } from '../clock.ts'
import { createBudget } from './budget.ts'
import type { CallKind } from './budget-ledger.ts'
import { createResilience } from './resilience.ts'
import { THING, type State, startWorld, outcomeOf, until } from './vendor-client.test-support.ts'

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
