import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, test } from 'node:test'
import { netSuiteId, salesforceId, stripeId } from '#demo-world/native-ids.ts'
import { customerTag, recordTag } from '#shared/cache/cache.ts'
import { AGENT, ENGINES, startWorld, VENDORS, type World } from '../../support/world.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const context = read('../account-360/operation.graphql')
const overdueCase = read('../case-with-payment-problem/operation.graphql')
const operation = read('operation.graphql')

/** Something of every system, read now. */
const renewal =
  'query ($id: ID!) @freshness(maxAge: 0) { customer(id: $id) { status supportTier creditHold billingEmail } }'

const COLD = { salesforce: 2, stripe: 6, servicenow: 1, netsuite: 2 }
const account = recordTag({ connectionId: 'crm-salesforce', nativeId: salesforceId('001', 'acme') })
const ledgerCustomer = recordTag({ connectionId: 'erp-netsuite', nativeId: netSuiteId('customer', 'acme') })

interface Provenance {
  path: string
  readMode: string
  ageSeconds: number
  freshness: string
  system: { id: string }
}
interface Answer {
  customer: { status: string | null; creditHold: boolean | null; provenance: Provenance[] }
}

describe('what was read a moment ago is not read again', () => {
  let world: World
  let id: string
  /** By how much Weft's clock is ahead of ours. */
  let aheadSeconds = 0
  const clock = { now: () => new Date(Date.now() + aheadSeconds * 1_000) }

  before(async () => {
    world = await startWorld({ clock, cache: { maxAgeSeconds: 60, staleSeconds: 600 } })
    id = await world.customerId('Acme Industries')
  })
  after(() => world[Symbol.asyncDispose]())
  beforeEach(async () => {
    for (const vendor of VENDORS) world.emulator(vendor).reset()
    await pass(0)
    // A system that was reset knows our token no more: it is renewed here, and counts nowhere.
    await ask(renewal)
    // Older than anything that may be used: every test begins cold.
    await pass(700)
  })

  /** Time passes for Weft and for the systems: they do not trust each other's clocks far. */
  const pass = async (seconds: number): Promise<void> => {
    aheadSeconds += seconds
    const init = { method: 'POST', body: JSON.stringify({ now: clock.now().toISOString() }) }
    await Promise.all(
      VENDORS.map((vendor) => fetch(`${world.emulator(vendor).baseUrl}/__emulator/clock`, init)),
    )
  }

  const ask = async (query: string, variables: Record<string, unknown> = {}, engine = ENGINES[0]) =>
    world.query(query, { id, ...variables }, { ...(engine && { engine }), receivedAt: clock.now() })
  const answer = async (maxAge: number) => (await ask(operation, { maxAge })).data as unknown as Answer
  const callsFor = async (query: string, variables: Record<string, unknown> = {}, engine = ENGINES[0]) => {
    world.forgetCalls()
    const { data, errors } = await ask(query, variables, engine)
    assert.equal(errors, undefined)
    return { calls: world.callsPerVendor(), data }
  }

  for (const engine of ENGINES) {
    test(`the whole context asked twice costs no call the second time, on ${engine} execution`, async () => {
      const first = await callsFor(context, {}, engine)
      const second = await callsFor(context, {}, engine)
      assert.deepEqual(first.calls, COLD)
      assert.deepEqual(second.calls, {})
      assert.deepEqual(second.data, first.data)
    })
  }

  test('a case with what its customer owes costs no call the second time', async () => {
    const { data } = await ask('query ($id: ID!) { customer(id: $id) { cases(first: 1) { nodes { id } } } }')
    const [found] = (data as unknown as { customer: { cases: { nodes: { id: string }[] } } }).customer.cases
      .nodes
    const { data: first } = await ask(overdueCase, { id: found?.id })
    const second = await callsFor(overdueCase, { id: found?.id })
    assert.deepEqual(second.calls, {})
    assert.deepEqual(second.data, first)
  })

  test('a record that changed is read again, and nothing beside it', async () => {
    await ask(context)
    world.domains.cache.invalidate([account])
    assert.deepEqual((await callsFor(context)).calls, { salesforce: 1 })
    world.domains.cache.invalidate([ledgerCustomer])
    assert.deepEqual((await callsFor(context)).calls, { netsuite: 1 })
    assert.deepEqual((await callsFor(context)).calls, {})
  })

  test('what hangs on a customer in one system is read again with it', async () => {
    await ask(context)
    world.domains.cache.invalidate([customerTag('billing-stripe', stripeId('cus', 'acme'))])
    const { calls } = await callsFor(context)
    assert.deepEqual(Object.keys(calls), ['stripe'])
    assert.ok((calls.stripe ?? 0) <= COLD.stripe)
  })

  test('the same question of several callers at once costs what one costs', async () => {
    world.forgetCalls()
    const answers = await Promise.all([ask(context), ask(context), ask(context)])
    // Nothing is read twice; what one operation asks in one call may go in two where another was first with a part of it.
    const calls = world.callsPerVendor()
    assert.deepEqual(Object.keys(calls).sort(), Object.keys(COLD).sort())
    for (const vendor of VENDORS) assert.ok((calls[vendor] ?? 0) <= COLD[vendor] + 1, vendor)
    for (const { errors, data } of answers) {
      assert.equal(errors, undefined)
      assert.deepEqual(data, answers[0]?.data)
    }
  })

  test('an operation says how old its answer may be, and the answer how old it is', async () => {
    const modes = ({ customer }: Answer) => customer.provenance.map(({ readMode }) => readMode)
    const first = await answer(60)
    assert.deepEqual(modes(first), ['LIVE', 'LIVE'])
    await pass(30)
    const second = await answer(60)
    assert.deepEqual(second.customer.status, first.customer.status)
    assert.deepEqual(modes(second), ['CACHED', 'CACHED'])
    for (const { ageSeconds, freshness } of second.customer.provenance)
      assert.deepEqual(
        { isAsOld: ageSeconds >= 29 && ageSeconds <= 60, freshness },
        { isAsOld: true, freshness: 'FRESH' },
      )
    assert.deepEqual(modes(await answer(10)), ['LIVE', 'LIVE'])
    assert.deepEqual(modes(await answer(0)), ['LIVE', 'LIVE'])
  })

  test('while a system fails, what was read before stands in and says so; who asks for now gets the error', async () => {
    await answer(60)
    await pass(100)
    world.emulator('salesforce').fail({ status: 500 })
    const { data, errors } = await ask(operation, { maxAge: 60 })
    assert.equal(errors, undefined)
    const { customer } = data as unknown as Answer
    assert.equal(customer.status, 'ACTIVE')
    const told = customer.provenance.map(({ path, readMode, freshness }) => [path, readMode, freshness])
    assert.deepEqual(told.sort(), [
      ['creditHold', 'LIVE', 'FRESH'],
      ['status', 'CACHED', 'STALE_WITHIN_POLICY'],
    ])
    const now = await ask(operation, { maxAge: 0 })
    assert.equal((now.data as unknown as Answer).customer.status, null)
    assert.deepEqual(
      now.errors?.map(({ path }) => path?.join('.')),
      ['customer.status'],
    )
    await pass(600)
    const late = await ask(operation, { maxAge: 60 })
    assert.equal((late.data as unknown as Answer).customer.status, null)
  })

  test('what one caller may see and another may not is not given away by the cache', async () => {
    const invoices = 'query ($id: ID!) { customer(id: $id) { invoices(first: 1) { nodes { id } } } }'
    const invoice = 'query ($id: ID!) { invoice(id: $id) { status } }'
    const { data } = await ask(invoices)
    const [found] = (data as unknown as { customer: { invoices: { nodes: { id: string }[] } } }).customer
      .invoices.nodes
    const variables = { id: found?.id }
    const options = { receivedAt: clock.now() }
    const stranger = { ...AGENT, customerIds: [await world.customerId('Hooli')] }
    const seen = await world.query(invoice, variables, options)
    const hidden = await world.query(invoice, variables, { ...options, caller: stranger })
    assert.notEqual(seen.data?.invoice, null)
    assert.equal(hidden.data?.invoice, null)
  })
})
