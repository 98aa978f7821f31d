import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBudget } from './budget.ts'
import { type BudgetLedger, type CallKind, reservedOf } from './budget-ledger.ts'
import { createMemoryLedger } from './memory-ledger.ts'

const START = Date.UTC(2026, 10, 25, 18)
const NEVER = new AbortController().signal

/** A ledger under a clock that stands still until it is moved. */
function startLedger(limits: {
  requestsPerSecond?: number
  dailyRequests?: number
  reservedForWrites?: number
}) {
  let now = START
  const clock = { now: () => new Date(now) }
  const ledger = createMemoryLedger({ reservedForWrites: 0.2, ...limits, clock })
  return {
    clock,
    ledger,
    pass(seconds: number) {
      now += seconds * 1_000
    },
    /** How many of so many calls are let through. */
    async granted(kind: CallKind, count: number) {
      const refusals = await Promise.all(Array.from({ length: count }, () => ledger.take(kind)))
      return refusals.filter((refusal) => !refusal).length
    },
  }
}

for (const [limit, share, reserved] of [
  [10, 0.2, 2],
  [4, 0.2, 1],
  [30, 0.1, 3],
  [1, 0.2, 0],
  [0, 0.2, 0],
  [5, 0.9, 4],
  [5, 0, 0],
] as const)
  test(`of ${limit} calls a share of ${share} keeps ${reserved}`, () => {
    assert.equal(reservedOf(limit, share), reserved)
  })

test('a day of UTC has so many calls, the last of them for writes, and the next day as many', async () => {
  const { ledger, granted, pass } = startLedger({ dailyRequests: 10 })
  assert.equal(await granted('read', 50), 8)
  assert.deepEqual(await ledger.check('read'), { reason: 'USED_UP', waitMs: 6 * 3_600_000 })
  assert.equal(await granted('write', 50), 2)
  assert.deepEqual(ledger.tightest(), {
    kind: 'daily',
    limit: 10,
    remaining: 0,
    resetsAt: new Date(Date.UTC(2026, 10, 26)),
    reservedForWrites: 2,
  })
  pass(6 * 3_600)
  assert.equal(await granted('read', 50), 8)
})

test('no second sees more calls than allowed, wherever it begins', async () => {
  const { granted, pass } = startLedger({ requestsPerSecond: 10 })
  assert.equal(await granted('read', 5), 5)
  pass(0.6)
  assert.equal(await granted('read', 50), 3)
  assert.equal(await granted('write', 50), 2)
  pass(0.4)
  assert.equal(await granted('read', 50), 5)
  pass(0.6)
  assert.equal(await granted('write', 50), 5)
})

test('what is learnt counts every user of the vendor, and what is under way', async () => {
  const { ledger, granted } = startLedger({})
  await ledger.learn({ kind: 'daily', limit: 100, used: 70 }, 5)
  assert.equal(ledger.tightest()?.remaining, 25)
  assert.equal(await granted('read', 50), 5)
  assert.equal(await granted('write', 50), 20)
})

test('a sliding window that is used up is looked at again with one call a minute', async () => {
  const { ledger, granted, pass } = startLedger({})
  await ledger.learn({ kind: 'daily', limit: 100, used: 100 }, 0)
  assert.equal(await granted('read', 50), 0)
  pass(60)
  assert.equal(await granted('read', 50), 1)
  pass(59)
  assert.equal(await granted('read', 50), 0)
  await ledger.learn({ kind: 'daily', limit: 100, used: 40 }, 0)
  assert.equal(await granted('read', 100), 40)
})

test('a vendor that names only the limit has ours counted until its window ends', async () => {
  const { ledger, granted, pass } = startLedger({})
  const hour = { kind: 'hourly', limit: 10, resetsAt: new Date(START + 3_600_000) }
  await ledger.learn(hour, 1)
  assert.equal(await granted('read', 5), 5)
  await ledger.learn(hour, 1)
  assert.equal(await granted('read', 50), 2)
  pass(3_600)
  assert.equal(ledger.tightest(), undefined)
  assert.equal(await granted('read', 50), 50)
})

test('pauses without a time grow to half a minute, count once for calls refused together, and end with an answer', async () => {
  const { ledger, granted, pass } = startLedger({})
  const seconds: number[] = []
  for (let pause = 0; pause < 8; pause += 1) {
    seconds.push(await ledger.pause(undefined))
    assert.equal(await ledger.pause(undefined), seconds.at(-1))
    assert.equal(await granted('write', 1), 0)
    pass(30)
  }
  assert.equal(seconds[0], 1)
  assert.ok(Number(seconds[7]) >= 15 && Number(seconds[7]) <= 30)
  await ledger.ease()
  assert.equal(await ledger.pause(undefined), 1)
})

test('a shorter pause does not end a longer one', async () => {
  const { ledger } = startLedger({})
  assert.equal(await ledger.pause(60), 60)
  assert.equal(await ledger.pause(5), 60)
})

test('a read waits for the next second when that is near, and is refused with the time when it is not', async () => {
  for (const [timeoutMs, started] of [
    [4_000, ['read', 'read']],
    [200, ['read']],
  ] as const) {
    const { clock, ledger, pass } = startLedger({ requestsPerSecond: 1 })
    const calls: string[] = []
    const budget = createBudget({
      system: 'acme',
      limits: { concurrency: 1 },
      clock,
      timeoutMs,
      createLedger: () => ledger,
      wait: async (ms) => pass(ms / 1_000),
    })
    const ask = () => budget.spend('read', NEVER, async () => calls.push('read'))
    await ask()
    const second = ask()
    if (started.length === 1) {
      await assert.rejects(second, { code: 'RATE_LIMITED', facts: { system: 'acme', retryAfterSeconds: 1 } })
    } else await second
    assert.deepEqual(calls, started)
  }
})

test('a budget can keep its counts elsewhere', async () => {
  const asked: string[] = []
  const shared: BudgetLedger = {
    ...startLedger({}).ledger,
    async take(kind) {
      asked.push(kind)
      return { reason: 'USED_UP', waitMs: 90_500 }
    },
  }
  const budget = createBudget({
    system: 'acme',
    limits: { concurrency: 1 },
    clock: { now: () => new Date(START) },
    timeoutMs: 2_000,
    createLedger: () => shared,
  })
  await assert.rejects(
    budget.spend('write', NEVER, async () => assert.fail('was sent')),
    { code: 'RATE_LIMITED', facts: { system: 'acme', retryAfterSeconds: 91 } },
  )
  assert.deepEqual(asked, ['write'])
})
