import assert from 'node:assert/strict'
import { test } from 'node:test'
import { THING, startWorld, outcomeOf, openCircuit, freezeDate, until } from './vendor-client.test-support.ts'

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
