import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CallKind } from '../budget-ledger.ts'
import {
  type BudgetRules,
  type BudgetState,
  createBudgetState,
  type EndedLease,
  type Visit,
} from './budget-state.ts'
import { lifetimeOf } from './grant-units.ts'
import { visitBudget } from './visit-budget.ts'

const START = Date.UTC(2026, 10, 25, 18)
const HOUR_MS = 3_600_000

/** A budget under the store's clock, which stands still until it is moved. */
function startBudget(given: Partial<BudgetRules> = {}) {
  const rules: BudgetRules = { reservedForWrites: 0.2, timeoutMs: 10_000, ...given }
  const state = createBudgetState()
  let now = START
  let leases = 0
  const visit = (holder: string, told: Partial<Visit> = {}) =>
    visitBudget(
      // As the store keeps it.
      Object.assign(state, JSON.parse(JSON.stringify(state)) as BudgetState),
      { holder, outstanding: 0, ended: [], learnt: [], ...told },
      { rules, now, random: () => 0.5 },
    )
  return {
    rules,
    state,
    visit,
    pass(ms: number) {
      now += ms
    },
    now: () => now,
    want(holder: string, kind: CallKind, units: number, told: Partial<Visit> = {}) {
      leases += 1
      const leaseId = String(leases)
      return { leaseId, ...visit(holder, { ...told, wanted: { leaseId, kind, units } }) }
    },
    /** Everything that leases of this size get, until there is a refusal. */
    drain(holder: string, kind: CallKind, units = 50) {
      let sum = 0
      for (;;) {
        const { refusal, units: more } = this.want(holder, kind, units, { outstanding: sum })
        if (refusal) return { sum, refusal }
        sum += more
      }
    },
  }
}

const ended = (lease: Partial<EndedLease>): EndedLease => ({
  leaseId: '1',
  grantedAt: START,
  spent: 0,
  unspent: 0,
  spentAt: START,
  ...lease,
})

test('leases of two processes take a day together, reads leaving the last of it to writes', () => {
  const budget = startBudget({ dailyRequests: 100 })
  const first = budget.want('a', 'read', 50)
  assert.equal(first.units, 10, 'one lease takes an eighth of what reads may have')
  const { sum, refusal } = budget.drain('b', 'read')
  assert.equal(first.units + sum, 80)
  assert.deepEqual(refusal, { reason: 'USED_UP', waitMs: 6 * HOUR_MS })
  assert.equal(budget.drain('a', 'write').sum, 20)
  budget.pass(6 * HOUR_MS)
  assert.equal(budget.drain('a', 'read').sum, 80)
})

test('what is given back is there for others, but not in the next day', () => {
  const budget = startBudget({ dailyRequests: 10, reservedForWrites: 0 })
  budget.drain('a', 'read')
  assert.equal(budget.visit('a', { ended: [ended({ spent: 1, unspent: 3 })] }).refusal, undefined)
  assert.equal(budget.drain('b', 'read').sum, 3)
  budget.pass(6 * HOUR_MS)
  budget.visit('a', { ended: [ended({ spent: 1, unspent: 3 })] })
  assert.equal(budget.drain('b', 'read').sum, 10)
})

test('what a killed process held counts as used up: it may have been', () => {
  const budget = startBudget({ dailyRequests: 80, reservedForWrites: 0 })
  const { units } = budget.want('killed', 'read', 50)
  budget.pass(HOUR_MS)
  assert.equal(budget.drain('b', 'read').sum, 80 - units)
})

test('the share of a killed process returns where the vendor counts, once its calls must have ended', () => {
  const budget = startBudget({ reservedForWrites: 0 })
  const resetsAt = new Date(START + HOUR_MS)
  budget.visit('a', { learnt: [{ kind: 'daily', limit: 100, used: 5, resetsAt }] })
  const { units } = budget.want('killed', 'read', 50)
  assert.equal(units, 11)
  let outstanding = 0
  for (;;) {
    const more = budget.want('b', 'read', 50, { outstanding })
    if (more.refusal) break
    outstanding += more.units
  }
  assert.equal(outstanding, 100 - 5 - units)
  budget.pass(budget.rules.timeoutMs)
  assert.equal(budget.want('b', 'read', 50, { outstanding }).refusal, undefined)
})

test('an answer that was overtaken does not make the vendor’s count smaller', () => {
  const budget = startBudget({ reservedForWrites: 0 })
  const resetsAt = new Date(START + HOUR_MS)
  budget.visit('a', { learnt: [{ kind: 'daily', limit: 100, used: 90, resetsAt }] })
  budget.visit('b', { learnt: [{ kind: 'daily', limit: 100, used: 40, resetsAt }] })
  assert.equal(budget.drain('a', 'read').sum, 10)
})

test('a vendor that names only the limit has the calls of all counted, and a new window begins with what is outstanding', () => {
  const budget = startBudget({ reservedForWrites: 0 })
  const until = (ms: number) => [{ kind: 'hourly', limit: 20, resetsAt: new Date(START + ms) }]
  budget.want('a', 'read', 6)
  budget.visit('b', { outstanding: 2, learnt: until(HOUR_MS) })
  assert.equal(budget.state.windows[0]?.used, 8)
  budget.visit('b', { learnt: until(HOUR_MS) })
  assert.equal(budget.drain('b', 'read').sum, 12)
  budget.pass(HOUR_MS)
  budget.visit('b', { learnt: until(2 * HOUR_MS) })
  assert.equal(budget.drain('b', 'read').sum, 20)
})

test('a sliding window that is used up is looked at again with one call a minute', () => {
  const budget = startBudget()
  budget.visit('a', { learnt: [{ kind: 'daily', limit: 100, used: 100 }] })
  assert.deepEqual(budget.want('a', 'read', 9).refusal, { reason: 'USED_UP', waitMs: 60_000 })
  budget.pass(60_000)
  assert.equal(budget.drain('a', 'read').sum, 1)
  budget.pass(3_000)
  budget.visit('a', { learnt: [{ kind: 'daily', limit: 100, used: 40 }] })
  assert.equal(budget.drain('a', 'read').sum, 40)
})

test('a limit that the operator changed or took away holds for what is left of the day', () => {
  const budget = startBudget({ dailyRequests: 10, reservedForWrites: 0 })
  budget.drain('a', 'read')
  budget.rules.dailyRequests = 15
  assert.equal(budget.drain('a', 'read').sum, 5)
  budget.rules.dailyRequests = undefined
  assert.equal(budget.want('a', 'read', 9).units, 9)
})

test('a pause is everybody’s, a shorter one does not end it, and those without a time grow until the vendor answers', () => {
  const budget = startBudget()
  assert.equal(budget.visit('a', { pause: { seconds: 60 } }).pausedMs, 60_000)
  assert.equal(budget.visit('b', { pause: { seconds: 5 } }).pausedMs, 60_000)
  assert.deepEqual(budget.want('b', 'write', 1).refusal, { reason: 'PAUSED', waitMs: 60_000 })
  budget.pass(60_000)
  const pauses: number[] = []
  for (const holder of ['a', 'b', 'c', 'a', 'b', 'c', 'a']) {
    pauses.push(budget.visit(holder, { pause: { seconds: undefined } }).pausedMs)
    assert.equal(budget.visit('d', { pause: { seconds: undefined } }).pausedMs, pauses.at(-1))
    budget.pass(30_000)
  }
  assert.deepEqual(pauses, [1_000, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500])
  budget.visit('a', { ease: true })
  assert.equal(budget.visit('b', { pause: { seconds: undefined } }).pausedMs, 1_000)
})

test('a second’s calls are refused with the time until there is one, and are free a second after the last was spent', () => {
  const budget = startBudget({ requestsPerSecond: 10 })
  const { leaseId } = budget.want('a', 'read', 1)
  assert.equal(budget.drain('b', 'read').sum, 7)
  assert.deepEqual(budget.want('b', 'read', 1).refusal, { reason: 'TOO_FAST', waitMs: 1_250 })
  assert.equal(budget.drain('b', 'write').sum, 2)
  budget.pass(100)
  budget.visit('a', { ended: [ended({ leaseId, spent: 1, spentAt: START + 20 })] })
  assert.deepEqual(budget.want('b', 'read', 1).refusal, { reason: 'TOO_FAST', waitMs: 920 })
  budget.pass(920)
  assert.equal(budget.drain('b', 'read').sum, 1)
})

test('whatever processes do, no second sees more calls than allowed, and no process is forgotten for ever', () => {
  const step = fc.record({
    holder: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom<CallKind>('read', 'write'),
    units: fc.integer({ min: 1, max: 40 }),
    /** When in its life a lease is spent, or never; whether its process lives to tell. */
    spentAfter: fc.option(fc.integer({ min: 0, max: 249 })),
    isKilled: fc.boolean(),
    pass: fc.integer({ min: 0, max: 400 }),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.array(step, { maxLength: 60 }), (limit, steps) => {
      const budget = startBudget({ requestsPerSecond: limit })
      const sent: { at: number; units: number }[] = []
      const unreported: (EndedLease & { holder: string })[] = []
      for (const { holder, kind, units, spentAfter, isKilled, pass } of steps) {
        const isOver = (lease: EndedLease): boolean =>
          budget.now() >= lease.grantedAt + lifetimeOf(budget.rules) || lease.unspent === 0
        const reported = unreported.filter(
          (lease) => lease.holder === holder && isOver(lease) && lease.spentAt <= budget.now(),
        )
        for (const lease of reported) unreported.splice(unreported.indexOf(lease), 1)
        const lease = budget.want(holder, kind, units, { ended: reported })
        if (lease.units > 0) {
          const spentAt = budget.now() + (spentAfter ?? 0)
          const spent = spentAfter === null ? 0 : lease.units
          sent.push({ at: spentAt, units: spent })
          const told = {
            leaseId: lease.leaseId,
            grantedAt: budget.now(),
            spent,
            unspent: lease.units - spent,
            spentAt,
          }
          if (!isKilled) unreported.push({ ...told, holder })
        }
        budget.pass(pass)
      }
      for (const { at } of sent) {
        const within = sent.filter((call) => call.at >= at && call.at < at + 1_000)
        assert.ok(within.reduce((sum, call) => sum + call.units, 0) <= limit)
      }
      budget.pass(10_000)
      budget.visit('a')
      assert.deepEqual([budget.state.grants, budget.state.holders], [[], {}])
    }),
    { numRuns: 300 },
  )
})
